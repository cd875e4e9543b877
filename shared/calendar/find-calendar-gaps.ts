import { type CalendarEntry, isExpectedOnly } from './calendar-entry.ts';
import { addDays, type Day } from './day.ts';

/** So long before a year begins, or a day that is only expected comes, its calendar is asked for. */
export const DAYS_AHEAD = 60;

/** What a calendar lacks of a year, `yyyy`. */
export interface CalendarGap {
  readonly year: string;
  /** Days of the coming weeks that nobody has announced yet; empty: the calendar has not a single row of the year. */
  readonly expectedDays: readonly Day[];
}

/**
 * What must be added to the calendar: of this year, and of the next one once at most 60 days are left until it begins.
 * A year without a row would be planned as if it had no holidays.
 */
export function findCalendarGaps(day: Day, entries: readonly CalendarEntry[]): CalendarGap[] {
  const lastDay = addDays(day, DAYS_AHEAD);
  const years = new Set([day, lastDay].map(yearOf));
  return [...years].flatMap((year) => {
    const ofYear = entries.filter(({ date }) => yearOf(date) === year);
    const coming = ofYear.filter((entry) => isExpectedOnly(entry) && day <= entry.date && entry.date <= lastDay);
    const expectedDays = coming.map(({ date }) => date).toSorted();
    return ofYear.length === 0 || expectedDays.length > 0 ? [{ year, expectedDays }] : [];
  });
}

function yearOf(day: Day): string {
  return day.slice(0, 4);
}
