import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Context, SQSEvent } from 'aws-lambda';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { addDays, type Day, daysBetween } from '../../shared/calendar/day.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import { type DigestOrder, digestOrderSchema } from '../../shared/notice/notice.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { OVERDUE_SHARE_RULE } from '../../shared/policy/rule.ts';
import { type RegistryKind, registryKinds } from '../../shared/registry/registry-store.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { sourceSchema } from '../../shared/source/source.ts';
import { report } from '../assignment/events.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { sourceRow } from '../evaluate-month/hand-made-province.ts';
import { enterDraft } from '../ledger/drafts.ts';
import { announcement } from '../notice/sample-orders.ts';
import { assignment, evaluation, unit } from '../notice-planning/facts.ts';
import { emptyTables } from './empty-tables.ts';

const QUEUE = 'notices';
let engines: Engines;
let tables: Tables;
let toldTopics: ToldTopicStore;
let handle: (event: SQSEvent) => Promise<unknown>;

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  toldTopics = new ToldTopicStore(tables, engines.tableNames.Notices);
  Object.assign(process.env, {
    REGISTRY_TABLE: engines.tableNames.Registry,
    EVALUATIONS_TABLE: engines.tableNames.Evaluations,
    LEDGER_TABLE: engines.tableNames.Ledger,
    FINDINGS_TABLE: engines.tableNames.Findings,
    NOTICES_TABLE: engines.tableNames.Notices,
    NOTICE_QUEUE_URL: engines.createQueue(QUEUE),
    ANNOUNCE_TO_UNIT_IDS: '*',
    TIME_ZONE: 'Asia/Ho_Chi_Minh',
  });
  const { handler } = await import('../../functions/plan-notices/handler.ts');
  handle = (event) => handler(event, {} as Context);
});
afterAll(() => engines.close());
beforeEach(async () => {
  const { Registry, Evaluations, Ledger, Findings, Notices } = engines.tableNames;
  await emptyTables(tables, {
    [Registry]: ['kind', 'id'],
    [Evaluations]: ['unitId', 'monthRevision'],
    [Ledger]: ['account', 'sequence'],
    [Findings]: ['unitId', 'findingId'],
    [Notices]: ['noticeId'],
  });
});

/** Puts rows into the registry as its import does. */
async function register<Kind extends RegistryKind>(
  kind: Kind,
  ...rows: Parameters<(typeof registryKinds)[Kind]['idOf']>[0][]
): Promise<void> {
  const idOf: (row: never) => string = registryKinds[kind].idOf;
  for (const row of rows) {
    await tables.send(
      new PutCommand({ TableName: engines.tableNames.Registry, Item: { kind, id: idOf(row as never), row } }),
    );
  }
}

/** The province of item 1a: two units, one report due on Tuesday 14/07/2020. */
async function registerItem1a(): Promise<void> {
  await register('unit', unit('so-tttt'), unit('so-khdt'));
  await register('assignment', assignment());
}

/** 12 of 430 dossiers of so-khdt overdue in June 2020, and the half point taken for it. */
async function deductForJune(): Promise<void> {
  await new EvaluationStore(tables, engines.tableNames.Evaluations).put(evaluation());
  await enterDraft(new LedgerStore(tables, engines.tableNames.Ledger), {
    unitId: 'so-khdt',
    month: '2020-06',
    rule: OVERDUE_SHARE_RULE,
    revision: 1,
    event: 'confirmed',
    pointsHundredths: 50,
    yearlyCapHundredths: null,
    evaluationDigest: 'digest-of-evaluation',
    actor: 'evaluate-month',
    reason: '12 trên 430 hồ sơ quá hạn',
    recordedAt: '2020-07-01T23:00:00Z',
  });
}

function message(body: unknown): SQSEvent {
  const record = { messageId: 'm', body: JSON.stringify(body) };
  return { Records: [record] } as unknown as SQSEvent;
}

/** Runs the morning of a day, and returns the orders that it sent. */
async function planAt(scheduledAt: string): Promise<DigestOrder[]> {
  const sentBefore = engines.waiting(QUEUE).length;
  await handle(message({ scheduledAt }));
  return engines
    .waiting(QUEUE)
    .slice(sentBefore)
    .map((order) => digestOrderSchema.parse(order));
}

