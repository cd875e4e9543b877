import type { GoverningReceipt } from '../../shared/evaluation/build-evaluation.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { findGoverning, isWaitOver } from '../../shared/evaluation/find-governing.ts';
import { noticeChangedFile } from '../../shared/evaluation/notice-changed-file.ts';
import type { MonthPlan, UnitToJudge } from '../../shared/evaluation/plan-month.ts';
import type { RegistryKeeper } from '../../shared/evaluation/registry-keeper.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { raise } from '../../shared/runtime/telemetry.ts';
import { forEachUnit } from './each-unit.ts';
import type { JudgedUnits } from './judge-from-copy.ts';
import { lookBackIfDue, type OwedLookBacks } from './look-back-if-due.ts';
import { recordDeduction } from './record-deduction.ts';
import type { Run } from './run.ts';
import type { EvaluateStores } from './stores.ts';
import { approvalsFor, watchDrafts } from './watch-drafts.ts';

/** An error's message names so many failures; its cause holds them all. */
const FAILURES_NAMED = 5;

export interface JudgedMonth {
  /** Evaluations that this run made. */
  readonly fresh: readonly Evaluation[];
  /** Units without a verdict because the recount or the evidence did not agree. */
  readonly differing: number;
  /** Whether this run found that the governing file changed after units were judged by it. */
  readonly hasChangedFile: boolean;
  /** Units of whose month before this run found that its governing copy would give other counts. */
  readonly changedPasts: number;
}

/**
 * Judges those units of a month that are not judged, enters what follows, and notices a governing file that changed.
 * What fails for one unit, or for all that are still to be judged, holds up nothing else.
 *
 * @throws DomainError `UNITS_FAILED` after everything else is done, with the failures as its cause
 */
export async function judgeMonth(
  plan: MonthPlan,
  registry: RegistryKeeper,
  owed: OwedLookBacks,
  run: Run,
  stores: EvaluateStores,
): Promise<JudgedMonth> {
  const unitIds = plan.units.map(({ unit }) => unit.unitId);
  const known = await stores.judgedMonths.of(plan.month, plan.rule, unitIds);
  const governing = await findGoverning(plan, stores.receipts);
  const pending = pendingOf(plan, known);
  const back = await lookBackIfDue(plan, known, governing, owed, registry.registry, run, stores);
  const fresh = await tryToJudge(plan, pending, governing, registry, run, stores);
  const judged = [...known, ...fresh.evaluations];
  const approvals = await approvalsFor(plan, judged, stores);
  const entered = await forEachUnit(
    judged,
    ({ unitId }) => unitId,
    (evaluation) => recordDeduction(evaluation, approvals, stores),
  );
  await watchDrafts(plan, judged, approvals, run, stores);
  const hasChangedFile = await noticeChange(plan, known, governing, run, stores);
  const failures = [...back.failures, ...fresh.failures, ...entered.failures];
  if (failures.length > 0) throw failed(failures);
  return { fresh: fresh.evaluations, differing: fresh.differing, hasChangedFile, changedPasts: back.found };
}

function failed(failures: readonly unknown[]): DomainError {
  const named = failures.slice(0, FAILURES_NAMED).map(String).join(' ');
  const more = failures.length > FAILURES_NAMED ? ` And ${failures.length - FAILURES_NAMED} more.` : '';
  return new DomainError('UNITS_FAILED', `${named}${more}`, { cause: new AggregateError(failures) });
}

function pendingOf(plan: MonthPlan, known: readonly Evaluation[]): UnitToJudge[] {
  const judged = new Set(known.map(({ unitId }) => unitId));
  return plan.units.filter(({ unit }) => !judged.has(unit.unitId));
}

async function tryToJudge(
  plan: MonthPlan,
  pending: readonly UnitToJudge[],
  governing: GoverningReceipt | null,
  registry: RegistryKeeper,
  run: Run,
  stores: EvaluateStores,
): Promise<JudgedUnits> {
  const mustWait = governing === null && !isWaitOver(plan, run.day);
  if (pending.length === 0 || mustWait) return { evaluations: [], differing: 0, failures: [] };
  try {
    const { judgePending } = await import('./judge-pending.ts'); // most days judge nothing
    return await judgePending(plan, pending, governing, registry, run, stores);
  } catch (failure) {
    return { evaluations: [], differing: 0, failures: [failure] };
  }
}

async function noticeChange(
  plan: MonthPlan,
  known: readonly Evaluation[],
  governing: GoverningReceipt | null,
  run: Run,
  { findings }: EvaluateStores,
): Promise<boolean> {
  if (plan.source === null || governing === null) return false;
  const finding = noticeChangedFile(plan.source, plan.month, known, governing, run.recordedAt);
  const isNew = finding !== null && (await findings.noticeForAlarm(finding));
  if (isNew) raise('GoverningFileChanged');
  return isNew;
}
