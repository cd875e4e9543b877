import * as z from 'zod';

/** A calendar day, `yyyy-mm-dd`, without a time zone. Days compare as text. */
export const daySchema = z.iso.date();
export type Day = string;

export const DAY_MS = 86_400_000;

/** The number of days from 1970-01-01 to `day`. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** The day with a number that `dayNumber` gives. */
export function dayOfNumber(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** The day `days` after `day` (before it, when negative). */
export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** Every day from `first` to `last`, both included. */
export function* daysBetween(first: Day, last: Day): Generator<Day> {
  for (let day = first; day <= last; day = addDays(day, 1)) yield day;
}
