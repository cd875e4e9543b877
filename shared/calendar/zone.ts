import * as z from 'zod';
import { DAY_MS, type Day, dayNumber, dayOfNumber } from './day.ts';

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

/** Writes an instant with its offset: `1/1/1970, GMT+07:00`. Costly to make, so that each zone's is made once. */
const offsetWriters = new Map<string, Intl.DateTimeFormat>();

/** ICU writes seconds only where there are some, as before 1911 in Việt Nam (+07:06:30), and `GMT` alone for none. */
const WRITTEN_OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/** The zone's offset from UTC at an instant, in milliseconds; east is positive. @throws RangeError where there is no such zone or instant. */
export function offsetMsAt(instantMs: number, timeZone: string): number {
  let writer = offsetWriters.get(timeZone);
  if (writer === undefined) {
    writer = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    offsetWriters.set(timeZone, writer);
  }
  const [, sign, hours = 0, minutes = 0, seconds = 0] = WRITTEN_OFFSET.exec(writer.format(instantMs)) ?? [];
  const offsetMs = Date.UTC(1970, 0, 1, Number(hours), Number(minutes), Number(seconds));
  return sign === '-' ? 0 - offsetMs : offsetMs;
}

/**
 * The instant (epoch milliseconds) at which `day` begins in the time zone: where clocks skip midnight, the moment at
 * which they do; where they show it twice, the first.
 */
export function startOfDay(day: Day, timeZone: string): number {
  const midnightMs = dayNumber(day) * DAY_MS;
  const isBegun = (instantMs: number) => instantMs + offsetMsAt(instantMs, timeZone) >= midnightMs;
  const offsetsMs = [-DAY_MS, DAY_MS].map((besideMs) => offsetMsAt(midnightMs + besideMs, timeZone));
  let [beforeMs, begunMs] = [midnightMs - Math.max(...offsetsMs), midnightMs - Math.min(...offsetsMs)];
  if (isBegun(beforeMs)) return beforeMs;
  while (begunMs - beforeMs > 1) {
    const middleMs = Math.floor((beforeMs + begunMs) / 2);
    if (isBegun(middleMs)) begunMs = middleMs;
    else beforeMs = middleMs;
  }
  return begunMs;
}

/** The calendar day on which an instant (epoch milliseconds) falls in the time zone. */
export function dayAt(instantMs: number, timeZone: string): Day {
  return dayOfNumber(Math.floor((instantMs + offsetMsAt(instantMs, timeZone)) / DAY_MS));
}

/** Offsets change at quarter hours at the finest, so that one look-up serves every instant within one. */
const QUARTER_HOUR_MS = 900_000;

/**
 * A time zone's offsets, remembered: counting a month asks for the calendar day of millions of instants. Most days have
 * one offset from their first instant to their last, and are looked up once; no zone has changed it twice within a day.
 */
export class ZoneOffsets {
  readonly timeZone: string;
  /** UTC day number -> its one offset, NaN where it has two */
  readonly #offsetMsByDay = new Map<number, number>();
  readonly #offsetMsByQuarterHour = new Map<number, number>();

  constructor(timeZone: string) {
    this.timeZone = timeZone;
  }

  /** The zone's offset from UTC at an instant, in milliseconds; east is positive. */
  offsetMsAt(instantMs: number): number {
    const day = Math.floor(instantMs / DAY_MS);
    const offsetMs = this.#offsetMsByDay.get(day) ?? this.#lookUpDay(day);
    return Number.isNaN(offsetMs) ? this.#offsetMsInQuarterHour(Math.floor(instantMs / QUARTER_HOUR_MS)) : offsetMs;
  }

  #lookUpDay(day: number): number {
    const first = this.#offsetMsInQuarterHour((day * DAY_MS) / QUARTER_HOUR_MS);
    const next = this.#offsetMsInQuarterHour(((day + 1) * DAY_MS) / QUARTER_HOUR_MS);
    const offsetMs = first === next ? first : Number.NaN;
    this.#offsetMsByDay.set(day, offsetMs);
    return offsetMs;
  }

  #offsetMsInQuarterHour(quarterHour: number): number {
    const known = this.#offsetMsByQuarterHour.get(quarterHour);
    if (known !== undefined) return known;
    const offsetMs = offsetMsAt(quarterHour * QUARTER_HOUR_MS, this.timeZone);
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
