import * as z from 'zod';
import { addDays, type Day } from './day.ts';

/** A month, `yyyy-mm`. Months compare as text. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, yyyy-mm');
export type Month = string;

/** The calendar month that `day` lies in. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** The month `months` after `month` (before it, when negative). */
export function addMonths(month: Month, months: number): Month {
  const monthsSinceYearZero = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  const year = Math.floor(monthsSinceYearZero / 12);
  return `${String(year).padStart(4, '0')}-${String((monthsSinceYearZero % 12) + 1).padStart(2, '0')}`;
}

/** Every month from `first` to `last`, both included. */
export function* monthsBetween(first: Month, last: Month): Generator<Month> {
  for (let month = first; month <= last; month = addMonths(month, 1)) yield month;
}

/** The last calendar day of a month. */
export function lastDayOf(month: Month): Day {
  return addDays(`${addMonths(month, 1)}-01`, -1);
}
