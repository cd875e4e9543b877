import { contentOf } from '../../shared/evaluation/build-evaluation.ts';
import { plansOf } from '../../shared/evaluation/due-plans.ts';
import type { EvaluatedUnit } from '../../shared/evaluation/evaluate-units.ts';
import type { Evaluation, Ground } from '../../shared/evaluation/evaluation.ts';
import type { RegistryOfMonth } from '../../shared/evaluation/judging-registry.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** One way in which what is kept is not what the replay gives. */
export interface Difference {
  readonly unitId: string;
  readonly rule: string;
  readonly revision: number;
  /** A field of the evaluation, `evaluation` as a whole, `evidence`, `manifest`, `registry`, `order`, `approval`, or `replay` for what could not be replayed. */
  readonly what: string;
  readonly stored: string;
  readonly replayed: string;
}

export function differenceOf(
  { unitId, rule, revision }: Pick<Difference, 'unitId' | 'rule' | 'revision'>,
  what: string,
  stored: unknown,
  replayed: unknown,
): Difference {
  return { unitId, rule, revision, what, stored: asText(stored), replayed: asText(replayed) };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value ?? null);
}

/** Every difference between an evaluation as it is kept, with its objects, and as the replay gives it. */
export async function compareEvaluation(
  stored: Evaluation,
  replayed: EvaluatedUnit | DomainError,
  bucket: Bucket,
): Promise<Difference[]> {
  if (replayed instanceof DomainError) return [differenceOf(stored, 'replay', stored.digest, replayed.message)];
  return [
    ...compareFields(stored, replayed.evaluation),
    ...(await compareObject(stored, 'evidence', stored.evidence, bucket)),
    ...(await compareObject(stored, 'manifest', stored.manifest, bucket)),
  ];
}

function compareFields(stored: Evaluation, replayed: Evaluation): Difference[] {
  const [before, after] = [new Map(Object.entries(contentOf(stored))), new Map(Object.entries(contentOf(replayed)))];
  const fields = [...new Set([...before.keys(), ...after.keys()])];
  const differing = fields.filter((field) => asText(before.get(field)) !== asText(after.get(field)));
  const differences = differing.map((field) => differenceOf(stored, field, before.get(field), after.get(field)));
  // A digest that does not fit the very fields that it covers: the item was changed by hand.
  const isBroken = differences.length === 0 && stored.digest !== replayed.digest;
  return isBroken ? [differenceOf(stored, 'digest', stored.digest, replayed.digest)] : differences;
}

/** The object that an evaluation names must be there, and hold what its digest says. */
async function compareObject(
  stored: Evaluation,
  what: 'evidence' | 'manifest',
  ground: Ground | null,
  bucket: Bucket,
): Promise<Difference[]> {
  if (ground === null) return [];
  try {
    const digest = sha256(await bucket.read(ground.key));
    return digest === ground.digest ? [] : [differenceOf(stored, what, `${ground.key}: ${digest}`, ground.digest)];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [differenceOf(stored, what, error.message, ground.digest)];
  }
}

/** Revisions that must have been there, since later ones are. */
export function missingRevisions(kept: readonly Evaluation[]): Difference[] {
  const byUnit = Map.groupBy(kept, ({ unitId, rule }) => JSON.stringify([unitId, rule]));
  return [...byUnit.values()].flatMap((ofUnit) => {
    const known = new Set(ofUnit.map(({ revision }) => revision));
    const [first] = ofUnit;
    if (first === undefined) return [];
    return Array.from({ length: Math.max(...known) }, (_, index) => index + 1)
      .filter((revision) => !known.has(revision))
      .map((revision) => differenceOf({ ...first, revision }, 'evaluation', 'missing', 'made before a later revision'));
  });
}

/** Units that were to be judged, by the registry kept with the others, and have no evaluation. */
export function missingEvaluations(kept: readonly Evaluation[], registries: readonly RegistryOfMonth[]): Difference[] {
  const sources = new Set(kept.map(({ rule, sourceId }) => JSON.stringify([rule, sourceId])));
  const judged = new Set(kept.map(({ unitId, rule }) => JSON.stringify([unitId, rule])));
  const missing = new Map<string, Difference>();
  for (const plan of registries.flatMap(plansOf)) {
    if (!sources.has(JSON.stringify([plan.rule, plan.source?.sourceId ?? null]))) continue;
    for (const { unit } of plan.units) {
      const key = JSON.stringify([unit.unitId, plan.rule]);
      const lacking = { unitId: unit.unitId, rule: plan.rule, revision: 1 };
      if (!judged.has(key)) missing.set(key, differenceOf(lacking, 'evaluation', 'missing', 'to be judged'));
    }
  }
  return [...missing.values()];
}
