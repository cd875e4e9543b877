import { buildEvaluation, FIRST_REVISION, type GoverningReceipt } from '../../shared/evaluation/build-evaluation.ts';
import { countUnitMonths } from '../../shared/evaluation/count-unit-month.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { judgeUnit } from '../../shared/evaluation/judge-unit.ts';
import { noticeDifference } from '../../shared/evaluation/notice-difference.ts';
import type { MonthPlan, UnitToJudge } from '../../shared/evaluation/plan-month.ts';
import { readCanonicalCopy } from '../../shared/evaluation/read-canonical-copy.ts';
import { type Evidence, renderEvidence } from '../../shared/evaluation/render-evidence.ts';
import type { UnitMonth } from '../../shared/evaluation/unit-month.ts';
import type { CountedUnit } from '../../shared/evaluation/unit-month-counter.ts';
import { raise } from '../../shared/runtime/telemetry.ts';
import type { Tally } from '../../shared/tally/tally.ts';
import { forEachUnit } from './each-unit.ts';
import type { Run } from './run.ts';
import type { EvaluateStores } from './stores.ts';

/** What judging the units of a month came to. */
export interface JudgedUnits {
  readonly evaluations: readonly Evaluation[];
  /** Units without a verdict because the recount or the evidence did not agree. */
  readonly differing: number;
  /** What kept other units from being judged. */
  readonly failures: readonly unknown[];
}

/** A unit with all that its evaluation is made of. */
interface RecountedUnit {
  readonly unit: UnitToJudge;
  readonly month: UnitMonth;
  readonly tally: Tally | null;
}

/** Judges units by recounting the governing canonical copy, once it is read to its end and proven by its digest. */
export async function judgeFromCopy(
  plan: MonthPlan,
  pending: readonly UnitToJudge[],
  governing: GoverningReceipt,
  run: Run,
  stores: EvaluateStores,
): Promise<JudgedUnits> {
  const recounted = await recount(plan, pending, governing, run, stores);
  const { results, failures } = await forEachUnit(
    recounted,
    ({ unit }) => unit.unit.unitId,
    (unit) => judgeRecounted(unit, plan, governing, run, stores),
  );
  const evaluations = results.filter((evaluation) => evaluation !== null);
  return { evaluations, differing: results.length - evaluations.length, failures };
}

async function recount(
  plan: MonthPlan,
  pending: readonly UnitToJudge[],
  governing: GoverningReceipt,
  { zone }: Run,
  { bucket, tallies }: EvaluateStores,
): Promise<RecountedUnit[]> {
  const { sourceId, day } = governing;
  const lines = readCanonicalCopy(bucket, governing);
  const units = pending.map(toCountedUnit);
  const countedBy = (unitId: string) => plan.countedBy.get(unitId) ?? [];
  const isAfterEnd = day > plan.period.lastDay;
  const keys = units.map(({ unitId }) => ({ unitId, month: plan.month, sourceId, day }));
  const [months, tallied] = await Promise.all([
    countUnitMonths(lines, units, { countedBy, isAfterEnd, zone }),
    tallies.getMany(keys),
  ]);
  const tallyByUnit = new Map(tallied.map((tally) => [tally.unitId, tally]));
  return pending.flatMap((unit) => {
    const month = months.get(unit.unit.unitId);
    return month === undefined ? [] : [{ unit, month, tally: tallyByUnit.get(unit.unit.unitId) ?? null }];
  });
}

function toCountedUnit({ unit, rules }: UnitToJudge): CountedUnit {
  const { period, counting, basis } = rules;
  return { unitId: unit.unitId, period, counting, basis };
}

/** The evaluation that is kept, or null where the figures do not agree: then there is no verdict, but an alarm. */
async function judgeRecounted(
  { unit, month: counted, tally }: RecountedUnit,
  { month, source }: MonthPlan,
  governing: GoverningReceipt,
  run: Run,
  stores: EvaluateStores,
): Promise<Evaluation | null> {
  const judgement = judgeUnit(unit.rules, { ...counted, isInPart: unit.isCountedInPart });
  const evidence = renderEvidence(counted, { unitId: unit.unit.unitId, month, revision: FIRST_REVISION }, run.zone);
  const difference = noticeDifference(
    { unitId: unit.unit.unitId, month, governing, counted, tally, judgement, evidence },
    run.recordedAt,
  );
  if (difference !== null) {
    await stores.findings.notice(difference);
    raise('RecountDiffers');
    return null;
  }
  await keepEvidence(evidence, stores);
  const grounds = { governing, counts: counted.counts, evidence };
  const facts = { month, revision: FIRST_REVISION, sourceId: source?.sourceId ?? null, judgement, grounds };
  return stores.judgedMonths.keep(buildEvaluation(unit, facts, run.recordedAt));
}

async function keepEvidence(evidence: Evidence | null, { bucket }: EvaluateStores): Promise<void> {
  if (evidence !== null) await bucket.write(evidence.key, evidence.content, 'text/csv; charset=utf-8');
}
