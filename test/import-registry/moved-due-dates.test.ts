import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { type ImportReport, importReportSchema } from '../../shared/registry/import-report.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { messageOf, objectCreated } from './registry-drops.ts';

const HEADER =
  'assignmentId,directive,item,title,leadUnitId,coordinatingUnitIds,reportTo,dueOn,recurrence,validFrom,validTo';
let engines: Engines;
let registry: RegistryStore;

beforeAll(async () => {
  engines = await startEngines();
  const { Registry: REGISTRY_TABLE, Evaluations: EVALUATIONS_TABLE } = engines.tableNames;
  Object.assign(process.env, { REGISTRY_TABLE, EVALUATIONS_TABLE, BUCKET: engines.bucketName });
  registry = new RegistryStore(connectTables(), REGISTRY_TABLE);
});
afterAll(() => engines.close());

async function drop(dueOn: string, time: string): Promise<ImportReport> {
  const bucket = new Bucket(engines.bucketName);
  const { handler } = await import('../../functions/import-registry/handler.ts');
  const row = `664-1a,664/UBND-TH,1a,Đưa dữ liệu vào Cổng,so-tttt,,UBND tỉnh,${dueOn},,2020-06-23,`;
  await bucket.write('registry/assignments.csv', `${HEADER}\n${row}\n`, 'text/csv');
  await handler(messageOf(objectCreated('registry/assignments.csv', time)), {} as Context);
  const report = await bucket.read(`registry-reports/assignments.csv/${time}.json`);
  return importReportSchema.parse(JSON.parse(String(report)));
}

test('a file may correct a due date until it has passed, and not afterwards', async () => {
  // Act
  const first = await drop('2020-07-15', '2020-06-23T07:00:00Z');
  const corrected = await drop('2020-07-14', '2020-07-14T07:00:00Z');
  const tooLate = await drop('2020-07-20', '2020-07-15T07:00:00Z');

  // Assess
  expect([first, corrected, tooLate].map(({ outcome }) => outcome)).toEqual(['imported', 'imported', 'refused']);
  expect(tooLate.rejected).toMatchObject([{ line: 2, column: 'dueOn', reason: expect.stringContaining('2020-07-14') }]);
  expect((await registry.assignments()).map(({ dueOn }) => dueOn)).toEqual(['2020-07-14']);
});
