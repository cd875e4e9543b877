import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import { plansOf } from '../../shared/evaluation/due-plans.ts';
import {
  countFromCopy,
  type EvaluatedUnit,
  type EvaluationTerms,
  evaluateCounted,
  evaluateWithoutData,
} from '../../shared/evaluation/evaluate-units.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { evaluatorOf } from '../../shared/evaluation/evaluator.ts';
import type { RegistryOfMonth } from '../../shared/evaluation/judging-registry.ts';
import type { MonthPlan, UnitToJudge } from '../../shared/evaluation/plan-month.ts';
import { readCanonicalCopy } from '../../shared/evaluation/read-canonical-copy.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** Evaluations of one rule, revision, evaluator version, registry and governing copy. */
export interface ReplayGroup {
  readonly evaluations: readonly Evaluation[];
}

/** What came of replaying one: what it should be, or why that cannot be said. */
export interface Replayed {
  readonly stored: Evaluation;
  readonly replayed: EvaluatedUnit | DomainError;
}

/** Evaluates a group anew. What cannot be replayed is an answer, not an exception: the other groups go on. */
export async function replayGroup(
  { evaluations }: ReplayGroup,
  registry: RegistryOfMonth,
  bucket: Bucket,
): Promise<Replayed[]> {
  const storedOf = new Map(evaluations.map((evaluation) => [evaluation.unitId, evaluation]));
  const [first] = evaluations;
  if (first === undefined) return [];
  const results: Replayed[] = [];
  for (const plan of plansOf(registry)) {
    const units = plan.units.filter(({ unit }) => isOfPlan(plan, storedOf.get(unit.unitId)));
    if (units.length > 0) results.push(...(await tryPlan(plan, units, storedOf, registry, bucket)));
  }
  const done = new Set(results.map(({ stored }) => stored.unitId));
  const unplanned = evaluations.filter(({ unitId }) => !done.has(unitId));
  return [...results, ...unplanned.map((stored) => ({ stored, replayed: notPlanned(stored) }))];
}

function isOfPlan(plan: MonthPlan, stored: Evaluation | undefined): boolean {
  if (stored === undefined) return false;
  return stored.rule === plan.rule && stored.sourceId === (plan.source?.sourceId ?? null);
}

async function tryPlan(
  plan: MonthPlan,
  units: readonly UnitToJudge[],
  storedOf: ReadonlyMap<string, Evaluation>,
  registry: RegistryOfMonth,
  bucket: Bucket,
): Promise<Replayed[]> {
  const withStored = (unitId: string, replayed: Replayed['replayed']): Replayed[] => {
    const stored = storedOf.get(unitId);
    return stored === undefined ? [] : [{ stored, replayed }];
  };
  try {
    const evaluated = await evaluatePlan(plan, units, storedOf, registry, bucket);
    return evaluated.flatMap((unit) => withStored(unit.unit.unit.unitId, unit));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return units.flatMap(({ unit }) => withStored(unit.unitId, error));
  }
}

async function evaluatePlan(
  plan: MonthPlan,
  units: readonly UnitToJudge[],
  storedOf: ReadonlyMap<string, Evaluation>,
  { timeZone }: RegistryOfMonth,
  bucket: Bucket,
): Promise<EvaluatedUnit[]> {
  const [first] = storedOf.values();
  if (first === undefined) return [];
  const terms: EvaluationTerms = {
    evaluator: evaluatorOf(first.evaluatorVersion),
    registry: first.registry,
    order: first.order,
    zone: new ZoneOffsets(timeZone),
    revisionOf: () => first.revision,
    recordedAtOf: (unitId) => storedOf.get(unitId)?.recordedAt ?? first.recordedAt,
  };
  const { governing } = first;
  if (governing === null) return units.map((unit) => evaluateWithoutData(plan, unit, terms));
  const counted = await countFromCopy(plan, units, governing, readCanonicalCopy(bucket, governing), terms);
  return counted.map((one) => evaluateCounted(plan, one, governing, terms));
}

function notPlanned({ unitId, month, rule, sourceId }: Evaluation): DomainError {
  return new DomainError(
    'NOT_PLANNED',
    `By the registry kept with it, ${unitId} would not be judged for ${month} by ${rule} from ${sourceId ?? 'no source'}.`,
  );
}
