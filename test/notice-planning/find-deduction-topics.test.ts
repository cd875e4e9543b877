import { expect, test } from '@jest/globals';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { accountOf } from '../../shared/ledger/append-entry.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { type DeductionStores, findDeductionTopics } from '../../shared/notice/find-deduction-topics.ts';
import { evaluation, ledgerEntry } from './facts.ts';

const SINCE = '2022-06-01T00:00:00.000Z';

function proposed(unitId: string, month: string, recordedAt: string, changes: Partial<LedgerEntry> = {}): LedgerEntry {
  const account = accountOf(unitId, month);
  const year = month.slice(0, 4);
  return ledgerEntry({
    account,
    unitId,
    year,
    month,
    recordedAt,
    event: 'proposed',
    pointsHundredths: 50,
    explanationWorkingDays: 5,
    ...changes,
  });
}

/** Every account is asked for, since whatever day: what is old is left out by what its entries say. */
function storesOf(entries: readonly LedgerEntry[], evaluations: readonly Evaluation[]): DeductionStores {
  const accounts = Map.groupBy(entries, ({ account }) => account);
  return {
    ledger: {
      liveAccounts: async () => [...accounts.keys()],
      entries: async (account) => accounts.get(account) ?? [],
    },
    evaluations: {
      get: async ({ unitId, month, rule, revision }) => {
        const isMeant = (one: Evaluation) =>
          one.unitId === unitId && one.month === month && one.rule === rule && one.revision === revision;
        const found = evaluations.find(isMeant);
        if (found?.digest === 'unreadable') throw new Error(`the evaluation of ${unitId} cannot be read`);
        return found ?? null;
      },
    },
  };
}

function find(entries: readonly LedgerEntry[], evaluations: readonly Evaluation[]) {
  return findDeductionTopics(SINCE, () => '2022-07-08', storesOf(entries, evaluations));
}

test('an open proposal is told however old its month is, and so is what was entered of late for such a month', async () => {
  // Prepare: July 2023; of June 2020 one proposal is open since 2020, and one was confirmed in June 2022
  const entries = [
    proposed('so-mo', '2020-06', '2020-07-01T23:00:00.000Z'),
    proposed('so-xong', '2020-06', '2022-06-02T23:00:00.000Z', { event: 'confirmed', explanationWorkingDays: null }),
    proposed('so-cu', '2020-06', '2020-07-01T23:00:00.000Z', { event: 'confirmed', explanationWorkingDays: null }),
  ];
  const evaluations = ['so-mo', 'so-xong', 'so-cu'].map((unitId) => evaluation({ unitId }));

  // Act
  const { topics, failures } = await find(entries, evaluations);

  // Assess
  expect(topics.map(({ topic }) => topic.topicId)).toEqual(['deduction#so-mo#2020#1', 'deduction#so-xong#2020#1']);
  expect(failures).toEqual([]);
});

test('the last thing that became of a deduction is told with the evaluation on which it rests', async () => {
  // Prepare: proposed for 12 overdue, then judged anew: 11
  const entries = [
    proposed('so-mo', '2020-06', '2022-06-02T23:00:00.000Z'),
    proposed('so-mo', '2020-06', '2022-06-03T23:00:00.000Z', { sequence: 2, revision: 2 }),
  ];
  const evaluations = [evaluation({ unitId: 'so-mo' }), evaluation({ unitId: 'so-mo', revision: 2, overdue: 11 })];

  // Act
  const { topics } = await find(entries, evaluations);

  // Assess
  expect(topics).toMatchObject([
    { topic: { topicId: 'deduction#so-mo#2020#2', overdue: 11, explainBy: '2022-07-08' } },
  ]);
});

test('an evaluation that cannot be read holds up no other unit, and is named', async () => {
  // Prepare
  const entries = ['so-hong', 'so-mo'].map((unitId) => proposed(unitId, '2020-06', '2020-07-01T23:00:00.000Z'));
  const evaluations = [evaluation({ unitId: 'so-hong', digest: 'unreadable' }), evaluation({ unitId: 'so-mo' })];

  // Act
  const { topics, failures } = await find(entries, evaluations);

  // Assess
  expect(topics.map(({ topic }) => topic.unitId)).toEqual(['so-mo']);
  expect(failures).toMatchObject([
    { code: 'ACCOUNT_NOT_TOLD', message: expect.stringContaining('account so-hong#2020') },
  ]);
});
