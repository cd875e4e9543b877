import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import type { Assignment } from '../../shared/assignment/assignment.ts';
import { ReceivedReportStore } from '../../shared/assignment/received-report-store.ts';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';

let engines: Engines;
let tables: Tables;
let recordReport: (event: unknown) => Promise<unknown>;

/** Item 1a of dispatch 664/UBND-TH. */
const assignment: Assignment = {
  assignmentId: '664-1a',
  directive: '664/UBND-TH',
  item: '1a',
  title: 'Đưa dữ liệu hồ sơ vào Cổng dịch vụ công của tỉnh',
  leadUnitId: 'so-tttt',
  coordinatingUnitIds: ['so-khdt', 'so-gtvt'],
  reportTo: 'UBND tỉnh',
  dueOn: '2020-07-14',
  recurrence: null,
  validFrom: '2020-06-23',
  validTo: null,
};

const event = {
  actor: 'van-thu',
  reason: 'Công văn đến số 812',
  assignmentId: '664-1a',
  unitId: 'so-khdt',
  receivedOn: '2020-07-10',
};

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  process.env.REGISTRY_TABLE = engines.tableNames.Registry;
  await tables.send(
    new PutCommand({
      TableName: engines.tableNames.Registry,
      Item: { kind: 'assignment', id: registryKinds.assignment.idOf(assignment), row: assignment },
    }),
  );
  const { handler } = await import('../../functions/record-report/handler.ts');
  recordReport = (event) => handler(event, {} as Context);
});
afterAll(() => engines.close());

test('a report is recorded once; recording it again changes nothing, whoever does it', async () => {
  // Act
  const first = await recordReport(event);
  const again = await recordReport({ ...event, actor: 'chanh-van-phong', reason: 'Ghi lại' });

  // Assess
  const kept = { ...event, reference: null };
  expect(first).toEqual({ isNew: true, report: kept });
  expect(again).toEqual({ isNew: false, report: kept });
  expect(await new ReceivedReportStore(tables, engines.tableNames.Registry).all()).toEqual([kept]);
});

test('a second report that says otherwise is refused, and the refusal says what is recorded', async () => {
  // Prepare
  await recordReport({ ...event, unitId: 'so-gtvt', reference: '91/SGTVT' });

  // Act
  const otherDay = recordReport({ ...event, unitId: 'so-gtvt', reference: '91/SGTVT', receivedOn: '2020-07-13' });
  const otherReference = recordReport({ ...event, unitId: 'so-gtvt', reference: '92/SGTVT' });

  // Assess
  const refusal = expect.objectContaining({
    code: 'REPORT_RECORDED_OTHERWISE',
    message: expect.stringMatching(/so-gtvt on assignment 664-1a .* 2020-07-10 with reference 91\/SGTVT, by van-thu/),
  });
  await expect(otherDay).rejects.toEqual(refusal);
  await expect(otherReference).rejects.toEqual(refusal);
});

test.each([
  ['an assignment that nobody gave', { assignmentId: '664-9z' }, 'ASSIGNMENT_UNKNOWN', /664-9z/],
  ['a unit that it does not concern', { unitId: 'so-y-te' }, 'UNIT_NOT_ASSIGNED', /so-tttt, so-khdt, so-gtvt/],
  ['a day that is none', { receivedOn: '10/07/2020' }, 'UNREADABLE_EVENT', /receivedOn/],
  ['a report without a reason', { reason: undefined }, 'UNREADABLE_EVENT', /reason/],
])('%s is refused', async (_, changes, code, message) => {
  // Prepare
  const receivedReports = new ReceivedReportStore(tables, engines.tableNames.Registry);
  const before = await receivedReports.all();

  // Act
  const refused = recordReport({ ...event, ...changes });

  // Assess
  await expect(refused).rejects.toEqual(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  expect(await receivedReports.all()).toEqual(before);
});
