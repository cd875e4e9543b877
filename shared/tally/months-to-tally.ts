import type { Day } from '../calendar/day.ts';
import { addMonths, type Month, monthOf, monthsBetween } from '../calendar/month.ts';
import type { Period } from '../calendar/period.ts';
import { type MonthRules, monthRulesOf } from '../policy/month-rules.ts';
import type { Policy } from '../policy/policy.ts';
import { OVERDUE_SHARE_RULE, type Rule } from '../policy/rule.ts';
import { governingDays } from '../snapshot/governing-days.ts';
import { latestFirst, rowOfMonth } from '../unit/row-of-month.ts';
import type { Tier, Unit } from '../unit/unit.ts';

/** A month that a day's snapshot shows for a tier. */
export interface MonthToTally extends MonthRules {
  readonly month: Month;
  /** Whether this day's snapshot may govern the month, as far as can be told when it comes. */
  readonly mayGovern: boolean;
  /** The day lies after the period: status, due date and unit are those last seen before its end. */
  readonly isAfterEnd: boolean;
}

/** What the choice of months depends on. */
export interface SnapshotDay {
  readonly day: Day;
  /** The nearest earlier day with an accepted snapshot of this source. */
  readonly priorDay: Day | null;
  readonly hasCutOff: boolean;
  /** The instant up to which the snapshot shows everything: an open month is counted as of it. Epoch milliseconds. */
  readonly asOfMs: number;
  /** Months before this one are not judged by this source. */
  readonly evaluateFrom: Month;
  /** The province's time zone. */
  readonly timeZone: string;
}

/** The open month, counted as of the day, and every month that this day's snapshot may govern. */
export function monthsToTally(
  policies: readonly Policy[],
  tier: Tier,
  snapshot: SnapshotDay,
  rule: Rule = OVERDUE_SHARE_RULE,
): MonthToTally[] {
  const calendarMonth = monthOf(snapshot.day);
  const candidates = monthsBetween(addMonths(calendarMonth, -1), addMonths(calendarMonth, 1));
  return [...candidates]
    .map((month) => ({ ...monthRulesOf(policies, tier, month, snapshot.timeZone, rule), month }))
    .map((rules) => ({
      ...rules,
      mayGovern: mayGovern(rules, snapshot),
      isAfterEnd: snapshot.day > rules.period.lastDay,
    }))
    .filter(({ mayGovern, period }) => mayGovern || isWithin(snapshot.day, period))
    .map((rules) => ({ ...rules, period: { ...rules.period, endMs: Math.min(rules.period.endMs, snapshot.asOfMs) } }));
}

function isWithin(day: Day, period: { firstDay: Day; lastDay: Day }): boolean {
  return period.firstDay <= day && day <= period.lastDay;
}

/** The preferred day governs; a later one within the wait only while no earlier one of them has come. */
function mayGovern(rules: MonthRules & { month: Month }, snapshot: SnapshotDay): boolean {
  const days = governingDays(rules.period, rules.waitDays, snapshot.hasCutOff);
  const [preferred] = days;
  if (rules.month < snapshot.evaluateFrom || preferred === undefined || !days.includes(snapshot.day)) return false;
  return snapshot.priorDay === null || snapshot.priorDay < preferred;
}

/** A unit as far as its tier goes: dated rows. */
type TieredUnit = Pick<Unit, 'unitId' | 'tier' | 'validFrom' | 'validTo'>;

/**
 * unit -> its months, each by the rules of the tier in which the unit is judged for it; of a unit that is not judged for
 * a month, by those of its latest row.
 *
 * @param periodOf also of months that the day does not show for a tier
 */
export function monthsByUnit(
  units: readonly TieredUnit[],
  monthsOfTiers: Iterable<readonly [Tier, readonly MonthToTally[]]>,
  periodOf: (tier: Tier, month: Month) => Period,
): Map<string, MonthToTally[]> {
  const monthsOf = new Map(monthsOfTiers);
  const names = new Set([...monthsOf.values()].flat().map(({ month }) => month));
  const rowsByUnit = Map.groupBy(units, ({ unitId }) => unitId);
  const months = new Map<string, MonthToTally[]>();
  for (const name of [...names].toSorted()) {
    const daysOf = memoized((tier) => periodOf(tier, name));
    for (const [unitId, rows] of rowsByUnit) {
      const row = rowOfMonth(rows, name, daysOf) ?? rows.toSorted(latestFirst)[0];
      const shown = row && monthsOf.get(row.tier)?.find(({ month }) => month === name);
      if (shown) months.set(unitId, [...(months.get(unitId) ?? []), shown]);
    }
  }
  return months;
}

function memoized<Result>(resultOf: (tier: Tier) => Result): (tier: Tier) => Result {
  const known = new Map<Tier, Result>();
  return (tier) => {
    const result = known.get(tier) ?? resultOf(tier);
    known.set(tier, result);
    return result;
  };
}
