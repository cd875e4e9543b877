import { addDays, DAY_MS, type Day, dayNumber } from '../../../../shared/calendar/day.ts';
import type { WorkingCalendar } from '../../../../shared/calendar/working-days.ts';
import type { SeededRandom } from './random.ts';

/**
 * A moment by the province's wall clock, counted as if the clock were UTC: epoch milliseconds plus seven hours. The
 * province knows no daylight saving, and all that the sample writes are wall-clock times.
 */
export type WallMs = number;

const HOUR_MS = 3_600_000;
const CLOSING_HOUR = 17;
/** 07:00-11:00 and 13:00-17:00. */
const openHours = [7, 8, 9, 10, 13, 14, 15, 16] as const;

export function wallMsOf(day: Day, hour = 0): WallMs {
  return dayNumber(day) * DAY_MS + hour * HOUR_MS;
}

export function dayOf(wallMs: WallMs): Day {
  return new Date(wallMs).toISOString().slice(0, 10);
}

/** When the offices close on a day: due dates fall on it. */
export function closingTimeOf(day: Day): WallMs {
  return wallMsOf(day, CLOSING_HOUR);
}

/** Some second of a day's office hours. */
export function momentOn(day: Day, random: SeededRandom): WallMs {
  const hour = random.pick(openHours, () => 1);
  return wallMsOf(day, hour) + random.whole(0, 3599) * 1000;
}

/** Some second between two moments of one day. */
export function momentBetween(from: WallMs, to: WallMs, random: SeededRandom): WallMs {
  return from + Math.floor((random.next() * (to - from)) / 1000) * 1000;
}

/** The working days from `first` to `last`, both included. */
export function workingDaysIn(first: Day, last: Day, calendar: WorkingCalendar): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) if (calendar.isWorkingDay(day)) days.push(day);
  return days;
}
