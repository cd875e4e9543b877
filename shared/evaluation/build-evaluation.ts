import type { Month } from '../calendar/month.ts';
import { digestOf } from '../runtime/digest.ts';
import type { AcceptedReceipt } from '../snapshot/receipt.ts';
import type { Counts } from '../tally/tally.ts';
import { consequenceOf, type Evaluation } from './evaluation.ts';
import { EVALUATOR_VERSION, type Judgement } from './judge-unit.ts';
import type { UnitToJudge } from './plan-month.ts';
import type { CanonicalCopy } from './read-canonical-copy.ts';
import type { Evidence } from './render-evidence.ts';

/** The revision that the daily evaluation makes; a re-evaluation that an admin orders makes the later ones. */
export const FIRST_REVISION = 1;

/** A receipt with the canonical copy from which a month is judged. */
export type GoverningReceipt = AcceptedReceipt & CanonicalCopy;

export interface EvaluationFacts {
  readonly month: Month;
  readonly revision: number;
  readonly sourceId: string | null;
  readonly judgement: Judgement;
  /** What it rests on; null where no governing snapshot came. */
  readonly grounds: { governing: GoverningReceipt; counts: Counts; evidence: Evidence | null } | null;
}

/**
 * The evaluation of a unit's month. The same facts give the same bytes and so the same digest, whenever they are
 * judged.
 *
 * @param recordedAt the time of the event, ISO 8601 in UTC
 */
export function buildEvaluation(
  { unit, rules }: Pick<UnitToJudge, 'unit' | 'rules'>,
  { month, revision, sourceId, judgement, grounds }: EvaluationFacts,
  recordedAt: string,
): Evaluation {
  const content = {
    unitId: unit.unitId,
    unitName: unit.name,
    tier: unit.tier,
    month,
    revision,
    evaluatorVersion: EVALUATOR_VERSION,
    ...judgement,
    basis: rules.policy?.basis ?? null,
    policyId: rules.policy?.policyId ?? null,
    consequence: rules.policy && consequenceOf(rules.policy),
    sourceId,
    counts: grounds?.counts ?? null,
    governing: grounds === null ? null : governingOf(grounds.governing),
    evidence: grounds?.evidence ? evidenceOf(grounds.evidence) : null,
  };
  return { ...content, digest: digestOf(content), recordedAt };
}

function governingOf(receipt: GoverningReceipt): Evaluation['governing'] {
  const { day, fileNumber, canonicalKey, canonicalDigest } = receipt;
  return { day, fileNumber, canonicalKey, canonicalDigest };
}

function evidenceOf({ key, digest, overdueRows, unknownRows }: Evidence): Evaluation['evidence'] {
  return { key, digest, overdueRows, unknownRows };
}
