import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AssignmentEvents } from '../../shared/assignment/assignment.ts';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { noEvents, reopening } from '../assignment/events.ts';
import { type OrderedProvince, startOrderedProvince } from '../assignment/ordered-province.ts';

let province: OrderedProvince;
let events: AssignmentEventStore;

const event = {
  actor: 'van-thu',
  reason: 'Công văn đến số 812',
  assignmentId: '664-1a',
  unitId: 'so-khdt',
  receivedOn: '2020-07-10',
};

beforeAll(async () => {
  province = await startOrderedProvince();
  events = new AssignmentEventStore(province.tables, province.engines.tableNames.Registry);
});
afterAll(() => province.close());

const recordReport = (event: unknown, on = '2020-08-20') => province.order('record-report', event, on);
const eventsOf = async (unitId: string): Promise<AssignmentEvents> => {
  const all = await events.all();
  return {
    reports: all.reports.filter((one) => one.unitId === unitId),
    reopenings: all.reopenings.filter((one) => one.unitId === unitId),
    extensions: all.extensions,
  };
};

test('a report is recorded once; recording it again changes nothing, whoever does it', async () => {
  // Act
  const first = await recordReport(event, '2020-07-11');
  const again = await recordReport({ ...event, actor: 'chanh-van-phong', reason: 'Ghi lại' });

  // Assess
  const kept = { ...event, reference: null, file: null, round: 0, recordedAt: '2020-07-11T03:00:00.000Z' };
  const standing = { state: 'reported-on-time', firstDueOn: '2020-07-14', dueOn: '2020-07-14' };
  expect(first).toEqual({ isNew: true, report: kept, standing });
  expect(again).toEqual({ isNew: false, report: kept, standing });
  expect(await eventsOf('so-khdt')).toEqual({ ...noEvents, reports: [kept] });
});

test('a second report that says otherwise is refused, and the refusal says what is recorded', async () => {
  // Prepare
  const recorded = { ...event, unitId: 'so-gtvt', reference: '91/SGTVT', file: 'bao-cao/91.pdf' };
  await recordReport(recorded);

  // Act
  const others = [{ receivedOn: '2020-07-13' }, { reference: '92/SGTVT' }, { file: null }].map((change) =>
    recordReport({ ...recorded, ...change }),
  );

  // Assess
  for (const other of others) {
    await expect(other).rejects.toMatchObject({
      code: 'REPORT_RECORDED_OTHERWISE',
      message: expect.stringMatching(
        /so-gtvt on assignment 664-1a .* 2020-07-10 with reference 91\/SGTVT and file bao-cao\/91\.pdf, by van-thu/,
      ),
    });
  }
});

test('of two people who record at once, one keeps the fact and the other hears of it', async () => {
  // Act
  const outcomes = await Promise.allSettled([
    recordReport({ ...event, unitId: 'so-tttt', reference: '1/TTTT' }),
    recordReport({ ...event, unitId: 'so-tttt', reference: '2/TTTT' }),
  ]);

  // Assess
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await eventsOf('so-tttt')).reports).toHaveLength(1);
});

test.each([
  ['an assignment that nobody gave', { assignmentId: '664-9z' }, 'ASSIGNMENT_UNKNOWN', /664-9z/],
  ['a recurring one without its month', { assignmentId: '664-4' }, 'INSTANCE_UNKNOWN', /664-4@2020-08, 664-4@2020-09/],
  ['a month that is not owed yet', { assignmentId: '664-4@2020-10' }, 'INSTANCE_UNKNOWN', /owed on 2020-08-20/],
  ['a unit that it does not concern', { unitId: 'so-y-te' }, 'UNIT_NOT_ASSIGNED', /so-tttt, so-khdt, so-gtvt/],
  ['a day that is none', { receivedOn: '10/07/2020' }, 'UNREADABLE_EVENT', /receivedOn/],
  ['a report that has yet to come', { receivedOn: '2020-08-21', unitId: 'so-xd' }, 'RECEIVED_ON_WRONG', /2020-08-20/],
  ['a slip of the year', { receivedOn: '2002-07-10', unitId: 'so-xd' }, 'RECEIVED_ON_WRONG', /before 2019-07-14/],
  ['a report without a reason', { reason: undefined }, 'UNREADABLE_EVENT', /reason/],
  ['a misspelt field, which would be lost for good', { refrence: '12/BC' }, 'UNREADABLE_EVENT', /refrence/],
])('%s is refused', async (_, changes, code, message) => {
  // Prepare
  const before = await events.all();

  // Act
  const refused = recordReport({
    ...event,
    ...(code === 'RECEIVED_ON_WRONG' && { assignmentId: '664-3' }),
    ...changes,
  });

  // Assess
  await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(await events.all()).toEqual(before);
});

test('each month of a recurring report is recorded for itself', async () => {
  // Act
  const july = await recordReport({ ...event, assignmentId: '664-4@2020-07', receivedOn: '2020-07-15' });
  const august = await recordReport({ ...event, assignmentId: '664-4@2020-08', receivedOn: '2020-08-14' });

  // Assess: due on the 14th
  expect(july).toMatchObject({ isNew: true, standing: { state: 'reported-late', dueOn: '2020-07-14' } });
  expect(august).toMatchObject({ isNew: true, standing: { state: 'reported-on-time', dueOn: '2020-08-14' } });
});

test('what earlier code recorded stands: of a recurring assignment it is the first instance’s report', async () => {
  // Prepare: an item as earlier code wrote it
  const { actor, reason, receivedOn } = event;
  const old = { assignmentId: '664-4', unitId: 'so-tttt', receivedOn, reference: '7/BC', actor, reason };
  const Item = { kind: 'received-report', id: '664-4#so-tttt', ...old };
  await province.tables.send(new PutCommand({ TableName: province.engines.tableNames.Registry, Item }));

  // Act
  const again = await recordReport({ ...old, assignmentId: '664-4@2020-07' });
  const otherwise = recordReport({ ...old, assignmentId: '664-4@2020-07', reference: '8/BC' });

  // Assess
  expect(again).toMatchObject({ isNew: false, report: old, standing: { state: 'reported-on-time' } });
  await expect(otherwise).rejects.toMatchObject({ code: 'REPORT_RECORDED_OTHERWISE' });
});

test('a report that was handed back is owed again; recording the old one once more does not mend that', async () => {
  // Prepare
  const first = { ...event, assignmentId: '664-3', unitId: 'so-xd', reference: '1/SXD' };
  await recordReport(first);
  await events.reopen(reopening({ assignmentId: '664-3', unitId: 'so-xd' }));

  // Act
  const repeated = await recordReport(first);
  const second = await recordReport({ ...first, receivedOn: '2020-07-20', reference: '2/SXD' });

  // Assess
  expect(repeated).toMatchObject({ isNew: false, standing: { state: 'late' } });
  expect(second).toMatchObject({ isNew: true, report: { round: 1 }, standing: { state: 'reported-late' } });
});
