import type { Day } from '../../shared/calendar/day.ts';
import { type Month, monthOf, monthsBetween } from '../../shared/calendar/month.ts';
import { isJudged, type JudgingRegistry, type MonthPlan, planMonth } from '../../shared/evaluation/plan-month.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Scheduled } from '../../shared/runtime/event.ts';
import type { Source } from '../../shared/source/source.ts';
import { type JudgedMonth, judgeMonth } from './judge-month.ts';
import { type Run, runAt } from './run.ts';
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
  const registry = await loadRegistry(stores);
  const firstDays = await findFirstDays(registry.sources, stores);
  const results: JudgedMonth[] = [];
  const failures: unknown[] = [];
  for (const plan of plansDue(registry, firstDays, run)) {
    try {
      results.push(await judgeMonth(plan, run, stores));
    } catch (cause) {
      failures.push(failedAt(plan, cause));
    }
  }
  if (failures.length > 0) throw failed(failures);
  return sumUp(results);
}

async function loadRegistry({ registry }: EvaluateStores): Promise<JudgingRegistry> {
  const [units, unitSources, policies, sources] = await Promise.all([
    registry.units(),
    registry.unitSources(),
    registry.policies(),
    registry.sources(),
  ]);
  return { units, unitSources, policies, sources };
}

/** sourceId -> the day of its first accepted snapshot, or null */
type FirstDays = ReadonlyMap<string, Day | null>;

async function findFirstDays(sources: readonly Source[], { receipts }: EvaluateStores): Promise<FirstDays> {
  const found = await Promise.all(sources.map(({ sourceId }) => receipts.firstAccepted(sourceId)));
  return new Map(sources.map(({ sourceId }, position) => [sourceId, found[position]?.day ?? null]));
}

function* plansDue(registry: JudgingRegistry, firstDays: FirstDays, run: Run): Generator<MonthPlan> {
  const first = firstMonth(registry.sources, firstDays);
  if (first === null) return;
  for (const month of monthsBetween(first, monthOf(run.day))) {
    for (const plan of planMonth(registry, month, run.zone.timeZone)) {
      if (plan.period.endMs <= run.scheduledAtMs && isDue(plan, registry.sources, firstDays)) yield plan;
    }
  }
}

/** Units that no source counts for are judged from the first month that any source is judged for. */
function isDue(plan: MonthPlan, sources: readonly Source[], firstDays: FirstDays): boolean {
  const candidates = plan.source === null ? sources : [plan.source];
  return candidates.some((source) => isJudged(source, plan, firstDays.get(source.sourceId) ?? null));
}

function firstMonth(sources: readonly Source[], firstDays: FirstDays): Month | null {
  const months = sources.map(({ sourceId, evaluateFrom }) => {
    const firstDay = firstDays.get(sourceId) ?? null;
    return evaluateFrom ?? (firstDay === null ? null : monthOf(firstDay));
  });
  return months.filter((month) => month !== null).toSorted()[0] ?? null;
}

function sumUp(results: readonly JudgedMonth[]): Outcome {
  const evaluations = results.flatMap(({ fresh }) => fresh);
  return {
    judged: evaluations.length,
    exceeded: evaluations.filter(({ verdict }) => verdict === 'exceeded').length,
    undecided: evaluations.filter(({ verdict }) => verdict === 'undecided').length,
    differing: results.reduce((total, { differing }) => total + differing, 0),
    changedFiles: results.filter(({ hasChangedFile }) => hasChangedFile).length,
  };
}

function failedAt({ month, source }: MonthPlan, cause: unknown): DomainError {
  const from = source === null ? 'without a source' : `from ${source.sourceId}`;
  return new DomainError('MONTH_NOT_JUDGED', `${month} ${from} could not be judged: ${String(cause)}`, { cause });
}

function failed(failures: readonly unknown[]): DomainError {
  const message = `${failures.length} months could not be judged; all others are. ${failures.map(String).join(' ')}`;
  return new DomainError('EVALUATION_FAILED', message, { cause: new AggregateError(failures) });
}
