import type { Day } from '../../../shared/calendar/day.ts';
import { monthRulesOf } from '../../../shared/policy/month-rules.ts';
import { type MonthToTally, monthsByUnit, monthsToTally } from '../../../shared/tally/months-to-tally.ts';
import type { Tier } from '../../../shared/unit/unit.ts';
import { snapshotDays, TIME_ZONE, yardstickUnits } from './source.ts';

const tiers: readonly Tier[] = ['province', 'district'];

/** The months that a day's snapshot shows of each unit, counted by the rules without a policy. */
export function yardstickMonths(day: Day, asOfMs: number): Map<string, MonthToTally[]> {
  const snapshotDay = {
    day,
    priorDay: null,
    hasCutOff: false,
    asOfMs,
    evaluateFrom: snapshotDays[1].slice(0, 7),
    timeZone: TIME_ZONE,
  };
  return monthsByUnit(
    yardstickUnits,
    tiers.map((tier) => [tier, monthsToTally([], tier, snapshotDay)] as const),
    (tier, month) => monthRulesOf([], tier, month, TIME_ZONE).period,
  );
}