function planOn(day: Day): Promise<DigestOrder[]> {
  return planAt(`${day}T07:30:00+07:00`);
}

/** Marks what the orders tell, as send-notice does after its claim. */
async function send(orders: readonly DigestOrder[]): Promise<void> {
  for (const order of orders) {
    for (const topic of order.topics) await toldTopics.markTold(topic.topicId, order.noticeId, order.day);
  }
}

/** Runs and sends on these days; what each unit was reminded of: `[day, milestone]`. */
async function remindOn(days: Iterable<Day>, unitId: string): Promise<[Day, number][]> {
  const reminders: [Day, number][] = [];
  for (const day of days) {
    const orders = await planOn(day);
    await send(orders);
    for (const topic of orders.flatMap((order) => order.topics)) {
      if (topic.kind === 'assignment' && topic.unitId === unitId) reminders.push([day, topic.milestone]);
    }
  }
  return reminders;
}

test('a head is told of a new deduction and a report that is due in one digest', async () => {
  // Prepare
  await registerItem1a();
  await deductForJune();

  // Act
  const orders = await planOn('2020-07-03');

  // Assess
  const byUnit = new Map(orders.map((order) => [order.unitIds.join(), order]));
  expect([...byUnit.keys()].sort()).toEqual(['so-khdt', 'so-tttt']);
  expect(byUnit.get('so-khdt')).toMatchObject({
    day: '2020-07-03',
    to: ['so-khdt@an-giang.example'],
    recipientName: 'Thủ trưởng so-khdt',
    topics: [
      { kind: 'deduction', month: '2020-06', overdue: 12, denominator: 430, yearTotalHundredths: 50 },
      { kind: 'assignment', role: 'coordinating', milestone: 7, workingDaysLeft: 7, dueOn: '2020-07-14' },
    ],
  });
});

test('the same morning again orders the same digests, sent or half sent; the next one orders nothing', async () => {
  // Prepare
  await registerItem1a();

  // Act
  const first = await planOn('2020-07-03');
  await send(first.slice(0, 1));
  const halfSent = await planOn('2020-07-03');
  await send(first);
  const sent = await planOn('2020-07-03');
  const nextMorning = await planOn('2020-07-06');

  // Assess: send-notice drops an order whose notice is claimed
  expect(first).toHaveLength(2);
  expect(halfSent).toEqual(first);
  expect(sent).toEqual(first);
  expect(nextMorning).toEqual([]);
});

test.each<[number, [Day, number][]]>([
  // the 9th alone: milestone 3 comes a day late
  [
    1,
    [
      ['2020-07-03', 7],
      ['2020-07-10', 3],
      ['2020-07-13', 1],
      ['2020-07-14', 0],
      ['2020-07-15', -1],
      ['2020-07-17', -3],
      ['2020-07-21', -5],
    ],
  ],
  // Thursday 9th to Saturday 11th: by Monday the next milestone has come, 3 is told no more
  [
    3,
    [
      ['2020-07-03', 7],
      ['2020-07-13', 1],
      ['2020-07-14', 0],
      ['2020-07-15', -1],
      ['2020-07-17', -3],
      ['2020-07-21', -5],
    ],
  ],
  // the 9th to Saturday 18th: on Monday 20th it is 4 working days overdue, milestone -3 is the latest
  [
    10,
    [
      ['2020-07-03', 7],
      ['2020-07-20', -3],
      ['2020-07-21', -5],
    ],
  ],
])('%i days of outage from 09/07 on are caught up, and nothing is told twice', async (daysMissed, expected) => {
  // Prepare
  await registerItem1a();
  const outageEnds = addDays('2020-07-09', daysMissed);
  const days = [...daysBetween('2020-07-01', '2020-07-27')].filter((day) => day < '2020-07-09' || day >= outageEnds);

  // Act
  const reminders = await remindOn(days, 'so-tttt');

  // Assess
  expect(reminders).toEqual(expected);
});

