import { describe, expect, test } from '@jest/globals';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { accountsToTell, planDeductionTopics } from '../../shared/notice/plan-deduction-topics.ts';
import { evaluation, ledgerEntry } from './facts.ts';

test('a deduction is told with the figures of the evaluation, the balance of the year and the rule', () => {
  // Prepare
  const entries = [
    ledgerEntry({ sequence: 1, month: '2020-05' }),
    ledgerEntry({ sequence: 2 }),
    ledgerEntry({ sequence: 3, month: '2020-07' }),
  ];

  // Act
  const due = planDeductionTopics({ evaluations: [evaluation()], entries });

  // Assess
  expect(due.map(({ topic }) => topic)).toEqual([
    {
      kind: 'deduction',
      topicId: 'deduction#so-khdt#2020#2',
      unitId: 'so-khdt',
      unitName: 'Sở Kế hoạch và Đầu tư',
      month: '2020-06',
      year: '2020',
      sequence: 2,
      pointsHundredths: 50,
      yearTotalHundredths: 100,
      overdue: 12,
      unknown: 1,
      denominator: 430,
      basis: 'handled',
      threshold: { numerator: 20, denominator: 1000 },
      legalBasis: 'Công văn số 664/UBND-TH ngày 23/06/2020, mục 4',
      evidenceKey: 'evidence/2020-06/so-khdt/e.csv',
    },
  ]);
});

test('only exceeded months have accounts to look into, each once', () => {
  // Act
  const accounts = accountsToTell([
    evaluation(),
    evaluation({ month: '2020-07' }),
    evaluation({ month: '2019-12' }),
    evaluation({ unitId: 'so-tttt', verdict: 'undecided' }),
  ]);

  // Assess
  expect(accounts).toEqual(['so-khdt#2020', 'so-khdt#2019']);
});

test.each<[string, LedgerEntry[], number[]]>([
  [
    'a proposal, while nothing was made of it; it does not count in the balance',
    [ledgerEntry({ event: 'proposed' })],
    [1],
  ],
  [
    'the confirmation instead of its proposal',
    [ledgerEntry({ event: 'proposed' }), ledgerEntry({ sequence: 2, event: 'confirmed' })],
    [2],
  ],
  [
    'nothing once it was reversed',
    [ledgerEntry(), ledgerEntry({ sequence: 2, event: 'reversed', pointsHundredths: -50 })],
    [],
  ],
  [
    'nothing once a re-evaluation gave the points back',
    [ledgerEntry(), ledgerEntry({ sequence: 2, revision: 2, event: 'adjusted', pointsHundredths: -50 })],
    [],
  ],
  ['nothing of an entry that takes no points', [ledgerEntry({ pointsHundredths: 0 })], []],
  ['nothing of another revision', [ledgerEntry({ revision: 2 })], []],
])('what is told of an account: %s', (_, entries, sequences) => {
  // Act
  const due = planDeductionTopics({ evaluations: [evaluation()], entries });

  // Assess
  expect(due.map(({ topic }) => topic.kind === 'deduction' && topic.sequence)).toEqual(sequences);
});

describe('a proposal', () => {
  const proposal = ledgerEntry({ event: 'proposed' });
  const topicsUnder = (changes: object) => {
    const { consequence } = evaluation();
    const judged = evaluation({ consequence: consequence && { ...consequence, ...changes } });
    return planDeductionTopics({ evaluations: [judged], entries: [proposal] }).map(({ topic }) => topic);
  };

  test('is told as one, with the time for explaining, and leaves the year’s total', () => {
    expect(topicsUnder({ explanationWorkingDays: 5 })).toEqual([
      expect.objectContaining({ explanationWorkingDays: 5, pointsHundredths: 50, yearTotalHundredths: 0 }),
    ]);
  });

  test('is told to nobody before it is approved', () => {
    expect(topicsUnder({ approval: 'required' })).toEqual([]);
    expect(topicsUnder({ approval: 'required', explanationWorkingDays: 5 })).toEqual([]);
  });
});

test('a deduction that somebody had to approve is told once it is confirmed', () => {
  // Prepare
  const { consequence } = evaluation();
  const judged = evaluation({ consequence: consequence && { ...consequence, approval: 'required' } });
  const entries = [ledgerEntry({ event: 'proposed' }), ledgerEntry({ sequence: 2, event: 'confirmed' })];

  // Act and Assess
  expect(planDeductionTopics({ evaluations: [judged], entries }).map(({ topic }) => topic)).toEqual([
    expect.objectContaining({ topicId: 'deduction#so-khdt#2020#2', pointsHundredths: 50, yearTotalHundredths: 50 }),
  ]);
});

test('an exceeded month without its consequence stops the run and is named', () => {
  const broken = evaluation({ consequence: null });
  expect(() => planDeductionTopics({ evaluations: [broken], entries: [ledgerEntry()] })).toThrow(
    expect.objectContaining({
      code: 'EVALUATION_WITHOUT_CONSEQUENCE',
      message: expect.stringContaining('so-khdt for 2020-06'),
    }),
  );
});
