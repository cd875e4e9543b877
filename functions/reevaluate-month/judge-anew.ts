import type { Month } from '../../shared/calendar/month.ts';
import { dayAt, ZoneOffsets } from '../../shared/calendar/zone.ts';
import { governingOf } from '../../shared/evaluation/build-evaluation.ts';
import { isTellingDifference } from '../../shared/evaluation/compare-revisions.ts';
import { dueMonth } from '../../shared/evaluation/due-plans.ts';
import {
  countFromCopy,
  type EvaluatedUnit,
  type EvaluationTerms,
  evaluateCounted,
  evaluateWithoutData,
} from '../../shared/evaluation/evaluate-units.ts';
import { type Evaluation, FIRST_REVISION, type Governing } from '../../shared/evaluation/evaluation.ts';
import { currentEvaluator } from '../../shared/evaluation/evaluator.ts';
import { findGoverning, hasCanonicalCopy, isWaitOver } from '../../shared/evaluation/find-governing.ts';
import {
  type JudgingRegistry,
  type RegistryObject,
  type RegistryOfMonth,
  renderRegistry,
} from '../../shared/evaluation/judging-registry.ts';
import { latestRevisions } from '../../shared/evaluation/latest-revisions.ts';
import { findFirstDays } from '../../shared/evaluation/load-registry.ts';
import type { MonthPlan, UnitToJudge } from '../../shared/evaluation/plan-month.ts';
import { readCanonicalCopy } from '../../shared/evaluation/read-canonical-copy.ts';
import { incomparableUnits } from './comparable-units.ts';
import type { ReevaluationOrder } from './order.ts';
import type { ReevaluationStores } from './stores.ts';
import { keyOf, type UnitAndRule, unitsOf } from './unit-and-rule.ts';

/** A unit's month as it stands (null: it was not judged), and as it would be judged today, with what that one names. */
export interface JudgedAnew {
  readonly before: Evaluation | null;
  readonly after: Pick<EvaluatedUnit, 'evaluation' | 'evidence' | 'manifest'>;
}

export interface MonthJudgedAnew {
  readonly month: Month;
  readonly registry: RegistryObject;
  readonly unitsJudgedAnew: number;
  /** Those of them whose verdict, figures, consequence or list of dossiers would change. */
  readonly changed: readonly JudgedAnew[];
  /** Evaluations of units that today's registry does not have judged for the month: they stay as they are. */
  readonly noLongerJudged: readonly Evaluation[];
  /** Those, and the evaluations of units that cannot be judged anew today, for whatever reason. */
  readonly notJudgedAnew: readonly Evaluation[];
  /** Of the units that the order names, those that are neither judged for the month nor were. */
  readonly unknownUnitIds: readonly string[];
}

/** What all months of an order have in common. */
export interface Judging {
  readonly order: ReevaluationOrder;
  /** When it came, ISO 8601 in UTC. */
  readonly at: string;
  /** The province's. */
  readonly timeZone: string;
  readonly stores: ReevaluationStores;
}

/** Judges one month of an order by a registry and the governing files as they stand now. Nothing is written. */
export async function judgeAnew(
  month: Month,
  wholeRegistry: JudgingRegistry,
  judging: Judging,
): Promise<MonthJudgedAnew> {
  const { order, at, timeZone, stores } = judging;
  const firstDays = await findFirstDays(wholeRegistry.sources, stores.receipts);
  const { registry, plans } = dueMonth(wholeRegistry, month, firstDays, { scheduledAtMs: Date.parse(at), timeZone });
  const ofMonth = await stores.evaluations.byMonth(month);
  const latest = new Map(latestRevisions(ofMonth).map((one) => [keyOf(one), one]));
  const object = renderRegistry(registry);
  const judged: UnitAndRule[] = [];
  const changed: JudgedAnew[] = [];
  for (const plan of plans) {
    const terms = termsOf(plan, order, latest, { registry, object, at });
    for (const { evaluation, evidence, manifest } of await judgePlan(plan, terms, judging)) {
      const { unitId, rule } = evaluation;
      const one = { before: latest.get(keyOf(evaluation)) ?? null, after: { evaluation, evidence, manifest } };
      judged.push({ unitId, rule });
      if (isChange(one)) changed.push(one);
    }
  }
  const standing = [...latest.values()].filter(({ unitId }) => isOrdered(unitId, order));
  const planned = plans.flatMap(unitsOf);
  const known = new Set([...planned, ...standing].map(({ unitId }) => unitId));
  return {
    month,
    registry: object,
    unitsJudgedAnew: judged.length,
    changed,
    noLongerJudged: without(standing, planned),
    notJudgedAnew: without(standing, judged),
    unknownUnitIds: (order.unitIds ?? []).filter((unitId) => !known.has(unitId)),
  };
}

