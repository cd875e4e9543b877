import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context, SQSEvent } from 'aws-lambda';
import { addDays, type Day } from '../../shared/calendar/day.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { digestOrderSchema } from '../../shared/notice/notice.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { sqsEvent } from '../notice/sqs-event.ts';
import { unit } from '../notice-planning/facts.ts';

const QUEUE = 'notices';
let engines: Engines;
let tables: Tables;
let findings: FindingStore;
let handle: (event: SQSEvent) => Promise<unknown>;

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  const { Registry, Evaluations, Ledger, Findings, Notices } = engines.tableNames;
  findings = new FindingStore(tables, Findings);
  Object.assign(process.env, {
    REGISTRY_TABLE: Registry,
    EVALUATIONS_TABLE: Evaluations,
    LEDGER_TABLE: Ledger,
    FINDINGS_TABLE: Findings,
    NOTICES_TABLE: Notices,
    NOTICE_QUEUE_URL: engines.createQueue(QUEUE),
    ANNOUNCE_TO_UNIT_IDS: 'so-tttt',
    TIME_ZONE: 'Asia/Ho_Chi_Minh',
  });
  for (const row of [unit('so-tttt'), unit('so-khdt'), unit('so-xay-dung')]) {
    await put('unit', registryKinds.unit.idOf(row), row);
  }
  // Monday 20/07/2020 is a day off here
  await put('calendar', '2020-07-20', { date: '2020-07-20', kind: 'holiday', name: 'Nghỉ bù' });
  const { handler } = await import('../../functions/plan-notices/handler.ts');
  handle = (event) => handler(event, {} as Context);
});
afterAll(() => engines.close());

async function put(kind: string, id: string, row: unknown): Promise<void> {
  await tables.send(new PutCommand({ TableName: engines.tableNames.Registry, Item: { kind, id, row } }));
}

/** What a morning tells, `<unit> <kind> <how many>`; sent, as send-notice does it. */
async function toldOn(day: Day): Promise<string[]> {
  const before = engines.waiting(QUEUE).length;
  await handle(sqsEvent({ scheduledAt: `${day}T07:30:00+07:00` }));
  const told: string[] = [];
  for (const order of engines.waiting(QUEUE).slice(before)) {
    const { topics, noticeId } = digestOrderSchema.parse(order);
    for (const topic of topics) {
      await new ToldTopicStore(tables, engines.tableNames.Notices).markTold(topic.topicId, noticeId, day);
      const count = topic.kind === 'findings' ? topic.total : topic.kind === 'findings-week' ? topic.openTotal : null;
      told.push(`${topic.unitId} ${topic.kind} ${count}`);
    }
  }
  return told.toSorted();
}

function moved(code: string, day: Day): Finding {
  return {
    unitId: 'so-khdt',
    findingId: `due-date-moved-after-it-passed#cong-dvc#${code}#${day}`,
    kind: 'due-date-moved-after-it-passed',
    severity: 'warning',
    state: 'open',
    sourceId: 'cong-dvc',
    day,
    month: null,
    sentence: `Hồ sơ ${code} đã quá hạn thì ngày hẹn trả được sửa.`,
    evidence: { dossierCode: code },
    noticedAt: `${day}T18:00:00.000Z`,
  };
}

test('a unit is told of its findings once, on the next working morning; the office on the first of the week', async () => {
  // Prepare: two of Thursday the 9th, one of Saturday the 11th
  const noticed = [moved('H1', '2020-07-09'), moved('H2', '2020-07-09'), moved('H3', '2020-07-11')];
  const told: Record<Day, string[]> = {};
  const noticedOn = (day: Day) => noticed.filter((one) => one.day === addDays(day, -1));

  // Act: each morning after what came to light in the night before it
  for (const day of [
    '2020-07-10',
    '2020-07-11',
    '2020-07-12',
    '2020-07-13',
    '2020-07-14',
    '2020-07-20',
    '2020-07-21',
  ]) {
    for (const finding of noticedOn(day)) await findings.notice(finding);
    told[day] = await toldOn(day);
  }

  // Assess: on Friday two; on Monday that of the weekend and the table, which has all three; on Tuesday nothing is new. The
  // Monday after is a day off
  expect(told).toEqual({
    '2020-07-10': ['so-khdt findings 2'],
    '2020-07-11': [],
    '2020-07-12': [],
    '2020-07-13': ['so-khdt findings 1', 'so-tttt findings-week 3'],
    '2020-07-14': [],
    '2020-07-20': [],
    '2020-07-21': ['so-tttt findings-week 3'],
  });
});
