import { DAY_MS } from '../calendar/day.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';
import { type DateParts, type DateStep, parseDate, stepsOf } from './date-format.ts';
import { isStorableInstant } from './state-columns.ts';

/** What a date says: an instant, or a day alone. */
export interface ReadDate {
  /** The instant; of a day alone, its beginning. Epoch milliseconds, 1970 to 2105. */
  readonly instantMs: number;
  readonly hasTime: boolean;
  /** The last millisecond of the date's day in the source's time zone. */
  readonly dayEndMs: number;
}

export type DateReader = (text: string) => ReadDate | null;

/**
 * Makes a reader of a source's dates. A format that states no offset is wall-clock time in the source's time zone.
 * The reader gives null for what no format matches, for days and times that do not exist (31/02, 24:00), and for years
 * in which no application was handed in (before 1970, after 2105).
 *
 * @param formats tried in order; see `dateFormatSchema`
 * @param midnightIsTime false: 00:00:00 stands for a date without a time
 */
export function dateReader(formats: readonly string[], zone: ZoneOffsets, midnightIsTime: boolean): DateReader {
  const compiled = formats.map(stepsOf);
  const days = new CivilDays(zone);
  return (text) => {
    for (const steps of compiled) {
      const parts = parseDate(text, steps);
      if (parts !== null) return dateOf(parts, steps, days, midnightIsTime);
    }
    return null;
  };
}

function dateOf(
  parts: DateParts,
  steps: readonly DateStep[],
  days: CivilDays,
  midnightIsTime: boolean,
): ReadDate | null {
  const day = days.of(parts);
  const { hours, minutes, seconds, fractionMs, offsetMs } = parts;
  const isTime = hours <= 23 && minutes <= 59 && seconds <= 59;
  if (day === null || !isTime || Math.abs(offsetMs ?? 0) > MAX_OFFSET_MS) return null;
  const timeOfDayMs = ((hours * 60 + minutes) * 60 + seconds) * 1000 + fractionMs;
  const instantMs = offsetMs === null ? days.instantOf(day, timeOfDayMs) : day.midnightMs + timeOfDayMs - offsetMs;
  if (!isStorableInstant(instantMs) || !isStorableInstant(day.endMs)) return null;
  const statesTime = steps.some(({ part }) => part === 'hours');
  return { instantMs, hasTime: statesTime && (timeOfDayMs > 0 || midnightIsTime), dayEndMs: day.endMs };
}

/** No clock in the world is, or was, further from UTC. */
const MAX_OFFSET_MS = 18 * 3_600_000;

/** A day of the calendar in a time zone; epoch milliseconds. */
interface CivilDay {
  /** Its midnight as if in UTC ... */
  readonly midnightMs: number;
  /** ... and in the zone, and its last millisecond there. */
  readonly startMs: number;
  readonly endMs: number;
  /** Whether its clock is not put forward or back. */
  readonly isPlain: boolean;
}

const MAX_DAYS = 100_000;

/** Days remembered: a file's millions of dates lie on some hundreds of them. */
class CivilDays {
  readonly #zone: ZoneOffsets;
  readonly #days = new Map<number, CivilDay | null>();

  constructor(zone: ZoneOffsets) {
    this.#zone = zone;
  }

  /** Null where the calendar has no such day. */
  of({ year, month, dayOfMonth }: DateParts): CivilDay | null {
    const key = (year * 100 + month) * 100 + dayOfMonth;
    const known = this.#days.get(key);
    if (known !== undefined) return known;
    if (this.#days.size >= MAX_DAYS) this.#days.clear();
    const day = this.#make(year, month, dayOfMonth);
    this.#days.set(key, day);
    return day;
  }

  instantOf({ midnightMs, startMs, isPlain }: CivilDay, timeOfDayMs: number): number {
    return isPlain ? startMs + timeOfDayMs : this.#zone.instantOfWallClock(midnightMs + timeOfDayMs);
  }

  #make(year: number, month: number, dayOfMonth: number): CivilDay | null {
    const midnightMs = Date.UTC(year, month - 1, dayOfMonth);
    const date = new Date(midnightMs);
    const isReal =
      date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
    if (!isReal) return null;
    const startMs = this.#zone.instantOfWallClock(midnightMs);
    const endMs = this.#zone.instantOfWallClock(midnightMs + DAY_MS) - 1;
    return { midnightMs, startMs, endMs, isPlain: endMs + 1 - startMs === DAY_MS };
  }
}
