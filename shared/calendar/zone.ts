import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { DAY_MS, type Day } from './day.ts';

/** An IANA time zone name, such as `Asia/Ho_Chi_Minh`. */
export const timeZoneSchema = z.string().refine(isTimeZone, 'must be an IANA time zone, such as Asia/Ho_Chi_Minh');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The instant (epoch milliseconds) at which `day` begins in the time zone. */
export function startOfDay(day: Day, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The calendar day on which an instant (epoch milliseconds) falls in the time zone. */
export function dayAt(instantMs: number, timeZone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** Offsets change at quarter hours at the finest, so that one look-up serves every instant within one. */
const QUARTER_HOUR_MS = 900_000;

/**
 * A time zone's offsets, remembered: counting a month asks for the calendar day of millions of instants.
 */
export class ZoneOffsets {
  readonly timeZone: string;
  readonly #offsetMsByQuarterHour = new Map<number, number>();

  constructor(timeZone: string) {
    this.timeZone = timeZone;
  }

  /** The zone's offset from UTC at an instant, in milliseconds; east is positive. */
  offsetMsAt(instantMs: number): number {
    const quarterHour = Math.floor(instantMs / QUARTER_HOUR_MS);
    const known = this.#offsetMsByQuarterHour.get(quarterHour);
    if (known !== undefined) return known;
    const zoned = Temporal.Instant.fromEpochMilliseconds(Math.floor(instantMs)).toZonedDateTimeISO(this.timeZone);
    const offsetMs = zoned.offsetNanoseconds / 1e6;
    this.#offsetMsByQuarterHour.set(quarterHour, offsetMs);
    return offsetMs;
  }

  /** The number of the local calendar day on which an instant falls: days since 1970-01-01. */
  dayNumberAt(instantMs: number): number {
    return Math.floor((instantMs + this.offsetMsAt(instantMs)) / DAY_MS);
  }

  /** The instant of a local wall-clock time, given as if it were UTC (epoch milliseconds). */
  instantOfWallClock(wallClockMs: number): number {
    const firstGuessMs = wallClockMs - this.offsetMsAt(wallClockMs);
    return wallClockMs - this.offsetMsAt(firstGuessMs);
  }
}
