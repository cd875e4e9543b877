import type { ZoneOffsets } from '../calendar/zone.ts';
import { buildEvaluation } from './build-evaluation.ts';
import { countUnitMonths, type Lines } from './count-unit-month.ts';
import type { Evaluation, Governing, Ground, Order } from './evaluation.ts';
import type { Evaluator } from './evaluator.ts';
import { judgeShare, judgeWithoutData, neverPassed } from './judge-unit.ts';
import { type ManifestObject, renderManifest } from './manifest.ts';
import type { MonthPlan, UnitToJudge } from './plan-month.ts';
import { type Evidence, renderEvidence } from './render-evidence.ts';
import { definitionOf } from './rule-definitions.ts';
import type { UnitMonth } from './unit-month.ts';

/** By what an evaluation is made, besides the plan and the lines; the same for the daily run, a re-evaluation and a replay. */
export interface EvaluationTerms {
  readonly evaluator: Evaluator;
  /** Where the plan's registry is kept. */
  readonly registry: Ground | null;
  readonly zone: ZoneOffsets;
  readonly order: Order | null;
  readonly revisionOf: (unitId: string) => number;
  /** ISO 8601 in UTC: the time of the event. */
  readonly recordedAtOf: (unitId: string) => string;
}

/** A unit's evaluation with the objects that it names, nothing of it kept yet. */
export interface EvaluatedUnit {
  readonly unit: UnitToJudge;
  readonly counted: UnitMonth | null;
  readonly evaluation: Evaluation;
  readonly evidence: Evidence | null;
  readonly manifest: ManifestObject | null;
}

/** A unit of a plan with its month, counted anew. */
export interface CountedUnitMonth {
  readonly unit: UnitToJudge;
  readonly counted: UnitMonth;
}

/** Counts units of a plan from the lines of a canonical copy, which is proven once the last of them is read. */
export async function countFromCopy(
  plan: MonthPlan,
  units: readonly UnitToJudge[],
  governing: Governing,
  lines: Lines,
  { zone, evaluator }: Pick<EvaluationTerms, 'zone' | 'evaluator'>,
): Promise<CountedUnitMonth[]> {
  const { counterOf } = definitionOf(plan.rule);
  const toCount = units.map(({ unit, rules }) => ({ unitId: unit.unitId, ...rules }));
  const months = await countUnitMonths(lines, toCount, counterOf, {
    countedBy: (unitId) => plan.countedBy.get(unitId) ?? [],
    isAfterEnd: governing.day > plan.period.lastDay && governing.reading === 'as-last-seen',
    zone,
    ...(evaluator.followsLineage && { missingAt: plan.answerableFor }),
    ...(plan.calendar !== undefined && { calendar: plan.calendar }),
  });
  return units.flatMap((unit) => {
    const counted = months.get(unit.unit.unitId);
    return counted === undefined ? [] : [{ unit, counted }];
  });
}

/** @throws DomainError `RATIO_TOO_LARGE` */
export function evaluateCounted(
  { rule, month, source }: MonthPlan,
  { unit, counted }: CountedUnitMonth,
  governing: Governing,
  { evaluator, registry, order, zone, revisionOf, recordedAtOf }: EvaluationTerms,
): EvaluatedUnit {
  const { unitId } = unit.unit;
  const revision = revisionOf(unitId);
  const { minimumCountsUnknown } = evaluator;
  const judged = judgeShare(unit.rules, { ...counted, isInPart: unit.isCountedInPart, minimumCountsUnknown });
  const blindness = (source && definitionOf(rule).blindnessOf?.(source)) ?? null;
  const judgement = blindness === null ? judged : neverPassed(judged, blindness);
  const evidence = renderEvidence(counted, { unitId, month, rule, revision }, zone);
  const grounds = { governing, counts: counted.counts, evidence };
  const sourceId = source?.sourceId ?? null;
  const facts = { evaluator, rule, month, revision, sourceId, judgement, grounds, registry, order };
  const manifest = evaluator.namesGrounds ? renderManifest(unit, facts, counted) : null;
  const named = manifest && { key: manifest.key, digest: manifest.digest };
  const evaluation = buildEvaluation(unit, { ...facts, manifest: named }, recordedAtOf(unitId));
  return { unit, counted, evaluation, evidence, manifest };
}

/** Evaluates units of a plan for which nothing came to count from. Never passed for want of data. */
export function evaluateWithoutData(
  { rule, month, source }: MonthPlan,
  unit: UnitToJudge,
  { evaluator, registry, order, revisionOf, recordedAtOf }: EvaluationTerms,
): EvaluatedUnit {
  const { unitId } = unit.unit;
  const missing = source === null ? 'no-counting-source' : 'governing-snapshot-missing';
  const facts = {
    evaluator,
    rule,
    month,
    revision: revisionOf(unitId),
    sourceId: source?.sourceId ?? null,
    judgement: judgeWithoutData(unit.rules, missing),
    grounds: null,
    registry,
    manifest: null,
    order,
  };
  const evaluation = buildEvaluation(unit, facts, recordedAtOf(unitId));
  return { unit, counted: null, evaluation, evidence: null, manifest: null };
}
