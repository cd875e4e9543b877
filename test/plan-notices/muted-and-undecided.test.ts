import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Context, SQSEvent } from 'aws-lambda';
import type { Day } from '../../shared/calendar/day.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { MuteStore } from '../../shared/notice/mute-store.ts';
import { digestOrderSchema } from '../../shared/notice/notice.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { enterDraft } from '../ledger/drafts.ts';
import { sqsEvent } from '../notice/sqs-event.ts';
import { assignment, evaluation, unit } from '../notice-planning/facts.ts';
import { emptyTables } from './empty-tables.ts';

const QUEUE = 'notices';
let engines: Engines;
let tables: Tables;
let mutes: MuteStore;
let evaluations: EvaluationStore;
let handle: (event: SQSEvent) => Promise<unknown>;

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  const { Registry, Evaluations, Ledger, Findings, Notices } = engines.tableNames;
  mutes = new MuteStore(tables, Registry);
  evaluations = new EvaluationStore(tables, Evaluations);
  Object.assign(process.env, {
    REGISTRY_TABLE: Registry,
    EVALUATIONS_TABLE: Evaluations,
    LEDGER_TABLE: Ledger,
    FINDINGS_TABLE: Findings,
    NOTICES_TABLE: Notices,
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
  // Item 1a: so-tttt leads, so-khdt coordinates, due on Tuesday 14/07/2020
  for (const row of [unit('so-tttt'), unit('so-khdt')]) await put('unit', registryKinds.unit.idOf(row), row);
  await put('assignment', registryKinds.assignment.idOf(assignment()), assignment());
});

async function put(kind: string, id: string, row: unknown): Promise<void> {
  await tables.send(new PutCommand({ TableName: engines.tableNames.Registry, Item: { kind, id, row } }));
}

/** What a morning tells, `<unit> <kind>`; sent, as send-notice does it. */
async function toldOn(day: Day): Promise<string[]> {
  const before = engines.waiting(QUEUE).length;
  await handle(sqsEvent({ scheduledAt: `${day}T07:30:00+07:00` }));
  const orders = engines.waiting(QUEUE).slice(before);
  const told: string[] = [];
  for (const { topics, noticeId } of orders.map((order) => digestOrderSchema.parse(order))) {
    for (const { topicId, unitId, kind } of topics) {
      await new ToldTopicStore(tables, engines.tableNames.Notices).markTold(topicId, noticeId, day);
      told.push(`${unitId} ${kind}`);
    }
  }
  return told.toSorted();
}

const order = { unitId: 'so-khdt', number: 1, actor: 'vp', reason: 'Sáp nhập', orderedAt: '2020-07-02T01:00:00.000Z' };

test('a muted unit is told nothing of that kind; afterwards only what is still due; the others are told as ever', async () => {
  // Prepare: 7 working days before is Friday the 3rd, 3 are Thursday the 9th, 1 is Monday the 13th
  await mutes.put({ ...order, kinds: ['assignment'], until: '2020-07-10' });

  // Act
  const mornings = ['2020-07-03', '2020-07-09', '2020-07-10', '2020-07-13'];
  const told = [];
  for (const day of mornings) told.push(await toldOn(day));

  // Assess: of the three reminders that fell due meanwhile none is made good, the one of the day is told
  expect(told).toEqual([
    ['so-tttt assignment'],
    ['so-tttt assignment'],
    [],
    ['so-khdt assignment', 'so-tttt assignment'],
  ]);
});

test('what is muted still stands on the collecting unit’s list of late reports', async () => {
  // Prepare
  await mutes.put({ ...order, kinds: ['assignment', 'escalation'], until: '2020-07-31' });

  // Act
  const before = engines.waiting(QUEUE).length;
  const told = await toldOn('2020-07-15');

  // Assess
  expect(told.filter((one) => one.startsWith('so-khdt'))).toEqual([]);
  const [digest] = engines
    .waiting(QUEUE)
    .slice(before)
    .map((one) => digestOrderSchema.parse(one));
  const list = digest?.topics.find(({ kind }) => kind === 'late-reports');
  expect(list).toMatchObject({ unitId: 'so-tttt', reports: [{ unitId: 'so-khdt', workingDaysLate: 1 }] });
});

test('a deduction is told whatever stands in the table', async () => {
  // Prepare: mute-notices would refuse this one
  await mutes.put({ ...order, kinds: ['deduction', 'assignment'], until: '2020-07-31' });
  await evaluations.put(evaluation());
  await enterDraft(new LedgerStore(tables, engines.tableNames.Ledger), {
    unitId: 'so-khdt',
    month: '2020-06',
    rule: 'overdue-share',
    revision: 1,
    event: 'confirmed',
    pointsHundredths: 50,
    yearlyCapHundredths: null,
    evaluationDigest: 'digest-of-evaluation',
    actor: 'evaluate-month',
    reason: '12 trên 430 hồ sơ quá hạn',
    recordedAt: '2020-07-01T23:00:00Z',
  });

  // Act, Assess
  expect(await toldOn('2020-07-03')).toEqual(['so-khdt deduction', 'so-tttt assignment']);
});

test('an undecided month is told once, anew after a re-evaluation that leaves it so, and not once it is decided', async () => {
  // Prepare
  const undecided = evaluation({ verdict: 'undecided', reasons: ['only-worst-case-exceeds'], manifest: null });
  await evaluations.put(undecided);

  // Act
  const told = [await toldOn('2020-07-02'), await toldOn('2020-07-06')];
  await evaluations.put({ ...undecided, revision: 2, digest: 'second' });
  told.push(await toldOn('2020-07-07'), await toldOn('2020-07-08'));
  await evaluations.put({ ...undecided, revision: 3, digest: 'third', verdict: 'passed' });
  const others = await toldOn('2020-07-10');

  // Assess
  expect(told.map((ofDay) => ofDay.filter((one) => one.endsWith('undecided')))).toEqual([
    ['so-khdt undecided'],
    [],
    ['so-khdt undecided'],
    [],
  ]);
  expect(others.filter((one) => one.endsWith('undecided'))).toEqual([]);
});
