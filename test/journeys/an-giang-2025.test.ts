import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { replayMonth } from '../../functions/replay-month/replay-month.ts';
import { type Evaluation, evaluationSchema } from '../../shared/evaluation/evaluation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { type Finding, findingSchema } from '../../shared/finding/finding.ts';
import { ledgerEntrySchema } from '../../shared/ledger/ledger-entry.ts';
import { digestOrderSchema } from '../../shared/notice/notice.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { newStores, sixOClock } from '../evaluate-month/hand-made-province.ts';
import { messageOf, objectCreated } from '../import-registry/registry-drops.ts';
import { type IngestHarness, startIngest } from '../ingest-snapshot/ingest-harness.ts';
import { nextMorning } from '../ingest-snapshot/portal.ts';
import { MERGED_ON, newUnitId, oldUnitId } from '../unit/an-giang-2025.ts';
import {
  fileOf,
  type History,
  histories,
  newCodes,
  oldCodes,
  registryFiles,
  successorsOf,
} from './an-giang-2025-province.ts';

/**
 * 1 July 2025: 297 communes of two provinces become 102 units, whose codes are all codes of old communes. June is judged
 * for the old units, July for the new ones, from one portal, with dossiers open across the merger.
 */
const NOTICES = 'notices';

/** A row of 31/07 that cannot be read and names a commune that was split: a new dossier of one of its two successors. */
const unreadable = { oldCode: '30334', row: 'H01.30334-250730-0001,30334,2025-07-30 08:00,mai,,open' };

let harness: IngestHarness;
let evaluations: readonly Evaluation[];
let findings: readonly Finding[];

beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  Object.assign(process.env, {
    NOTICES_TABLE: harness.engines.tableNames.Notices,
    NOTICE_QUEUE_URL: harness.engines.createQueue(NOTICES),
    ANNOUNCE_TO_UNIT_IDS: '*',
  });
  for (const [name, content] of Object.entries(registryFiles())) await harness.register(name, content);
  await send('2025-06-30');
  await morning('2025-07-01');
  await send('2025-07-01');
  // A day before the merger that comes after it: the later days are derived again from it.
  await harness.drop('snapshots/portal/2025-06-29.csv', fileOf('2025-06-29'), '2025-07-02T03:00:00Z');
  expect(await harness.drain()).toBeGreaterThan(0);
  await send('2025-07-31', [unreadable.row]);
  await morning('2025-08-01');
  evaluations = (await harness.scan('Evaluations')).map((item) => evaluationSchema.parse(item));
  findings = (await harness.scan('Findings')).map((item) => findingSchema.parse(item));
}, 300_000);
afterAll(() => harness.engines.close());

async function send(day: string, more: readonly string[] = []): Promise<void> {
  await harness.drop(`snapshots/portal/${day}.csv`, fileOf(day, more), nextMorning(day));
}

/** Judging at six, letters after it. */
async function morning(day: string): Promise<void> {
  for (const name of ['evaluate-month', 'plan-notices']) {
    const { handler } = await import(`../../functions/${name}/handler.ts`);
    const [record] = messageOf(objectCreated('x', '')).Records;
    const event = { Records: [{ ...record, body: JSON.stringify(sixOClock(day)) }] };
    await handler(event, { getRemainingTimeInMillis: () => 60_000 } as Context);
  }
}

interface Expected {
  handled: number;
  overdue: number;
  unknown: number;
}

/** Counted from the histories, by the days in them alone. */
function countOf(
  histories: readonly History[],
  firstDay: string,
  dayAfter: string,
  isMissing: (one: History) => boolean,
): Expected {
  const handled = histories.filter(
    ({ received, completed }) =>
      received < dayAfter && (completed === null || completed >= firstDay || received >= firstDay),
  );
  const seen = handled.filter((one) => !isMissing(one));
  const overdue = seen.filter(({ due, completed }) => {
    const isDone = completed !== null && completed < dayAfter;
    return isDone ? completed > due : due < dayAfter;
  });
  return { handled: seen.length, overdue: overdue.length, unknown: handled.length - seen.length };
}

function figuresOf({ unitId, counts, overdue, unknown, denominator }: Evaluation) {
  return [unitId, { handled: counts?.handled, overdue, unknown, denominator }] as const;
}

describe('June is judged for the communes that there were', () => {
  test('297 of them, each with its own dossiers', () => {
    // Prepare
    const expected = oldCodes.map((code) => {
      const own = histories.filter(({ oldCode }) => oldCode === code);
      const { handled, overdue } = countOf(own, '2025-06-01', '2025-07-01', () => false);
      return [oldUnitId(code), { handled, overdue, unknown: 0, denominator: handled }];
    });
    // Act
    const june = evaluations.filter(({ month }) => month === '2025-06');
    // Assess
    expect(Object.fromEntries(june.map(figuresOf))).toEqual(Object.fromEntries(expected));
    expect(june).toHaveLength(297);
  });
});