function isChange({ before, after }: JudgedAnew): boolean {
  return before === null || isTellingDifference(before, after.evaluation);
}

async function judgePlan(
  plan: MonthPlan,
  terms: EvaluationTerms,
  { order, at, timeZone, stores }: Judging,
): Promise<EvaluatedUnit[]> {
  const units = plan.units.filter(({ unit }) => isOrdered(unit.unitId, order));
  if (units.length === 0) return [];
  const governing = await governingFor(plan, order, stores);
  if (governing !== null) {
    const countable = await countableFrom(plan, units, governing, stores);
    return judgeFromCopy(plan, countable, governing, terms, stores);
  }
  // Without a copy of the day that the order names there is nothing to say of this source.
  if (order.countFrom !== undefined || !isWaitOver(plan, dayAt(Date.parse(at), timeZone))) return [];
  return units.map((unit) => evaluateWithoutData(plan, unit, terms));
}

/** From a later day's copy only units are counted of which it shows all that the governing one does. */
async function countableFrom(
  plan: MonthPlan,
  units: readonly UnitToJudge[],
  governing: Governing,
  { receipts, bucket }: ReevaluationStores,
): Promise<readonly UnitToJudge[]> {
  if (governing.reading === 'as-last-seen') return units;
  const base = await findGoverning(plan, receipts);
  if (base === null) return [];
  const [then, now] = [readCanonicalCopy(bucket, base), readCanonicalCopy(bucket, governing)];
  const incomparable = await incomparableUnits(then, now, plan.period);
  return units.filter(({ unit }) => !incomparable.has(unit.unitId));
}

async function judgeFromCopy(
  plan: MonthPlan,
  units: readonly UnitToJudge[],
  governing: Governing,
  terms: EvaluationTerms,
  { bucket }: ReevaluationStores,
): Promise<EvaluatedUnit[]> {
  const counted = await countFromCopy(plan, units, governing, readCanonicalCopy(bucket, governing), terms);
  return counted.map((one) => evaluateCounted(plan, one, governing, terms));
}

async function governingFor(
  plan: MonthPlan,
  { countFrom }: ReevaluationOrder,
  { receipts }: ReevaluationStores,
): Promise<Governing | null> {
  if (countFrom === undefined) {
    const governing = await findGoverning(plan, receipts);
    return governing && governingOf(governing);
  }
  if (countFrom <= plan.period.lastDay) return null; // it does not show the whole month
  const receipt = plan.source && (await receipts.accepted(plan.source.sourceId, countFrom));
  return receipt !== null && hasCanonicalCopy(receipt) ? governingOf(receipt, 'as-stated') : null;
}

function termsOf(
  { rule }: MonthPlan,
  { actor, reason }: ReevaluationOrder,
  latest: ReadonlyMap<string, Evaluation>,
  { registry, object, at }: { registry: RegistryOfMonth; object: RegistryObject; at: string },
): EvaluationTerms {
  return {
    evaluator: currentEvaluator,
    registry: { key: object.key, digest: object.digest },
    order: { actor, reason },
    zone: new ZoneOffsets(registry.timeZone),
    revisionOf: (unitId) => (latest.get(keyOf({ unitId, rule }))?.revision ?? FIRST_REVISION - 1) + 1,
    recordedAtOf: () => at,
  };
}

function without(evaluations: readonly Evaluation[], others: readonly UnitAndRule[]): Evaluation[] {
  const keys = new Set(others.map(keyOf));
  return evaluations.filter((evaluation) => !keys.has(keyOf(evaluation)));
}

function isOrdered(unitId: string, { unitIds }: ReevaluationOrder): boolean {
  return unitIds === undefined || unitIds.includes(unitId);
}
