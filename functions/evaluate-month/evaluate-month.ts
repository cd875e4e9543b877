import { dueMonths } from '../../shared/evaluation/due-plans.ts';
import { findFirstDays, loadRegistry } from '../../shared/evaluation/load-registry.ts';
import type { MonthPlan } from '../../shared/evaluation/plan-month.ts';
import { RegistryKeeper } from '../../shared/evaluation/registry-keeper.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Scheduled } from '../../shared/runtime/event.ts';
import { type JudgedMonth, judgeMonth } from './judge-month.ts';
import { findOwedLookBacks } from './look-back-if-due.ts';
import { runAt } from './run.ts';
import type { EvaluateStores } from './stores.ts';

/** What one run did, for the log. */
export interface Outcome {
  readonly judged: number;
  readonly exceeded: number;
  readonly undecided: number;
  /** Units without a verdict because the recount or the evidence did not agree. */
  readonly differing: number;
  /** Months whose governing file changed after they were judged, found by this run. */
  readonly changedFiles: number;
  /** Units of whose month before the governing copy of the next would give other counts, found by this run. */
  readonly changedPasts: number;
}

/**
 * Judges every month that has ended and can be judged: from each source's first month on, as soon as its governing
 * snapshot is in, or its wait is over. Months judged already are left as they are; a deduction that is still missing
 * from the ledger is made up for.
 *
 * @throws DomainError `EVALUATION_FAILED` after all other months are done, with the failures as its cause
 */
export async function evaluateMonths(
  { scheduledAt }: Scheduled,
  timeZone: string,
  stores: EvaluateStores,
): Promise<Outcome> {
  const run = runAt(scheduledAt, timeZone);
  stores.judgedMonths.beginRun();
  const registry = await loadRegistry(stores.registry);
  const firstDays = await findFirstDays(registry.sources, stores.receipts);
  const owed = await findOwedLookBacks(registry.sources, stores);
  const results: JudgedMonth[] = [];
  const failures: unknown[] = [];
  for (const { plans, registry: ofMonth } of dueMonths(registry, firstDays, { ...run, timeZone })) {
    const kept = new RegistryKeeper(ofMonth, stores.bucket);
    for (const plan of plans) {
      try {
        results.push(await judgeMonth(plan, kept, owed, run, stores));
      } catch (cause) {
        failures.push(failedAt(plan, cause));
      }
    }
  }
  if (failures.length > 0) throw failed(failures);
  return sumUp(results);
}

function sumUp(results: readonly JudgedMonth[]): Outcome {
  const evaluations = results.flatMap(({ fresh }) => fresh);
  return {
    judged: evaluations.length,
    exceeded: evaluations.filter(({ verdict }) => verdict === 'exceeded').length,
    undecided: evaluations.filter(({ verdict }) => verdict === 'undecided').length,
    differing: results.reduce((total, { differing }) => total + differing, 0),
    changedFiles: results.filter(({ hasChangedFile }) => hasChangedFile).length,
    changedPasts: results.reduce((total, { changedPasts }) => total + changedPasts, 0),
  };
}

function failedAt({ month, rule, source }: MonthPlan, cause: unknown): DomainError {
  const from = source === null ? 'without a source' : `from ${source.sourceId}`;
  return new DomainError('MONTH_NOT_JUDGED', `${month} ${from} could not be judged by ${rule}: ${String(cause)}`, {
    cause,
  });
}

function failed(failures: readonly unknown[]): DomainError {
  const message = `${failures.length} months could not be judged; all others are. ${failures.map(String).join(' ')}`;
  return new DomainError('EVALUATION_FAILED', message, { cause: new AggregateError(failures) });
}
