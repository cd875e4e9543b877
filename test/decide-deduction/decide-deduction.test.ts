import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { movedDueDate } from '../finding/facts.ts';
import { judged } from '../ledger/histories.ts';
import { entriesOf, judgeJune, setEnvironment } from './open-deductions.ts';

let engines: Engines;
let decide: (event: unknown) => Promise<unknown>;

beforeAll(async () => {
  engines = await startEngines();
  setEnvironment(engines);
  const { handler } = await import('../../functions/decide-deduction/handler.ts');
  decide = (event) => handler(event, {} as Context);
});
afterAll(() => engines.close());
afterEach(() => {
  delete process.env.SIMULATED_NOW;
});

const reversal = { month: '2020-06', decision: 'reverse', actor: 'chanh-van-phong', reason: 'Hủy theo kết luận' };

test('a decision is entered once, on the day of the province, and says how the deduction stands', async () => {
  // Prepare: 18:00 UTC on the 8th is one o'clock on the 9th
  await judgeJune(engines, 'so-xay-dung');
  process.env.SIMULATED_NOW = '2020-07-08T18:00:00.000Z';

  // Act
  const first = await decide({ unitId: 'so-xay-dung', ...reversal });
  const again = await decide({ unitId: 'so-xay-dung', ...reversal });

  // Assess
  const [, entry, ...others] = await entriesOf(engines, 'so-xay-dung');
  expect(first).toEqual({ isNew: true, entry, state: 'reversed', takenHundredths: 0, yearTotalHundredths: 0 });
  expect(again).toEqual({ isNew: false, entry, state: 'reversed', takenHundredths: 0, yearTotalHundredths: 0 });
  expect(entry).toMatchObject({
    event: 'reversed',
    pointsHundredths: -50,
    rule: 'overdue-share',
    reference: null,
    recordedAt: '2020-07-08T18:00:00.000Z',
    happenedOn: '2020-07-09',
  });
  expect(others).toEqual([]);
});

test('what is reinstated rests on the latest evaluation of the month', async () => {
  // Prepare
  await judgeJune(engines, 'so-y-te');
  await decide({ unitId: 'so-y-te', ...reversal });

  // Act
  const outcome = await decide({ unitId: 'so-y-te', ...reversal, decision: 'reinstate', reason: 'Hủy nhầm' });

  // Assess
  expect(outcome).toMatchObject({
    entry: { event: 'adjusted', pointsHundredths: 50, evaluationDigest: '2020-06 r1' },
    state: 'confirmed',
    takenHundredths: 50,
    yearTotalHundredths: 50,
  });
});

test('the same words after a reinstatement are a new order, which is entered once', async () => {
  // Prepare: reversed, and reinstated
  await judgeJune(engines, 'so-tai-chinh');
  await decide({ unitId: 'so-tai-chinh', ...reversal });
  await decide({ unitId: 'so-tai-chinh', ...reversal, decision: 'reinstate' });

  // Act
  const second = await decide({ unitId: 'so-tai-chinh', ...reversal });
  const again = await decide({ unitId: 'so-tai-chinh', ...reversal });

  // Assess
  expect(second).toMatchObject({ isNew: true, entry: { sequence: 4, event: 'reversed' }, state: 'reversed' });
  expect(again).toMatchObject({ isNew: false, entry: { sequence: 4 }, takenHundredths: 0, yearTotalHundredths: 0 });
  const entries = await entriesOf(engines, 'so-tai-chinh');
  expect(entries.map(({ event }) => event)).toEqual(['confirmed', 'reversed', 'adjusted', 'reversed']);
});

test('a draft enters nothing by way of a reinstatement before it is approved', async () => {
  // Prepare: June is reversed; its second revision, at two points, is a draft.
  await judgeJune(engines, 'so-tu-phap');
  await decide({ unitId: 'so-tu-phap', ...reversal });
  const draft = { ...judged('2020-06', 2, 200, { approval: 'required' }), unitId: 'so-tu-phap' };
  await new EvaluationStore(connectTables(), engines.tableNames.Evaluations).put(draft);
  const approvals = new ApprovalStore(connectTables(), engines.tableNames.Registry);
  const reinstatement = { unitId: 'so-tu-phap', ...reversal, decision: 'reinstate', reason: 'Hủy nhầm' };

  // Act
  const early = decide(reinstatement);

  // Assess
  await expect(early).rejects.toMatchObject({ code: 'DRAFT_NOT_APPROVED' });
  expect((await entriesOf(engines, 'so-tu-phap')).map(({ event }) => event)).toEqual(['confirmed', 'reversed']);

  // Act: approved by whoever may
  const { unitId, month, rule, revision, digest: evaluationDigest } = draft;
  const word = { actor: 'giam-doc', reason: 'Đồng ý', approvedAt: '2020-07-08T02:00:00.000Z' };
  await approvals.keep({ unitId, month, rule, revision, evaluationDigest, ...word });

  // Assess
  const entry = { event: 'adjusted', revision: 2, pointsHundredths: 200 };
  expect(await decide(reinstatement)).toMatchObject({ isNew: true, entry });
});

test('nobody confirms before the unit was told', async () => {
  // Prepare
  await judgeJune(engines, 'so-noi-vu', { explanationWorkingDays: 5 });

  // Act
  const early = decide({ unitId: 'so-noi-vu', ...reversal, decision: 'confirm' });

  // Assess
  await expect(early).rejects.toMatchObject({ code: 'UNIT_NOT_NOTIFIED' });
  expect((await entriesOf(engines, 'so-noi-vu')).map(({ event }) => event)).toEqual(['proposed']);
});

test.each([
  ['a decision that there is not', { decision: 'forget' }, /decision/],
  ['a month that is none', { month: '06/2020' }, /month/],
  ['an order without a reason', { reason: '' }, /reason/],
  ['a field that nobody reads', { points: 0 }, /points/],
])('%s is refused', async (_, changes, message) => {
  const refused = decide({ unitId: 'so-xay-dung', ...reversal, ...changes });
  await expect(refused).rejects.toMatchObject({ code: 'UNREADABLE_EVENT', message: expect.stringMatching(message) });
});

test('what was found to wait for the decision is over with it, also where the order is sent again', async () => {
  // Prepare: as the evening's run found it, of the proposal with sequence 1
  await judgeJune(engines, 'so-khcn');
  const findings = new FindingStore(connectTables(), engines.tableNames.Findings);
  const findingId = 'explanation-undecided#2020-06#overdue-share#1';
  const kind = 'explanation-undecided';
  await findings.notice({ ...movedDueDate, unitId: 'so-khcn', findingId, kind });

  // Act
  for (let times = 0; times < 2; times++) await decide({ unitId: 'so-khcn', ...reversal });

  // Assess
  const finding = await findings.find('so-khcn', findingId);
  expect(finding).toMatchObject({ state: 'resolved', history: [{ actor: 'Đúng Hẹn', state: 'resolved' }] });
});
