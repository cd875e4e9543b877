import { DomainError } from '../runtime/domain-error.ts';

/**
 * What a version of the evaluator does in a way of its own. A version is added, never changed, whenever the same inputs
 * would give another evaluation: months judged by an older version are replayed by it.
 */
export interface Evaluator {
  readonly version: number;
  /** Whether an evaluation names its rule, the rows of the registry by which it was judged, and its manifest. */
  readonly namesGrounds: boolean;
  /** Whether what is missing of a unit that was merged or split is unknown to its successors. */
  readonly followsLineage: boolean;
  /** Whether dossiers of which it is not known that they are the unit's help it to the policy's least denominator. */
  readonly minimumCountsUnknown: boolean;
}

const evaluators: readonly Evaluator[] = [
  { version: 1, namesGrounds: false, followsLineage: false, minimumCountsUnknown: true },
  { version: 2, namesGrounds: true, followsLineage: true, minimumCountsUnknown: true },
  { version: 3, namesGrounds: true, followsLineage: true, minimumCountsUnknown: false },
];

/** @throws DomainError `EVALUATOR_UNKNOWN` for a version that this code does not have. */
export function evaluatorOf(version: number): Evaluator {
  const evaluator = evaluators.find((candidate) => candidate.version === version);
  if (evaluator !== undefined) return evaluator;
  throw new DomainError(
    'EVALUATOR_UNKNOWN',
    `Version ${version} of the evaluator is not in this code, which knows ${evaluators.map((one) => one.version).join(', ')}: use the release that made the evaluation, or a newer one.`,
  );
}

/** Raised whenever the same inputs would give another evaluation. */
export const EVALUATOR_VERSION = 3;

/** The one by which months are judged today. */
export const currentEvaluator = evaluatorOf(EVALUATOR_VERSION);
