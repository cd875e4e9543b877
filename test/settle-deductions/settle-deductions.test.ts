import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import type { Day } from '../../shared/calendar/day.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { accept, entriesOf, judgeJune, setEnvironment, tell } from '../decide-deduction/open-deductions.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { sqsEvent } from '../notice/sqs-event.ts';

/** Five working days after Thursday 02/07/2020, Friday 03/07 being a holiday here: 6, 7, 8, 9 and 10 July. */
const holiday = { date: '2020-07-03', kind: 'holiday', name: 'Ngày nghỉ' } as const;
const window = { explanationWorkingDays: 5 };

let engines: Engines;
let settle: (day: Day) => Promise<void>;

beforeAll(async () => {
  engines = await startEngines();
  setEnvironment(engines);
  const Item = { kind: 'calendar', id: registryKinds.calendar.idOf(holiday), row: holiday };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Registry, Item }));
  const { handler } = await import('../../functions/settle-deductions/handler.ts');
  settle = async (day) => void (await handler(sqsEvent({ scheduledAt: `${day}T17:00:00+07:00` }), {} as Context));
});
afterAll(() => engines.close());

async function eventsOf(unitId: string): Promise<string[]> {
  return (await entriesOf(engines, unitId)).map(({ event }) => event);
}

function findingsOf(unitId: string) {
  return new FindingStore(connectTables(), engines.tableNames.Findings).ofUnit(unitId);
}

test('told in the night before a holiday, confirmed on the Monday after five working days, run twice or missed', async () => {
  // Prepare: 18:30 UTC on the 1st is half past one on the 2nd
  await judgeJune(engines, 'so-xay-dung', window);
  await tell(engines, 'so-xay-dung', '2020-07-01T18:30:00.000Z');

  // Act and Assess
  await settle('2020-07-03');
  expect(await eventsOf('so-xay-dung')).toEqual(['proposed']);
  await settle('2020-07-06');
  await settle('2020-07-06');
  expect(await eventsOf('so-xay-dung')).toEqual(['proposed', 'notified']);
  await settle('2020-07-10');
  await settle('2020-07-11');
  expect(await eventsOf('so-xay-dung')).toEqual(['proposed', 'notified']);
  await settle('2020-07-15');
  await settle('2020-07-16');
  expect(await entriesOf(engines, 'so-xay-dung')).toMatchObject([
    { event: 'proposed' },
    { event: 'notified', happenedOn: '2020-07-02', explainBy: '2020-07-10', reference: 'digest_so-xay-dung' },
    { event: 'confirmed', pointsHundredths: 50, recordedAt: '2020-07-15T10:00:00.000Z' },
  ]);
  expect(await findingsOf('so-xay-dung')).toEqual([]);
});

test('a mail that bounced told nobody, until the deputies have theirs', async () => {
  // Prepare
  await judgeJune(engines, 'so-y-te', window);
  const noticeId = await tell(engines, 'so-y-te', '2020-07-02T00:30:00.000Z');
  const notices = new NoticeStore(connectTables(), engines.tableNames.Notices);
  await notices.moveForward(noticeId, { status: 'bounced', messageId: 'm', reason: 'user unknown' });

  // Act: three working days after the 2nd it is the 8th
  await settle('2020-07-07');
  const early = await findingsOf('so-y-te');
  await settle('2020-07-08');
  await settle('2020-07-09');
  const late = await findingsOf('so-y-te');
  await accept(notices, `${noticeId}_deputies`, '2020-07-09T02:00:00.000Z');
  await settle('2020-07-10');

  // Assess
  expect(early).toEqual([]);
  expect(late).toMatchObject([
    {
      kind: 'deduction-not-notified',
      findingId: 'deduction-not-notified#2020-06#overdue-share#1',
      severity: 'alarm',
      day: '2020-07-08',
      month: '2020-06',
      evidence: { entries: ['1. Đề xuất trừ điểm'] },
    },
  ]);
  expect(await entriesOf(engines, 'so-y-te')).toMatchObject([
    { event: 'proposed' },
    { event: 'notified', reference: 'digest_so-y-te_deputies', happenedOn: '2020-07-09', explainBy: '2020-07-16' },
  ]);
});

