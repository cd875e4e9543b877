import { canonicalJson } from '../runtime/canonical-json.ts';
import type { Evaluation } from './evaluation.ts';

/** Why a new revision says something else than the one before it. */
export type ChangeCause =
  | 'first-evaluation'
  | 'governing-snapshot'
  | 'policy'
  | 'unit'
  | 'counting-source'
  | 'evaluator-version'
  | 'counts';

/** The fields by which a unit would know two evaluations apart; where they are equal, no revision is made. */
const tellingFields = [
  'tier',
  'verdict',
  'reasons',
  'overdue',
  'unknown',
  'denominator',
  'threshold',
  'basis',
  'consequence',
  'counts',
  'sourceId',
] as const satisfies readonly (keyof Evaluation)[];

/**
 * Whether a unit would notice the difference between two evaluations of its month: in the verdict, its figures and
 * consequence, or in the list of dossiers. Another file, or another row of the registry, that leads to the same is none.
 */
export function isTellingDifference(before: Evaluation, after: Evaluation): boolean {
  return tellingFields.some((field) => differs(before[field], after[field])) || differs(listOf(before), listOf(after));
}

/** What changed between two evaluations of a unit's month that can have made the difference. */
export function causesOf(before: Evaluation | null, after: Evaluation): ChangeCause[] {
  if (before === null) return ['first-evaluation'];
  const isChanged: readonly (readonly [ChangeCause, boolean])[] = [
    ['governing-snapshot', differs(copyOf(before), copyOf(after))],
    ['policy', differs(policyOf(before), policyOf(after))],
    ['unit', before.tier !== after.tier],
    ['counting-source', before.sourceId !== after.sourceId],
    ['evaluator-version', before.evaluatorVersion !== after.evaluatorVersion],
  ];
  const found = isChanged.filter(([, changed]) => changed).map(([cause]) => cause);
  return found.length > 0 ? found : ['counts'];
}

function listOf({ evidence }: Evaluation): string | null {
  return evidence?.digest ?? null;
}

function copyOf({ governing }: Evaluation): unknown {
  return governing && [governing.canonicalDigest, governing.reading];
}

function policyOf({ policyId, threshold, basis, consequence }: Evaluation): unknown {
  return { policyId, threshold, basis, consequence };
}

function differs(before: unknown, after: unknown): boolean {
  return canonicalJson(before) !== canonicalJson(after);
}
