import { describe, expect, test } from '@jest/globals';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { type DueTopic, idsToLookUp, isToBeTold } from '../../shared/notice/due-topic.ts';
import { type DeductionFacts, planDeductionTopics } from '../../shared/notice/plan-deduction-topics.ts';
import { evaluation, ledgerEntry } from './facts.ts';

/** On 01/07/2020, so that five working days end on the 8th. */
const explainByFor = (workingDays: number) => (workingDays === 5 ? '2020-07-08' : 'another day');

function plan(facts: Omit<DeductionFacts, 'explainByFor'>) {
  return planDeductionTopics({ ...facts, explainByFor });
}

/** What today's digest tells, where digests of other days told these entries. */
function toldOf(due: readonly DueTopic[], sequences: readonly number[]) {
  const told = new Map(sequences.map((sequence) => [`deduction#so-khdt#2020#${sequence}`, 'yesterday']));
  return due.filter((one) => isToBeTold(one, 'today', told)).map(({ topic }) => topic);
}

test('a deduction is told with the figures of the evaluation, the balance of the year and the rule', () => {
  // Prepare
  const entries = [
    ledgerEntry({ sequence: 1, month: '2020-05' }),
    ledgerEntry({ sequence: 2 }),
    ledgerEntry({ sequence: 3, month: '2020-07' }),
  ];

  // Act
  const due = plan({ evaluations: [evaluation()], entries });

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

const proposed = ledgerEntry({ event: 'proposed', explanationWorkingDays: 5 });
const withdrawn = ledgerEntry({ sequence: 2, event: 'withdrawn', pointsHundredths: 0, reason: 'Giải trình có căn cứ' });

test.each<[string, LedgerEntry[], number[]]>([
  ['a proposal, while nothing was made of it', [proposed], [1]],
  ['a proposal still, when the unit was told', [proposed, ledgerEntry({ sequence: 2, event: 'notified' })], [1]],
  ['the confirmation instead of its proposal', [proposed, ledgerEntry({ sequence: 2 })], [2]],
  ['a proposal made anew', [proposed, withdrawn, ledgerEntry({ ...proposed, sequence: 3 })], [3]],
  ['nothing of an entry that takes no points', [ledgerEntry({ pointsHundredths: 0 })], []],
  [
    'that the cap left nothing of a proposal',
    [proposed, ledgerEntry({ sequence: 2, pointsHundredths: 0, askedHundredths: 50 })],
    [2],
  ],
  ['nothing of another revision', [ledgerEntry({ revision: 2 })], []],
  ['nothing of another rule', [ledgerEntry({ rule: 'another-rule' })], []],
])('what is told of an account: %s', (_, entries, sequences) => {
  // Act
  const due = plan({ evaluations: [evaluation()], entries });

  // Assess
  expect(due.map(({ topic }) => topic.kind === 'deduction' && topic.sequence)).toEqual(sequences);
});

test('a proposal is told as one, with the time for explaining, and leaves the year’s total', () => {
  const [first] = plan({ evaluations: [evaluation()], entries: [proposed] });
  const [anew] = plan({ evaluations: [evaluation()], entries: [proposed, withdrawn, { ...proposed, sequence: 3 }] });

  const told = { explanationWorkingDays: 5, explainBy: '2020-07-08', pointsHundredths: 50, yearTotalHundredths: 0 };
  expect(first?.topic).toMatchObject(told);
  expect(first?.topic).not.toHaveProperty('isNewProposal');
  expect(anew?.topic).toMatchObject({ ...told, topicId: 'deduction#so-khdt#2020#3', isNewProposal: true });
});

test('what was decided of a proposal is told with the reason, and with what the cap cut', () => {
  // Prepare: 120 were taken before, the cap is 150
  const before = ledgerEntry({ month: '2020-05', pointsHundredths: 120 });
  const proposal = ledgerEntry({ ...proposed, sequence: 2 });
  const reason = 'Hết thời hạn giải trình ngày 08/07/2020';
  const confirmed = ledgerEntry({ sequence: 3, pointsHundredths: 30, askedHundredths: 50, reason });

  // Act
  const [due] = plan({ evaluations: [evaluation()], entries: [before, proposal, confirmed] });

  // Assess
  expect(due).toMatchObject({
    topic: { pointsHundredths: 30, askedHundredths: 50, yearTotalHundredths: 150, decision: reason },
    supersededBy: [],
  });
  expect(due?.topic).not.toHaveProperty('explanationWorkingDays');
});

describe('what was taken back is told where the deduction was', () => {
  test.each<[string, LedgerEntry[], object]>([
    ['a proposal that was withdrawn', [proposed, withdrawn], { event: 'withdrawn', reason: 'Giải trình có căn cứ' }],
    [
      'points that were reversed',
      [ledgerEntry(), ledgerEntry({ sequence: 2, event: 'reversed', pointsHundredths: -50, reference: '15/VP' })],
      { event: 'reversed', reference: '15/VP' },
    ],
    [
      'points that a re-evaluation gave back',
      [
        ledgerEntry(),
        ledgerEntry({ sequence: 2, revision: 2, event: 'adjusted', pointsHundredths: -50, askedHundredths: 0 }),
      ],
      { event: 'adjusted' },
    ],
  ])('%s', (_, entries, said) => {
    expect(plan({ evaluations: [evaluation()], entries })).toEqual([
      {
        topic: expect.objectContaining({
          kind: 'deduction-lifted',
          topicId: 'deduction#so-khdt#2020#2',
          pointsHundredths: 50,
          yearTotalHundredths: 0,
          ...said,
        }),
        supersededBy: [],
        onlyAfter: ['deduction#so-khdt#2020#1'],
      },
    ]);
  });

  test('and to nobody who never heard of it', () => {
    // Prepare
    const [due] = plan({ evaluations: [evaluation()], entries: [proposed, withdrawn] });
    if (due === undefined) throw new Error('nothing is due');

    // Act and Assess
    expect(idsToLookUp([due])).toEqual(['deduction#so-khdt#2020#2', 'deduction#so-khdt#2020#1']);
    expect(isToBeTold(due, 'today', new Map())).toBe(false);
    expect(isToBeTold(due, 'today', new Map([['deduction#so-khdt#2020#1', 'yesterday']]))).toBe(true);
  });
});

test('an adjustment that leaves points taken is told with the figures of its revision', () => {
  // Prepare: 50 taken by the first revision, 30 by the second
  const second = evaluation({ revision: 2, overdue: 10 });
  const adjusted = { revision: 2, event: 'adjusted', pointsHundredths: -20, askedHundredths: 30 } as const;

  // Act
  const due = plan({
    evaluations: [evaluation(), second],
    entries: [ledgerEntry(), ledgerEntry({ sequence: 2, reason: 'Đánh giá lại', ...adjusted })],
  });

  // Assess
  const figures = { overdue: 10, pointsHundredths: 30, decision: 'Đánh giá lại', yearTotalHundredths: 30 };
  expect(toldOf(due, [1])).toEqual([expect.objectContaining({ ...figures, changeHundredths: -20 })]);
  const [unheard, ...others] = toldOf(due, []);
  expect(others).toEqual([]);
  expect(unheard).toMatchObject(figures);
  expect(unheard).not.toHaveProperty('changeHundredths');
});

describe('a change is told against what the unit was last told', () => {
  const taken = ledgerEntry();
  const reversed = ledgerEntry({
    sequence: 2,
    event: 'reversed',
    pointsHundredths: -50,
    reason: 'Có căn cứ',
    reference: '15/VP',
  });
  const reinstated = ledgerEntry({ sequence: 3, event: 'adjusted', reason: 'Hủy nhầm', reference: '21/VP' });
  const reversedAgain = { ...reversed, sequence: 4 };
  const untoldReversal = { reason: 'Có căn cứ', reference: '15/VP' };

  test.each<[string, LedgerEntry[], number[], object[]]>([
    [
      'reversed and reinstated between two mornings: nothing changed',
      [taken, reversed, reinstated],
      [1],
      [{ pointsHundredths: 50, changeHundredths: 0, isReinstated: true, untoldReversal, reference: '21/VP' }],
    ],
    [
      'reinstated after the reversal was told: from 0 to 50',
      [taken, reversed, reinstated],
      [1, 2],
      [{ pointsHundredths: 50, changeHundredths: 50, isReinstated: true, decision: 'Hủy nhầm' }],
    ],
    ['reinstated, told', [taken, reversed, reinstated], [1, 3], []],
    [
      'reversed again, while neither the first reversal nor the reinstatement was told',
      [taken, reversed, reinstated, reversedAgain],
      [1],
      [{ kind: 'deduction-lifted', pointsHundredths: 50 }],
    ],
    ['reversed again, which the unit was told before', [taken, reversed, reinstated, reversedAgain], [1, 2], []],
    ['nothing was told before it was given back', [taken, reversed, reinstated, reversedAgain], [], []],
    [
      'a proposal that was told, confirmed and adjusted before the next morning: 30 are taken now',
      [
        proposed,
        { ...taken, sequence: 2 },
        ledgerEntry({ sequence: 3, event: 'adjusted', pointsHundredths: -20, askedHundredths: 30 }),
      ],
      [1],
      [{ pointsHundredths: 30, yearTotalHundredths: 30 }],
    ],
  ])('%s', (_, entries, told, expected) => {
    const due = plan({ evaluations: [evaluation()], entries });
    expect(toldOf(due, told)).toEqual(expected.map((topic) => expect.objectContaining(topic)));
  });

  test('to a unit that was told nothing the points are taken, not put back on', () => {
    const [first, ...others] = toldOf(
      plan({ evaluations: [evaluation()], entries: [taken, reversed, reinstated] }),
      [],
    );
    expect(others).toEqual([]);
    expect(first).toMatchObject({ kind: 'deduction', pointsHundredths: 50 });
    expect(first).not.toHaveProperty('changeHundredths');
    expect(first).not.toHaveProperty('isReinstated');
  });
});

test('an exceeded month without its consequence stops the run and is named', () => {
  const broken = evaluation({ consequence: null });
  expect(() => plan({ evaluations: [broken], entries: [ledgerEntry()] })).toThrow(
    expect.objectContaining({
      code: 'EVALUATION_WITHOUT_CONSEQUENCE',
      message: expect.stringContaining('so-khdt for 2020-06'),
    }),
  );
});
