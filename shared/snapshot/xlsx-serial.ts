import { DAY_MS } from '../calendar/day.ts';

/**
 * How a date that a workbook holds as a number is written for the date reader: told apart by its `@` from what a source
 * may write. The wall clock of the source's time zone.
 */
export const SERIAL_FORMAT = '@yyyy-MM-ddTHH:mm:ss.SSS';

const EPOCH_1904_MS = Date.UTC(1904, 0, 1);
/** Day 60 of the 1900 system is a 29 February 1900 that never was; dossiers begin after it. */
const EPOCH_1900_MS = Date.UTC(1899, 11, 30);
const FIRST_SERIAL_1900 = 61;
const END_MS = Date.UTC(10_000, 0, 1);

/**
 * Writes a serial date (days since the epoch, the time of day as a fraction) in `SERIAL_FORMAT`; a whole number is
 * written as midnight. Null for what is no date that a workbook can hold: 20200630170500, say, is a date in digits.
 */
export function writeSerial(serial: number, countsFrom1904: boolean): string | null {
  if (!(serial >= (countsFrom1904 ? 0 : FIRST_SERIAL_1900))) return null;
  const wallClockMs = (countsFrom1904 ? EPOCH_1904_MS : EPOCH_1900_MS) + Math.round(serial * DAY_MS);
  return wallClockMs < END_MS ? `@${new Date(wallClockMs).toISOString().slice(0, -1)}` : null;
}

/** Writes a date that a workbook holds as ISO 8601 (`2020-06-30`, `2020-06-30T17:05:00`) in `SERIAL_FORMAT`; what is none, as it is. */
export function writeIsoDate(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z?)?$/.exec(text);
  if (match === null) return text;
  const [, day, time = '00:00:00', fraction = ''] = match;
  return `@${day}T${time}.${fraction.padEnd(3, '0')}`;
}
