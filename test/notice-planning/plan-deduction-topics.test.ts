import { expect, test } from '@jest/globals';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { accountsToTell, planDeductionTopics } from '../../shared/notice/plan-deduction-topics.ts';
import { evaluation, ledgerEntry, policy } from './facts.ts';

test('a deduction is told with the figures of the evaluation, the balance of the year and the rule', () => {
  // Prepare
  const entries = [
    ledgerEntry({ sequence: 1, month: '2020-05' }),
    ledgerEntry({ sequence: 2 }),
    ledgerEntry({ sequence: 3, month: '2020-07' }),
  ];

  // Act
  const due = planDeductionTopics({ evaluations: [evaluation()], entries, policies: [policy()] });

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
  const due = planDeductionTopics({ evaluations: [evaluation()], entries, policies: [policy()] });

  // Assess
  expect(due.map(({ topic }) => topic.kind === 'deduction' && topic.sequence)).toEqual(sequences);
});

test('the rule named is the row of the policy in force in the judged month', () => {
  // Prepare
  const policies = [
    policy({ validTo: '2020-06-30' }),
    policy({ validFrom: '2020-07-01', legalBasis: 'Văn bản thay thế' }),
    policy({ tier: 'district', legalBasis: 'Cấp huyện' }),
  ];

  // Act
  const due = planDeductionTopics({ evaluations: [evaluation()], entries: [ledgerEntry()], policies });

  // Assess
  expect(due[0]?.topic).toMatchObject({ legalBasis: 'Công văn số 664/UBND-TH ngày 23/06/2020, mục 4' });
});

test('a policy that left the registry stops the run and is named', () => {
  expect(() => planDeductionTopics({ evaluations: [evaluation()], entries: [ledgerEntry()], policies: [] })).toThrow(
    expect.objectContaining({ code: 'POLICY_MISSING', message: expect.stringContaining('664-province') }),
  );
});
