import type { GoverningReceipt } from '../../shared/evaluation/build-evaluation.ts';
import { type EvaluationTerms, evaluateWithoutData } from '../../shared/evaluation/evaluate-units.ts';
import { FIRST_REVISION } from '../../shared/evaluation/evaluation.ts';
import { currentEvaluator } from '../../shared/evaluation/evaluator.ts';
import type { MonthPlan, UnitToJudge } from '../../shared/evaluation/plan-month.ts';
import type { RegistryKeeper } from '../../shared/evaluation/registry-keeper.ts';
import { forEachUnit } from './each-unit.ts';
import { type JudgedUnits, judgeFromCopy } from './judge-from-copy.ts';
import type { Run } from './run.ts';
import type { EvaluateStores } from './stores.ts';

/**
 * Judges the units of a month that are not judged: by the governing copy, or, where the wait for one is over, as having
 * no data. Loaded when a month is to be judged: most days there is none.
 */
export async function judgePending(
  plan: MonthPlan,
  pending: readonly UnitToJudge[],
  governing: GoverningReceipt | null,
  registry: RegistryKeeper,
  run: Run,
  stores: EvaluateStores,
): Promise<JudgedUnits> {
  const terms = await firstTerms(registry, run);
  if (governing !== null) return judgeFromCopy(plan, pending, governing, terms, run, stores);
  const { results, failures } = await forEachUnit(
    pending,
    ({ unit }) => unit.unitId,
    (unit) => stores.judgedMonths.keep(evaluateWithoutData(plan, unit, terms).evaluation),
  );
  return { evaluations: results, differing: 0, failures };
}

async function firstTerms(registry: RegistryKeeper, { zone, recordedAt }: Run): Promise<EvaluationTerms> {
  return {
    evaluator: currentEvaluator,
    registry: await registry.keep(),
    order: null,
    zone,
    revisionOf: () => FIRST_REVISION,
    recordedAtOf: () => recordedAt,
  };
}
