import type { Month } from '../calendar/month.ts';
import type { Rule } from '../policy/rule.ts';
import { digestOf } from '../runtime/digest.ts';
import type { AcceptedReceipt } from '../snapshot/receipt.ts';
import type { Counts } from '../tally/tally.ts';
import { consequenceOf, type Evaluation, type Governing, type Ground, type Order } from './evaluation.ts';
import type { Evaluator } from './evaluator.ts';
import type { Judgement } from './judge-unit.ts';
import type { UnitToJudge } from './plan-month.ts';
import type { CanonicalCopy } from './read-canonical-copy.ts';
import type { Evidence } from './render-evidence.ts';

/** A receipt with the canonical copy from which a month is judged. */
export type GoverningReceipt = AcceptedReceipt & CanonicalCopy;

export interface EvaluationFacts {
  readonly evaluator: Evaluator;
  readonly rule: Rule;
  readonly month: Month;
  readonly revision: number;
  readonly sourceId: string | null;
  readonly judgement: Judgement;
  /** What it rests on; null where no governing snapshot came. */
  readonly grounds: { governing: Governing; counts: Counts | null; evidence: Evidence | null } | null;
  /** The kept rows of the registry by which it was judged. */
  readonly registry: Ground | null;
  readonly manifest: Ground | null;
  /** Who ordered it, and why; null for a first revision. */
  readonly order: Order | null;
}

/**
 * The evaluation of a unit's month. The same facts give the same bytes and so the same digest, whenever they are
 * judged.
 *
 * @param recordedAt the time of the event, ISO 8601 in UTC
 */
export function buildEvaluation(
  { unit, rules }: Pick<UnitToJudge, 'unit' | 'rules'>,
  { evaluator, rule, month, revision, sourceId, judgement, grounds, registry, manifest, order }: EvaluationFacts,
  recordedAt: string,
): Evaluation {
  const content = {
    unitId: unit.unitId,
    unitName: unit.name,
    tier: unit.tier,
    month,
    rule,
    revision,
    evaluatorVersion: evaluator.version,
    ...judgement,
    basis: rules.policy?.basis ?? null,
    policyId: rules.policy?.policyId ?? null,
    consequence: rules.policy && consequenceOf(rules.policy, judgement.band),
    sourceId,
    counts: grounds?.counts ?? null,
    governing: grounds?.governing ?? null,
    evidence: grounds?.evidence ? evidenceOf(grounds.evidence) : null,
    registry,
    manifest,
    order,
  };
  return { ...content, digest: digestOf(contentOf(content)), recordedAt };
}

/**
 * What the digest of an evaluation covers: all but the digest and the time of recording, as far as its version of the
 * evaluator knew it.
 */
export function contentOf(evaluation: Omit<Evaluation, 'digest' | 'recordedAt'> & Partial<Evaluation>): object {
  const { digest: _digest, recordedAt: _recordedAt, ...content } = evaluation;
  if (content.evaluatorVersion > 1) return content;
  const {
    rule: _rule,
    registry: _registry,
    manifest: _manifest,
    order: _order,
    band: _band,
    governing,
    ...known
  } = content;
  return { ...known, governing: governing && governingOfVersion1(governing) };
}

function governingOfVersion1({ day, fileNumber, canonicalKey, canonicalDigest }: Governing) {
  return { day, fileNumber, canonicalKey, canonicalDigest };
}

/** What an evaluation keeps of the receipt of its governing file: a correction of that day replaces the receipt. */
export function governingOf(receipt: GoverningReceipt, reading: Governing['reading'] = 'as-last-seen'): Governing {
  const { day, fileNumber, canonicalKey, canonicalDigest, objectKey, objectDigest, stateDigest } = receipt;
  return { day, fileNumber, canonicalKey, canonicalDigest, objectKey, objectDigest, stateDigest, reading };
}

function evidenceOf({ key, digest, overdueRows, unknownRows }: Evidence): Evaluation['evidence'] {
  return { key, digest, overdueRows, unknownRows };
}