test('nothing is told on weekends and holidays; the next working morning makes it good', async () => {
  // Prepare: milestone 7 of 14/07 moves to Thursday 02/07 when Friday 03/07 and Monday 06/07 are off
  await registerItem1a();
  await register(
    'calendar',
    { date: '2020-07-03', kind: 'holiday', name: 'Nghỉ' },
    { date: '2020-07-06', kind: 'holiday', name: 'Nghỉ bù' },
  );

  // Act
  const off = await remindOn(['2020-07-03', '2020-07-04', '2020-07-05', '2020-07-06'], 'so-tttt');
  const next = await remindOn(['2020-07-07'], 'so-tttt');

  // Assess
  expect(off).toEqual([]);
  expect(next).toEqual([['2020-07-07', 7]]);
});

test('a Saturday that is worked in exchange is a morning on which heads are told', async () => {
  // Prepare
  await registerItem1a();
  await register('calendar', { date: '2020-07-04', kind: 'working', name: 'Làm bù' });

  // Act
  const reminders = await remindOn(['2020-07-04'], 'so-tttt');

  // Assess
  expect(reminders).toEqual([['2020-07-04', 7]]);
});

test('a report recorded after a reminder stops the later ones of that unit only', async () => {
  // Prepare
  await registerItem1a();
  const events = new AssignmentEventStore(tables, engines.tableNames.Registry);

  // Act
  const before = await remindOn(['2020-07-03'], 'so-khdt');
  await events.report(report({ receivedOn: '2020-07-03' }));
  const after = await planOn('2020-07-09');

  // Assess
  expect(before).toEqual([['2020-07-03', 7]]);
  expect(after.flatMap(({ unitIds }) => unitIds)).toEqual(['so-tttt']);
});

test('the head in force on the day is told, and a unit that has ended is not', async () => {
  // Prepare: so-tttt changes its head on 09/07, so-khdt ends on 08/07
  await register(
    'unit',
    unit('so-tttt', { headEmail: 'cu@an-giang.example', validTo: '2020-07-08' }),
    unit('so-tttt', { headEmail: 'moi@an-giang.example', validFrom: '2020-07-09' }),
    unit('so-khdt', { validTo: '2020-07-08' }),
  );
  await register('assignment', assignment());

  // Act
  const before = await planOn('2020-07-08');
  const after = await planOn('2020-07-09');

  // Assess
  expect(before.flatMap(({ to }) => to).sort()).toEqual(['cu@an-giang.example', 'so-khdt@an-giang.example']);
  expect(after.map(({ to }) => to)).toEqual([['moi@an-giang.example']]);
});

test('a unit without any address becomes a finding, once a month, and is told when it gets an address', async () => {
  // Prepare
  await register('unit', unit('so-tttt', { headEmail: null }));
  await register('assignment', assignment({ coordinatingUnitIds: [] }));
  const findings = new FindingStore(tables, engines.tableNames.Findings);

  // Act
  const orders = [...(await planOn('2020-07-03')), ...(await planOn('2020-07-09'))];
  const noticed = await findings.ofUnit('so-tttt');
  await register('unit', unit('so-tttt', { headEmail: null, deputyEmails: ['pho@an-giang.example'] }));
  const toDeputy = await planOn('2020-07-10');

  // Assess
  expect(orders).toEqual([]);
  expect(noticed).toMatchObject([
    {
      findingId: 'unit-unreachable#2020-07',
      kind: 'unit-unreachable',
      day: '2020-07-03',
      noticedAt: '2020-07-03T00:30:00.000Z',
    },
  ]);
  expect(toDeputy.map(({ to }) => to)).toEqual([['pho@an-giang.example']]);
  expect(await findings.ofUnit('so-tttt')).toMatchObject([
    { state: 'resolved', history: [{ actor: 'Đúng Hẹn', at: '2020-07-10T00:30:00.000Z' }] },
  ]);
});

