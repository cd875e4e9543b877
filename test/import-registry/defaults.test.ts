import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { importReportSchema } from '../../shared/registry/import-report.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { messageOf, objectCreated } from './registry-drops.ts';

const TIME = '2020-01-01T00:00:00Z';
let engines: Engines;
let registry: RegistryStore;

/** Imports a shipped file by the real handler; nothing of it may be rejected. */
async function importDefault(name: string): Promise<void> {
  const bucket = new Bucket(engines.bucketName);
  const { handler } = await import('../../functions/import-registry/handler.ts');
  const path = new URL(`../../shared/registry/defaults/${name}`, import.meta.url);
  await bucket.write(`registry/${name}`, await readFile(path), 'text/plain');
  await handler(messageOf(objectCreated(`registry/${name}`, TIME)), {} as Context);
  const report = importReportSchema.parse(
    JSON.parse(String(await bucket.read(`registry-reports/${name}/${TIME}.json`))),
  );
  expect(report).toMatchObject({ outcome: 'imported', rejected: [] });
}

beforeAll(async () => {
  engines = await startEngines();
  const { Registry: REGISTRY_TABLE, Evaluations: EVALUATIONS_TABLE } = engines.tableNames;
  Object.assign(process.env, { REGISTRY_TABLE, EVALUATIONS_TABLE, BUCKET: engines.bucketName });
  registry = new RegistryStore(connectTables(), engines.tableNames.Registry);
});
afterAll(() => engines.close());

test("the dispatch's policy: 2% and 3.5%, half a point, deducted from June 2020 on", async () => {
  // Act
  await importDefault('policies.csv');

  // Assess
  const policies = await registry.policies();
  const essence = policies.map(({ tier, validFrom, validTo, mode, thresholdNumerator, thresholdDenominator }) =>
    [tier, validFrom, validTo, mode, thresholdNumerator, thresholdDenominator].join(' '),
  );
  expect(essence.sort()).toEqual([
    'commune 2020-01-01 2020-05-31 report  ',
    'commune 2020-06-01  deduct  ',
    'district 2020-01-01 2020-05-31 report 35 1000',
    'district 2020-06-01  deduct 35 1000',
    'province 2020-01-01 2020-05-31 report 2 100',
    'province 2020-06-01  deduct 2 100',
  ]);
  for (const policy of policies) {
    expect(policy).toMatchObject({
      pointsHundredths: 50,
      basis: 'handled',
      comparison: 'instant',
      paused: 'within-due',
      returned: 'on-time',
      minimumDenominator: 1,
      periodStartDay: 1,
      waitDays: 3,
      countsChildren: false,
      yearlyCapHundredths: null,
      approval: 'automatic',
      explanationWorkingDays: 0,
      legalBasis: 'Công văn số 664/UBND-TH ngày 23/06/2020 của UBND tỉnh An Giang, mục 4',
    });
  }
  expect(new Set(policies.map(({ policyId }) => policyId)).size).toBe(6);
});

test("the portal: the national exchange's fields, and every status code from 1 to 10", async () => {
  await importDefault('sources.json');
  const [portal, ...others] = await registry.sources();
  expect(others).toEqual([]);
  expect(portal).toMatchObject({
    sourceId: 'cong-dvc',
    timeZone: 'Asia/Ho_Chi_Minh',
    midnightIsTime: false,
    channels: { '1': 'direct', '2': 'online', '3': 'post' },
  });
  expect(portal?.statuses).toEqual({
    '1': 'not-counted',
    '2': 'open',
    '3': 'not-counted',
    '4': 'open',
    '5': 'paused',
    '6': 'paused',
    '7': 'returned',
    '8': 'paused',
    '9': 'completed',
    '10': 'completed',
  });
});

test('the calendar: days off on weekdays, days worked at weekends, as many off as the law gives', async () => {
  // Act
  await importDefault('calendar.csv');

  // Assess
  const calendar = await registry.calendar();
  const isWeekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay());
  expect(calendar.filter(({ date, kind }) => (kind === 'holiday') === isWeekend(date))).toEqual([]);
  const net = (year: string) =>
    calendar
      .filter(({ date }) => date.startsWith(year))
      .reduce((days, { kind }) => days + (kind === 'holiday' ? 1 : -1), 0);
  // Labour Code 2012, article 115: 1 + 5 (Tết) + 1 (Giỗ Tổ) + 1 + 1 + 1 (National Day) = 10 days; 2019, article 112: 11.
  // 2019: less one, worked on 05/01 for 31/12/2018. The other years: test/calendar/shipped-calendar.test.ts
  expect([net('2019'), net('2020'), net('2021')]).toEqual([9, 10, 11]);
});
