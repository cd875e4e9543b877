import { type Approvals, isDraft } from '../evaluation/approval.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { latestRevisions } from '../evaluation/latest-revisions.ts';
import type { DueTopic } from './due-topic.ts';
import type { Topic } from './notice.ts';

export interface UndecidedFacts {
  /** All revisions of the months in which a unit is undecided. */
  readonly evaluations: readonly Evaluation[];
  /** Of the same months. */
  readonly approvals: Approvals;
}

/**
 * What there is to tell of months that could not be decided: once per unit, month, rule and revision. Only the latest
 * revision that stands is told: what was judged since is no longer undecided. A draft is told to nobody.
 */
export function planUndecidedTopics({ evaluations, approvals }: UndecidedFacts): DueTopic[] {
  const standing = evaluations.filter((evaluation) => !isDraft(evaluation, approvals));
  return latestRevisions(standing)
    .filter(({ verdict }) => verdict === 'undecided')
    .map((evaluation) => ({ topic: undecidedTopic(evaluation), supersededBy: [] }));
}

function undecidedTopic(evaluation: Evaluation): Topic {
  const { unitId, unitName, month, rule, revision, reasons, overdue, unknown, denominator } = evaluation;
  const { threshold, basis, consequence, evidence } = evaluation;
  return {
    kind: 'undecided',
    topicId: `undecided#${unitId}#${month}#${rule}#${revision}`,
    unitId,
    unitName,
    rule,
    month,
    reasons,
    overdue,
    unknown,
    denominator,
    basis,
    threshold,
    legalBasis: consequence?.legalBasis ?? null,
    evidenceKey: evidence?.key ?? null,
  };
}
