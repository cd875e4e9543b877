import { expect, test } from '@jest/globals';
import { type Approval, type Approvals, approvalId } from '../../shared/evaluation/approval.ts';
import type { Consequence, Evaluation } from '../../shared/evaluation/evaluation.ts';
import { revisionsOfMonth, shownEvaluations } from '../../shared/report/revisions-of-month.ts';
import { evaluation } from '../notice-planning/facts.ts';

const automatic: Consequence = {
  mode: 'deduct',
  approval: 'automatic',
  explanationWorkingDays: 0,
  pointsHundredths: 50,
  yearlyCapHundredths: null,
  legalBasis: 'Công văn số 664/UBND-TH',
};
const judged = (revision: number, approval: Consequence['approval']): Evaluation =>
  evaluation({ revision, digest: `digest ${revision}`, consequence: { ...automatic, approval } });

const approvedRevisions = (...approved: readonly Evaluation[]): Approvals =>
  new Map(
    approved.map((draft): [string, Approval] => [
      approvalId(draft),
      {
        unitId: draft.unitId,
        month: draft.month,
        rule: draft.rule,
        revision: draft.revision,
        evaluationDigest: draft.digest,
        actor: 'Văn phòng UBND tỉnh',
        reason: 'Đã kiểm tra',
        approvedAt: '2020-07-03T02:00:00.000Z',
      },
    ]),
  );

const standings = (evaluations: readonly Evaluation[], approvals: Approvals) =>
  revisionsOfMonth(evaluations, approvals).map(({ evaluation: { revision }, standing }) => [revision, standing]);

test('without approval the latest revision is in force, and replaced the others', () => {
  expect(
    standings([judged(2, 'automatic'), judged(1, 'automatic'), judged(3, 'automatic')], approvedRevisions()),
  ).toEqual([
    [1, 'replaced'],
    [2, 'replaced'],
    [3, 'in-force'],
  ]);
});

test('what is in force stays so while a later revision waits for approval', () => {
  // Prepare
  const [first, second] = [judged(1, 'required'), judged(2, 'required')];
  const firstApproved = approvedRevisions(first);

  // Act and Assess
  expect(standings([first, second], firstApproved)).toEqual([
    [1, 'in-force'],
    [2, 'draft'],
  ]);
  expect(shownEvaluations([first, second], firstApproved)).toEqual([{ evaluation: first, draft: 'newer' }]);
});

test('of two drafts the later one waits, and is shown as a draft', () => {
  const [first, second] = [judged(1, 'required'), judged(2, 'required')];
  expect(standings([first, second], approvedRevisions())).toEqual([
    [1, 'replaced'],
    [2, 'draft'],
  ]);
  expect(shownEvaluations([second, first], approvedRevisions())).toEqual([{ evaluation: second, draft: 'only' }]);
});

test('an approved draft is in force; an approval of other content is none', () => {
  const draft = judged(1, 'required');
  const approvals = approvedRevisions(draft);
  expect(shownEvaluations([draft], approvals)).toEqual([{ evaluation: draft, draft: null }]);
  expect(shownEvaluations([{ ...draft, digest: 'another' }], approvals)).toMatchObject([{ draft: 'only' }]);
});

test('each unit, month and rule is shown once', () => {
  const other = { ...judged(1, 'automatic'), unitId: 'so-y-te' };
  const may = { ...judged(1, 'automatic'), month: '2020-05' };
  expect(shownEvaluations([judged(1, 'automatic'), other, may], approvedRevisions())).toHaveLength(3);
});
