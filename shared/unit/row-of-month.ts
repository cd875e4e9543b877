import { lastDayOf, type Month } from '../calendar/month.ts';
import type { Period } from '../calendar/period.ts';
import { isInForce, type Validity } from '../calendar/validity.ts';
import type { Tier } from './unit.ts';

/** A dated row of a unit, as far as its tier goes. */
export type TieredRow = Validity & { readonly tier: Tier };

/** The days of a month's period, by the policy of a tier. */
export type DaysOfTier = (tier: Tier) => Pick<Period, 'firstDay' | 'lastDay'>;

/**
 * The row by whose tier a unit is judged for a month: the one of the calendar month's last day, whatever day the tier's
 * period ends on; of a unit that is no more on that day, the latest one before. Tiers may have periods that end on
 * different days, and a unit that changes between them in those days is so judged once, not twice or never. In any case
 * the unit must be there on the last day of the period by which it is judged.
 *
 * @param rows of one unit, in any order, no two of them in force on one day
 * @returns null where the unit is not judged for the month
 */
export function rowOfMonth<Row extends TieredRow>(rows: readonly Row[], month: Month, daysOf: DaysOfTier): Row | null {
  const begun = rows.filter(({ validFrom }) => validFrom <= lastDayOf(month)).toSorted(latestFirst);
  const judging = begun.find((row) => {
    const { firstDay, lastDay } = daysOf(row.tier);
    const reachesPeriod = row.validTo === null || row.validTo >= firstDay;
    return reachesPeriod && rows.some((one) => isInForce(one, lastDay));
  });
  return judging ?? null;
}

export function latestFirst(one: Validity, other: Validity): number {
  return Number(one.validFrom < other.validFrom) - Number(one.validFrom > other.validFrom);
}