describe('July is judged for the units that there are', () => {
  test('102 of them, with what they took over; what is missing of old communes is unknown to each that may have it', () => {
    // Prepare
    const isMissing = ({ goneFrom }: History) => goneFrom !== null;
    const expected = newCodes.map((code) => {
      const own = histories.filter(({ newCode }) => newCode === code);
      const { handled, overdue, unknown } = countOf(own, '2025-07-01', '2025-08-01', isMissing);
      // Of a split commune nobody knows whose dossier is missing since the merger: it is unknown to the others too.
      const perhaps = histories.filter(
        ({ goneFrom, newCode, oldCode }) =>
          goneFrom === MERGED_ON && newCode !== code && oldCode !== null && goesInto(oldCode, code),
      );
      const all = unknown + perhaps.length + (goesInto(unreadable.oldCode, code) ? 1 : 0);
      return [newUnitId(code), { handled, overdue, unknown: all, denominator: handled + all }];
    });
    // Act
    const july = evaluations.filter(({ month }) => month === '2025-07');
    // Assess
    expect(Object.fromEntries(july.map(figuresOf))).toEqual(Object.fromEntries(expected));
    expect(july).toHaveLength(102);
  });

  test('by hand: An Phú, into which one commune went whole and two in part', () => {
    // Prepare: the fifth dossiers of Phú Hội (30355) and Phước Hưng (30358) are missing since 01/07, and may be An Phú's.
    const anPhu = evaluations.find(({ month, unitId }) => month === '2025-07' && unitId === newUnitId('30337'));
    // Assess
    expect(anPhu?.unknown).toBe(2);
  });
});

function goesInto(oldCode: string, newCode: string): boolean {
  return (successorsOf.get(oldCode) ?? []).some((merger) => merger.newCode === newCode);
}

test.each([
  ['2025-06', 297],
  ['2025-07', 102],
])('%s is replayed byte for byte: %i evaluations', async (month, expected) => {
  // Prepare
  const evaluations = new EvaluationStore(connectTables(), harness.engines.tableNames.Evaluations);
  // Act
  const report = await replayMonth({ month }, 'Asia/Ho_Chi_Minh', { ...newStores(harness.engines), evaluations });
  // Assess
  expect(report).toMatchObject({ identical: expected, differenceCount: 0, registryChangedSince: [] });
});

test('nothing is found that a lawful merger explains; what is really gone is found, once', () => {
  // Prepare: rows that merely cannot be read are listed in the file of rejected rows, and are no findings.
  const gone = histories.filter(({ goneFrom, isUnreadable }) => goneFrom !== null && !isUnreadable);
  // Act
  const found = findings.map(({ kind, evidence }) => `${kind} ${String(evidence.dossierCode)}`);
  // Assess
  expect(found.toSorted()).toEqual(gone.map(({ code }) => `vanished-while-open ${code}`).toSorted());
});

test('accounts of June stay with the old communes, those of July are the new ones’', async () => {
  // Act
  const entries = (await harness.scan('Ledger')).map((item) => ledgerEntrySchema.parse(item));
  // Assess: one entry for each exceeded evaluation
  const exceeded = evaluations.filter(({ verdict }) => verdict === 'exceeded');
  const accounts = entries.map(({ account, month }) => `${account} ${month}`);
  expect(accounts.toSorted()).toEqual(exceeded.map(({ unitId, month }) => `${unitId}#2025 ${month}`).toSorted());
  expect(new Set(exceeded.map(({ month }) => month))).toEqual(new Set(['2025-06', '2025-07']));
});

test('a deduction of June, made on the day of the merger, is told to the heads of the units that took the commune over', () => {
  // Act
  const orders = harness.engines.waiting(NOTICES).map((order) => digestOrderSchema.parse(order));
  const told = orders
    .filter(({ day }) => day === '2025-07-01')
    .flatMap(({ to, topics }) =>
      topics.flatMap((topic) => (topic.kind === 'deduction' ? [`${to.join()} ${topic.unitName}`] : [])),
    );
  // Assess: every other commune has one overdue dossier of six to ten, which is over 10% where there are fewer than ten
  const june = evaluations.filter(({ month, verdict }) => month === '2025-06' && verdict === 'exceeded');
  const expected = june.flatMap(({ unitId, unitName }) =>
    (successorsOf.get(unitId.slice('xa-cu-'.length)) ?? []).map(({ newCode, newName, share }) => {
      const how = share === 'full' ? 'nay' : 'một phần nay';
      return `${newUnitId(newCode)}@angiang.example ${unitName} (cũ, ${how} thuộc ${newName})`;
    }),
  );
  expect(june.length).toBeGreaterThan(100);
  expect(told.toSorted()).toEqual(expected.toSorted());
});
