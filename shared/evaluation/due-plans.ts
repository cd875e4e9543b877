import type { Day } from '../calendar/day.ts';
import { type Month, monthOf, monthsBetween } from '../calendar/month.ts';
import { dayAt } from '../calendar/zone.ts';
import { ruleSchema } from '../policy/rule.ts';
import { type JudgedSource, type JudgingRegistry, type RegistryOfMonth, registryOfMonth } from './judging-registry.ts';
import { isJudged, type MonthPlan, planMonth } from './plan-month.ts';

/** sourceId -> the day of its first accepted snapshot, or null */
export type FirstDays = ReadonlyMap<string, Day | null>;

/** A month that has ended, with what is to be judged of it. */
export interface DueMonth {
  readonly month: Month;
  readonly registry: RegistryOfMonth;
  readonly plans: readonly MonthPlan[];
}

/** At which instant it is asked what is due, and in which zone months end. */
export interface Moment {
  readonly scheduledAtMs: number;
  /** The province's. */
  readonly timeZone: string;
}

/** Every month that has ended and is judged, by each rule: from the first month of the source that counts for a unit on. */
export function* dueMonths(registry: JudgingRegistry, firstDays: FirstDays, moment: Moment): Generator<DueMonth> {
  const first = firstMonth(registry.sources, firstDays);
  if (first === null) return;
  const last = monthOf(dayAt(moment.scheduledAtMs, moment.timeZone));
  for (const month of monthsBetween(first, last)) {
    const due = dueMonth(registry, month, firstDays, moment);
    if (due.plans.length > 0) yield due;
  }
}

/** What is to be judged of one month; without plans where it has not ended, or is judged from no source. */
export function dueMonth(
  wholeRegistry: JudgingRegistry,
  month: Month,
  firstDays: FirstDays,
  { scheduledAtMs, timeZone }: Moment,
): DueMonth {
  const registry = registryOfMonth(wholeRegistry, month, timeZone);
  const plans = plansOf(registry).filter(
    (plan) => plan.period.endMs <= scheduledAtMs && isDue(plan, registry.sources, firstDays),
  );
  return { month, registry, plans };
}

/** Every plan of a kept month, by each rule. */
export function plansOf(registry: RegistryOfMonth): MonthPlan[] {
  return ruleSchema.options.flatMap((rule) => planMonth(registry, registry.month, registry.timeZone, rule));
}

/** Units that no source counts for are judged from the first month that any source is judged for. */
function isDue(plan: MonthPlan, sources: readonly JudgedSource[], firstDays: FirstDays): boolean {
  const candidates = plan.source === null ? sources : [plan.source];
  return candidates.some((source) => isJudged(source, plan, firstDays.get(source.sourceId) ?? null));
}

function firstMonth(sources: readonly JudgedSource[], firstDays: FirstDays): Month | null {
  const months = sources.map(({ sourceId, evaluateFrom }) => {
    const firstDay = firstDays.get(sourceId) ?? null;
    return evaluateFrom ?? (firstDay === null ? null : monthOf(firstDay));
  });
  return months.filter((month) => month !== null).toSorted()[0] ?? null;
}