test('a unit that was divided is told when one of those it went into is, though the first of them has no address', async () => {
  // Prepare: so-chia went into so-mot, which cannot be mailed, and so-hai; so-hai was told under an id of its own
  await judgeJune(engines, 'so-chia', window);
  for (const newUnitId of ['so-mot', 'so-hai']) {
    const lineage = { oldUnitId: 'so-chia', newUnitId, share: 'partial', on: '2020-07-01' } as const;
    const Item = { kind: 'unit-lineage', id: registryKinds['unit-lineage'].idOf(lineage), row: lineage };
    await connectTables().send(new PutCommand({ TableName: engines.tableNames.Registry, Item }));
  }
  const notices = new NoticeStore(connectTables(), engines.tableNames.Notices);
  await accept(notices, 'digest_so-hai', '2020-07-02T00:30:00.000Z');
  const toldTopics = new ToldTopicStore(connectTables(), engines.tableNames.Notices);
  await toldTopics.markTold('deduction#so-chia#2020#1#so-hai', 'digest_so-hai', '2020-07-02');

  // Act: then so-mot has an address, too, and is told; that changes nothing of the window
  await settle('2020-07-06');
  await tell(engines, 'so-chia', '2020-07-06T00:30:00.000Z');
  await settle('2020-07-07');

  // Assess
  expect(await entriesOf(engines, 'so-chia')).toMatchObject([
    { event: 'proposed' },
    { event: 'notified', reference: 'digest_so-hai', happenedOn: '2020-07-02', explainBy: '2020-07-10' },
  ]);
});

test('an account that was tampered with holds up no other, and fails the run by name', async () => {
  // Prepare
  await judgeJune(engines, 'so-a', window);
  await judgeJune(engines, 'so-b', window);
  for (const unitId of ['so-a', 'so-b']) await tell(engines, unitId, '2020-07-02T00:30:00.000Z');
  const [entry] = await entriesOf(engines, 'so-a');
  const tampered = { ...entry, pointsHundredths: 1 };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Ledger, Item: tampered }));

  // Act
  const run = settle('2020-07-06');

  // Assess
  await expect(run).rejects.toMatchObject({
    code: 'DEDUCTIONS_NOT_SETTLED',
    message: expect.stringContaining('Account so-a#2020'),
  });
  expect(await eventsOf('so-b')).toEqual(['proposed', 'notified']);
});

test('an entry that cannot be read holds up no other account, and fails the run by name', async () => {
  // Prepare: an entry and a notice that nobody can have written
  await judgeJune(engines, 'so-c', window);
  await judgeJune(engines, 'so-d', window);
  await judgeJune(engines, 'so-e', window);
  for (const unitId of ['so-c', 'so-d', 'so-e']) await tell(engines, unitId, '2020-07-02T00:30:00.000Z');
  const broken = { account: 'so-c#2020', sequence: 2, event: 'no such event' };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Ledger, Item: broken }));
  const notice = { noticeId: 'digest_so-e', kind: 'no such kind' };
  await connectTables().send(new PutCommand({ TableName: engines.tableNames.Notices, Item: notice }));

  // Act
  const run = settle('2020-07-06');

  // Assess
  await expect(run).rejects.toMatchObject({
    code: 'DEDUCTIONS_NOT_SETTLED',
    message: expect.stringContaining('Account so-c#2020 cannot be read'),
  });
  expect(await eventsOf('so-d')).toEqual(['proposed', 'notified']);
  expect(await eventsOf('so-e')).toEqual(['proposed']);
  for (const { account, sequence } of [broken]) {
    const Key = { account, sequence };
    await connectTables().send(new DeleteCommand({ TableName: engines.tableNames.Ledger, Key }));
  }
  await connectTables().send(
    new DeleteCommand({ TableName: engines.tableNames.Notices, Key: { noticeId: 'digest_so-e' } }),
  );
});

test('what was confirmed at once is left alone, and what lies years back is settled when it is found', async () => {
  // Prepare: so-a was tampered with above
  await judgeJune(engines, 'so-ngay', {});
  await judgeJune(engines, 'so-cu', window);
  await tell(engines, 'so-cu', '2020-07-02T00:30:00.000Z');
  const Key = { account: 'so-a#2020', sequence: 1 };
  await connectTables().send(new DeleteCommand({ TableName: engines.tableNames.Ledger, Key }));

  // Act
  await settle('2022-07-01');

  // Assess
  expect(await eventsOf('so-cu')).toEqual(['proposed', 'notified', 'confirmed']);
  expect(await eventsOf('so-ngay')).toEqual(['confirmed']);
});
