import { addMonths } from '../../shared/calendar/month.ts';
import { type GoverningReceipt, governingOf } from '../../shared/evaluation/build-evaluation.ts';
import { comparePast, noteShown } from '../../shared/evaluation/compare-past.ts';
import { plansOf } from '../../shared/evaluation/due-plans.ts';
import { countFromCopy } from '../../shared/evaluation/evaluate-units.ts';
import type { Evaluation, Governing } from '../../shared/evaluation/evaluation.ts';
import { currentEvaluator } from '../../shared/evaluation/evaluator.ts';
import { type RegistryOfMonth, registryOfMonth } from '../../shared/evaluation/judging-registry.ts';
import { noticeChangedPast } from '../../shared/evaluation/notice-changed-past.ts';
import type { MonthPlan, UnitToJudge } from '../../shared/evaluation/plan-month.ts';
import { readCanonicalCopy } from '../../shared/evaluation/read-canonical-copy.ts';
import type { UnitMonth } from '../../shared/evaluation/unit-month.ts';
import type { Run } from './run.ts';
import type { EvaluateStores } from './stores.ts';

/**
 * Holds the month before against the copy by which a month is about to be judged: entering completions afterwards is the
 * oldest way to mend a rate. Every unit of which that copy would give other counts gets a finding. It comes before the
 * first evaluation of the new month is kept, so that a run that is cut off looks back again.
 *
 * @param registry of the month that is judged: it holds the rows of the month before, too
 * @returns how many units' past changed, as far as this run found
 */
export async function lookBack(
  plan: MonthPlan,
  governing: GoverningReceipt,
  registry: RegistryOfMonth,
  run: Run,
  stores: EvaluateStores,
): Promise<number> {
  const month = addMonths(plan.month, -1);
  const before = plansOf(registryOfMonth(registry, month, run.zone.timeZone)).filter(
    ({ rule, source }) => rule === plan.rule && source?.sourceId === plan.source?.sourceId,
  );
  let found = 0;
  for (const judgedPlan of before) {
    const unitIds = judgedPlan.units.map(({ unit }) => unit.unitId);
    const judged = await stores.judgedMonths.of(month, plan.rule, unitIds);
    const byCopy = Map.groupBy(judged.filter(isOf(judgedPlan)), ({ governing: by }) => by?.canonicalKey);
    for (const evaluations of byCopy.values()) {
      found += await compareCopies(judgedPlan, evaluations, governing, run, stores);
    }
  }
  return found;
}

function isOf({ source }: MonthPlan) {
  return ({ sourceId, governing }: Evaluation) => governing !== null && sourceId === source?.sourceId;
}

async function compareCopies(
  plan: MonthPlan,
  evaluations: readonly Evaluation[],
  later: GoverningReceipt,
  run: Run,
  stores: EvaluateStores,
): Promise<number> {
  const governing = evaluations[0]?.governing;
  if (governing === undefined || governing === null) return 0;
  const units = unitsOf(plan, evaluations);
  const then = await monthsOf(plan, units, governing, readCanonicalCopy(stores.bucket, governing), run);
  const shown = new Set<string>();
  const unitOf = unitOfOverdue(then);
  const overdueThen = new Set(unitOf.keys());
  const lines = noteShown(readCanonicalCopy(stores.bucket, later), unitOf, shown);
  const now = await monthsOf(plan, units, governingOf(later, 'as-stated'), lines, run);
  let found = 0;
  for (const evaluation of evaluations) {
    const [before, after] = [then.get(evaluation.unitId), now.get(evaluation.unitId)];
    const changed = before && after ? comparePast(before, after, shown, overdueThen) : null;
    if (changed === null) continue;
    const finding = noticeChangedPast(evaluation, changed, later, run.recordedAt);
    if (await stores.findings.notice(finding)) found++;
  }
  return found;
}

function unitsOf({ units }: MonthPlan, evaluations: readonly Evaluation[]): UnitToJudge[] {
  const judged = new Set(evaluations.map(({ unitId }) => unitId));
  return units.filter(({ unit }) => judged.has(unit.unitId));
}

async function monthsOf(
  plan: MonthPlan,
  units: readonly UnitToJudge[],
  governing: Governing,
  lines: Parameters<typeof countFromCopy>[3],
  { zone }: Run,
): Promise<ReadonlyMap<string, UnitMonth>> {
  const counted = await countFromCopy(plan, units, governing, lines, { zone, evaluator: currentEvaluator });
  return new Map(counted.map((one) => [one.unit.unit.unitId, one.counted]));
}

/** dossier code -> the unit of which it was overdue */
function unitOfOverdue(months: ReadonlyMap<string, UnitMonth>): ReadonlyMap<string, string> {
  return new Map(
    [...months].flatMap(([unitId, { overdue }]) => overdue.map(({ dossierCode }) => [dossierCode, unitId] as const)),
  );
}
