import { expect, test } from '@jest/globals';
import { type Approval, approvalId } from '../../shared/evaluation/approval.ts';
import { consequenceOfExceeding, type Evaluation } from '../../shared/evaluation/evaluation.ts';
import { planUndecidedTopics } from '../../shared/notice/plan-undecided-topics.ts';
import { evaluation } from './facts.ts';

/** 2 of 120 overdue and 3 unknown: 1,67% at best, 4,17% at worst. */
function undecided(changes: Partial<Evaluation> = {}): Evaluation {
  const figures = { overdue: 2, unknown: 3, denominator: 120, reasons: ['only-worst-case-exceeds' as const] };
  return evaluation({ verdict: 'undecided', ...figures, digest: 'undecided', ...changes });
}

const topicIdsOf = (evaluations: readonly Evaluation[], approved: readonly Approval[] = []) =>
  planUndecidedTopics({ evaluations, approvals: new Map(approved.map((one) => [approvalId(one), one])) }).map(
    ({ topic }) => topic.topicId,
  );

const needsApproval = {
  consequence: { ...consequenceOfExceeding(evaluation()), approval: 'required' as const },
};
const approval: Approval = {
  unitId: 'so-khdt',
  month: '2020-06',
  rule: 'overdue-share',
  revision: 1,
  evaluationDigest: 'undecided',
  actor: 'chanh-van-phong',
  reason: 'Đã kiểm tra',
  approvedAt: '2020-07-02T01:00:00Z',
};

test('a month that is undecided is told once per unit, month, rule and revision, with what it rests on', () => {
  // Act
  const [due, ...others] = planUndecidedTopics({ evaluations: [undecided()], approvals: new Map() });

  // Assess
  expect(others).toEqual([]);
  expect(due).toEqual({
    topic: {
      kind: 'undecided',
      topicId: 'undecided#so-khdt#2020-06#overdue-share#1',
      unitId: 'so-khdt',
      unitName: 'Sở Kế hoạch và Đầu tư',
      rule: 'overdue-share',
      month: '2020-06',
      reasons: ['only-worst-case-exceeds'],
      overdue: 2,
      unknown: 3,
      denominator: 120,
      basis: 'handled',
      threshold: { numerator: 20, denominator: 1000 },
      legalBasis: 'Công văn số 664/UBND-TH ngày 23/06/2020, mục 4',
      evidenceKey: 'evidence/2020-06/so-khdt/e.csv',
    },
    supersededBy: [],
  });
});

test('units that passed, exceeded or were not judged are told nothing', () => {
  const verdicts = ['passed', 'exceeded', 'not-judged'] as const;
  expect(topicIdsOf(verdicts.map((verdict, position) => undecided({ verdict, unitId: `so-${position}` })))).toEqual([]);
});

test('what a later revision decided is told no more, and what it left undecided is told anew', () => {
  const second = { revision: 2, digest: 'second' };
  expect(topicIdsOf([undecided(), undecided({ ...second, verdict: 'passed' })])).toEqual([]);
  expect(topicIdsOf([undecided({ ...second }), undecided()])).toEqual(['undecided#so-khdt#2020-06#overdue-share#2']);
});

test('each rule that leaves the month undecided is told of', () => {
  expect(topicIdsOf([undecided(), undecided({ rule: 'late-acceptance' })])).toEqual([
    'undecided#so-khdt#2020-06#overdue-share#1',
    'undecided#so-khdt#2020-06#late-acceptance#1',
  ]);
});

test('a draft is told to nobody before it is approved; until then what stood before it stands', () => {
  const draft = undecided(needsApproval);
  expect(topicIdsOf([draft])).toEqual([]);
  expect(topicIdsOf([draft], [approval])).toEqual(['undecided#so-khdt#2020-06#overdue-share#1']);
  expect(topicIdsOf([undecided(), { ...draft, revision: 2, verdict: 'passed' }])).toEqual([
    'undecided#so-khdt#2020-06#overdue-share#1',
  ]);
});