test('a deduction is told once, also when it was decided thirteen months ago at most', async () => {
  // Prepare: what was entered in July 2020 stays within reach until July 2021
  await register('unit', unit('so-khdt'));
  await deductForJune();

  // Act
  const tooLate = await planOn('2021-08-02');
  const stillInReach = await planOn('2021-06-29');
  await send(stillInReach);
  const again = await planOn('2021-06-30');

  // Assess
  expect(tooLate).toEqual([]);
  expect(stillInReach.flatMap((order) => order.topics.map(({ topicId }) => topicId))).toEqual([
    'deduction#so-khdt#2020#1',
  ]);
  expect(again).toEqual([]);
});

test('an entry that cannot be read fails the run by name, after all else is ordered', async () => {
  // Prepare
  await register('unit', unit('so-khdt'));
  await deductForJune();
  const broken = { account: 'so-hong#2020', sequence: 1, event: 'no such event' };
  await tables.send(new PutCommand({ TableName: engines.tableNames.Ledger, Item: broken }));
  const sentBefore = engines.waiting(QUEUE).length;

  // Act
  const run = planOn('2020-07-02');

  // Assess
  await expect(run).rejects.toMatchObject({
    code: 'NOTICES_NOT_ALL_PLANNED',
    message: expect.stringContaining('account so-hong#2020'),
  });
  expect(engines.waiting(QUEUE)).toHaveLength(sentBefore + 1);
});

test('the day is that of the province, whatever the offset in which the schedule gives its time', async () => {
  // Prepare: Thursday 22:00 UTC is Friday 05:00 in Viet Nam, Friday 17:00 UTC is Saturday
  await registerItem1a();

  // Act
  const friday = await planAt('2020-07-02T22:00:00Z');
  const saturday = await planAt('2020-07-03T17:00:00Z');

  // Assess
  expect(friday.map(({ day }) => day)).toEqual(['2020-07-03', '2020-07-03']);
  expect(saturday).toEqual([]);
});

test('a message without a time goes back to the queue', async () => {
  await expect(handle(message({}))).rejects.toMatchObject({ code: 'UNREADABLE_MESSAGE' });
});

test('the unit that owns the source is told once what a month came to, on the next working morning', async () => {
  // Prepare: made on Wednesday 01/07/2020
  await register('unit', unit('so-tttt'), unit('so-khdt'));
  await register('source', sourceSchema.parse(sourceRow('portal')));
  const { topicId: _, unitId: __, unitName: ___, kind: ____, ...made } = announcement();
  await new AnnouncementStore(tables, engines.tableNames.Registry).keep(made);

  // Act
  const first = await planOn('2020-07-01');
  await send(first);
  const second = await planOn('2020-07-02');

  // Assess
  expect(first.map(({ unitIds }) => unitIds)).toEqual([['so-tttt']]);
  expect(first[0]?.topics).toEqual([
    {
      ...made,
      kind: 'announcement',
      topicId: 'announcement#so-tttt#2020-06#1',
      unitId: 'so-tttt',
      unitName: 'Đơn vị so-tttt',
    },
  ]);
  expect(second).toEqual([]);
});

test('where mail to the superior bounced for good, the unit that leads is told of the late report in its place', async () => {
  // Prepare: due on Tuesday 14/07/2020, the first step is the Wednesday
  const commune = unit('xa-phu-huu', { tier: 'commune', parentUnitId: 'huyen-an-phu' });
  await register('unit', unit('so-tttt'), unit('huyen-an-phu', { tier: 'district' }), commune);
  await register('assignment', assignment({ coordinatingUnitIds: ['xa-phu-huu'] }));
  await new AddressAsideStore(tables, engines.tableNames.Registry).putAside({
    address: 'huyen-an-phu@an-giang.example',
    unitId: 'huyen-an-phu',
    since: '2020-07-09T00:31:00.000Z',
    reason: '550 5.1.1 no such user',
    noticeId: 'digest_2020-07-09_0123456789abcdef',
  });

  // Act
  const orders = await planOn('2020-07-15');

  // Assess
  const topics = orders.flatMap((order) => order.topics);
  const escalations = topics.flatMap((topic) => (topic.kind === 'escalation' ? [topic] : []));
  expect(escalations.map(({ unitId, toldAs, lateUnitId }) => [unitId, toldAs, lateUnitId])).toEqual([
    ['so-tttt', 'lead', 'xa-phu-huu'],
  ]);
});
