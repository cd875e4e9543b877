import { type GoverningReceipt, governingOf } from '../../shared/evaluation/build-evaluation.ts';
import {
  countFromCopy,
  type EvaluatedUnit,
  type EvaluationTerms,
  evaluateCounted,
} from '../../shared/evaluation/evaluate-units.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { keepGrounds } from '../../shared/evaluation/keep-grounds.ts';
import { noticeDifference } from '../../shared/evaluation/notice-difference.ts';
import type { MonthPlan, UnitToJudge } from '../../shared/evaluation/plan-month.ts';
import { readCanonicalCopy } from '../../shared/evaluation/read-canonical-copy.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { OVERDUE_SHARE_RULE } from '../../shared/policy/rule.ts';
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

/** Judges units by recounting the governing canonical copy, once it is read to its end and proven by its digest. */
export async function judgeFromCopy(
  plan: MonthPlan,
  pending: readonly UnitToJudge[],
  governing: GoverningReceipt,
  terms: EvaluationTerms,
  run: Run,
  stores: EvaluateStores,
): Promise<JudgedUnits> {
  const lines = readCanonicalCopy(stores.bucket, governing);
  const [counted, tallies] = await Promise.all([
    countFromCopy(plan, pending, governingOf(governing), lines, terms),
    tallied(plan, pending, governing, stores),
  ]);
  const { results, failures } = await forEachUnit(
    counted,
    ({ unit }) => unit.unit.unitId,
    (one) => {
      const evaluated = evaluateCounted(plan, one, governingOf(governing), terms);
      return keepUnlessDiffering(evaluated, tallies.get(one.unit.unit.unitId) ?? null, governing, run, stores);
    },
  );
  const evaluations = results.filter((evaluation) => evaluation !== null);
  return { evaluations, differing: results.length - evaluations.length, failures };
}

/** unitId -> what ingest tallied of it on the governing day; it tallies for one rule only. */
async function tallied(
  { rule, month }: MonthPlan,
  pending: readonly UnitToJudge[],
  { sourceId, day }: GoverningReceipt,
  { tallies }: EvaluateStores,
): Promise<ReadonlyMap<string, Tally>> {
  if (rule !== OVERDUE_SHARE_RULE) return new Map();
  const keys = pending.map(({ unit: { unitId } }) => ({ unitId, month, sourceId, day }));
  return new Map((await tallies.getMany(keys)).map((tally) => [tally.unitId, tally]));
}

/** The evaluation that is kept, or null where the figures do not agree: then there is no verdict, but an alarm. */
async function keepUnlessDiffering(
  evaluated: EvaluatedUnit,
  tally: Tally | null,
  governing: GoverningReceipt,
  run: Run,
  stores: EvaluateStores,
): Promise<Evaluation | null> {
  const difference = differenceOf(evaluated, tally, governing, run);
  if (difference !== null) {
    await stores.findings.notice(difference);
    raise('RecountDiffers');
    return null;
  }
  await keepGrounds(evaluated, stores.bucket);
  return stores.judgedMonths.keep(evaluated.evaluation);
}

function differenceOf(
  { evaluation, counted, evidence }: EvaluatedUnit,
  tally: Tally | null,
  governing: GoverningReceipt,
  { recordedAt }: Run,
): Finding | null {
  if (counted === null) return null;
  const { unitId, month } = evaluation;
  return noticeDifference({ unitId, month, governing, counted, tally, judgement: evaluation, evidence }, recordedAt);
}
