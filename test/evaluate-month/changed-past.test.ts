import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { dossierLine, type WrittenLine } from '../evaluation/canonical-lines.ts';
import { acceptSnapshot, newStores, registerProvince, sixOClock, TIME_ZONE } from './hand-made-province.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
  await registerProvince(engines, { 'so-xay-dung': 'province', 'so-y-te': 'province' });
});
afterEach(() => engines.close());

const UNIT = 'so-xay-dung';
const early = ['2020-06-01 08:00', '2020-06-10 17:00', '2020-06-09 16:00'] as const;
const late = ['2020-06-01 08:00', '2020-06-10 17:00', '2020-06-12 16:00'] as const;
const openAndOverdue = ['2020-06-01 08:00', '2020-06-10 17:00', null] as const;

/** June as it was judged: one dossier completed late, one still open and overdue, two in time. */
const june: WrittenLine[] = [
  dossierLine(UNIT, 'A', late),
  dossierLine(UNIT, 'B', openAndOverdue),
  dossierLine(UNIT, 'C', early),
  dossierLine(UNIT, 'D', early),
  dossierLine('so-y-te', 'E', late),
];

async function judgeJuneThenJuly(july: readonly WrittenLine[]) {
  await acceptSnapshot(engines, '2020-06-30', june);
  await evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines));
  await acceptSnapshot(engines, '2020-07-31', july);
  return evaluateMonths(sixOClock('2020-08-01'), TIME_ZONE, newStores(engines));
}

function findingsOf(unitId: string) {
  return new FindingStore(connectTables(), engines.tableNames.Findings).ofUnit(unitId);
}

test('completions entered afterwards, and dossiers that come late, are found with their codes; the verdict stays', async () => {
  // Act: B is now said to have been completed before it was due, and F was overdue in June and came in July only
  const outcome = await judgeJuneThenJuly([
    dossierLine(UNIT, 'A', late),
    dossierLine(UNIT, 'B', early),
    dossierLine(UNIT, 'C', early),
    dossierLine(UNIT, 'F', late),
    dossierLine('so-y-te', 'E', late),
  ]);

  // Assess
  expect(outcome.changedPasts).toBe(1);
  const [finding, ...others] = await findingsOf(UNIT);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    kind: 'past-changed',
    state: 'open',
    month: '2020-06',
    day: '2020-07-31',
    evidence: {
      from: 2,
      to: 2,
      noLongerOverdue: ['B'],
      newlyOverdue: ['F'],
      action: 'reevaluate-month, countFrom 2020-07-31',
    },
  });
  expect(finding?.sentence).toContain('quản trị viên có thể đề nghị đánh giá lại theo dữ liệu ngày 31/07/2020.');
  expect(finding?.sentence).not.toMatch(/[a-z]-month|\d{4}-\d{2}/);
  expect(await findingsOf('so-y-te')).toEqual([]);
  const [evaluation] = await newStores(engines).judgedMonths.of('2020-06', 'overdue-share', [UNIT]);
  expect(evaluation).toMatchObject({ revision: 1, overdue: 2, denominator: 4 });
});

test('what goes on lawfully is no changed past: completed in July, dropped from the export, handed to another unit', async () => {
  // Act: A is no longer exported, B was completed in July, E belongs to the other unit now
  const outcome = await judgeJuneThenJuly([
    dossierLine(UNIT, 'B', ['2020-06-01 08:00', '2020-06-10 17:00', '2020-07-02 09:00']),
    dossierLine(UNIT, 'C', early),
    dossierLine(UNIT, 'D', early),
    dossierLine(UNIT, 'E', early),
  ]);

  // Assess
  expect(outcome.changedPasts).toBe(0);
  expect([...(await findingsOf(UNIT)), ...(await findingsOf('so-y-te'))]).toEqual([]);
});

test('a run that is repeated finds nothing twice', async () => {
  // Prepare
  await judgeJuneThenJuly([dossierLine(UNIT, 'A', early)]);

  // Act
  const again = await evaluateMonths(sixOClock('2020-08-02'), TIME_ZONE, newStores(engines));

  // Assess
  expect(again.changedPasts).toBe(0);
  expect(await findingsOf(UNIT)).toHaveLength(1);
});

test('whoever took over dossiers that were overdue elsewhere is accused of nothing', async () => {
  // Act: A and B of so-xay-dung belong to so-y-te since July
  const outcome = await judgeJuneThenJuly([
    dossierLine('so-y-te', 'A', late),
    dossierLine('so-y-te', 'B', openAndOverdue),
    dossierLine(UNIT, 'C', early),
    dossierLine('so-y-te', 'E', late),
  ]);

  // Assess
  expect(outcome.changedPasts).toBe(0);
  expect([...(await findingsOf(UNIT)), ...(await findingsOf('so-y-te'))]).toEqual([]);
});
