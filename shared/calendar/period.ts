import { addDays, type Day } from './day.ts';
import { addMonths, type Month } from './month.ts';
import { startOfDay } from './zone.ts';

/** The period by which a month is judged: [startMs, endMs), in epoch milliseconds, and its calendar days. */
export interface Period {
  readonly month: Month;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The period of a month. With a start day of 1 it is the calendar month; with another (Vĩnh Phúc reports from the
 * 21st) it runs from that day of the month before to the day before it in the month itself. Where the start day changes,
 * the first period by the new one begins where the last one by the old ended, so that every day lies in one period.
 *
 * @param periodStartDay 1 to 28
 * @param startDayBefore that of the month before
 */
export function periodOf(
  month: Month,
  periodStartDay: number,
  timeZone: string,
  startDayBefore: number = periodStartDay,
): Period {
  const firstDay = dayAfter(addMonths(month, -1), startDayBefore);
  const nextFirstDay = dayAfter(month, periodStartDay);
  return {
    month,
    firstDay,
    lastDay: addDays(nextFirstDay, -1),
    startMs: startOfDay(firstDay, timeZone),
    endMs: startOfDay(nextFirstDay, timeZone),
  };
}

/** The day after a month's period. */
function dayAfter(month: Month, periodStartDay: number): Day {
  return periodStartDay === 1 ? `${addMonths(month, 1)}-01` : `${month}-${String(periodStartDay).padStart(2, '0')}`;
}

/**
 * The month whose period a day lies in.
 *
 * @param periodStartDay that of the calendar month in which the day lies
 */
export function monthOfPeriod(day: Day, periodStartDay: number): Month {
  const calendarMonth = day.slice(0, 7);
  return periodStartDay > 1 && Number(day.slice(8)) >= periodStartDay ? addMonths(calendarMonth, 1) : calendarMonth;
}
