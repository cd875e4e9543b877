import { type Approval, type Approvals, approvalOf, isDraft } from '../evaluation/approval.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';

/**
 * What a revision counts for. In force: everything that follows, follows from it. Draft: nothing follows before somebody
 * approves it. Replaced: a later one is in force, or, of a draft, took its place before it was approved.
 */
export type Standing = 'in-force' | 'draft' | 'replaced';

export interface Revision {
  readonly evaluation: Evaluation;
  readonly standing: Standing;
  /** Null where the policy asks for none, or nobody has given it. */
  readonly approval: Approval | null;
}

/**
 * The revisions of one unit's month by one rule, the first one first. At most one is in force, and at most one, the last,
 * is a draft.
 */
export function revisionsOfMonth(evaluations: readonly Evaluation[], approvals: Approvals): Revision[] {
  const inOrder = evaluations.toSorted((one, other) => one.revision - other.revision);
  const inForce = inOrder.findLast((evaluation) => !isDraft(evaluation, approvals));
  const last = inOrder.at(-1);
  return inOrder.map((evaluation) => {
    const waits = evaluation === last ? 'draft' : 'replaced';
    const standing = evaluation === inForce ? 'in-force' : waits;
    return { evaluation, standing, approval: approvalOf(evaluation, approvals) };
  });
}

/** A unit's month by a rule as reports show it. */
export interface ShownEvaluation {
  /** The one in force; where none is, the draft. */
  readonly evaluation: Evaluation;
  /** `only`: it is a draft itself; `newer`: it is in force, and a later revision waits for approval. Null: no draft waits. */
  readonly draft: 'only' | 'newer' | null;
}

/** Of each unit's month by each rule the revision that reports show. A draft never displaces what is in force. */
export function shownEvaluations(evaluations: readonly Evaluation[], approvals: Approvals): ShownEvaluation[] {
  const byMonth = Map.groupBy(evaluations, ({ unitId, month, rule }) => `${month}#${rule}#${unitId}`);
  return [...byMonth.values()].flatMap((ofMonth) => shownOf(revisionsOfMonth(ofMonth, approvals)));
}

function shownOf(revisions: readonly Revision[]): ShownEvaluation[] {
  const inForce = revisions.find(({ standing }) => standing === 'in-force');
  const draft = revisions.find(({ standing }) => standing === 'draft');
  const shown = inForce ?? draft;
  if (shown === undefined) return [];
  const kind = inForce === undefined ? 'only' : 'newer';
  return [{ evaluation: shown.evaluation, draft: draft === undefined ? null : kind }];
}
