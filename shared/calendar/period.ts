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
 * 21st) it runs from that day of the month before to the day before it in the month itself.
 *
 * @param periodStartDay 1 to 28
 */
export function periodOf(month: Month, periodStartDay: number, timeZone: string): Period {
  const startMonth = periodStartDay === 1 ? month : addMonths(month, -1);
  const dayOfMonth = String(periodStartDay).padStart(2, '0');
  const firstDay = `${startMonth}-${dayOfMonth}`;
  const dayAfter = `${addMonths(startMonth, 1)}-${dayOfMonth}`;
  return {
    month,
    firstDay,
    lastDay: addDays(dayAfter, -1),
    startMs: startOfDay(firstDay, timeZone),
    endMs: startOfDay(dayAfter, timeZone),
  };
}

/** The month whose period a day lies in. */
export function monthOfPeriod(day: Day, periodStartDay: number): Month {
  const calendarMonth = day.slice(0, 7);
  return periodStartDay > 1 && Number(day.slice(8)) >= periodStartDay ? addMonths(calendarMonth, 1) : calendarMonth;
}
