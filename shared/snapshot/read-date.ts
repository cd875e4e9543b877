import { DAY_MS } from '../calendar/day.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';

/** What a date says: an instant, or a day alone. */
export interface ReadDate {
  /** The instant; of a day alone, its beginning. Epoch milliseconds. */
  readonly instantMs: number;
  readonly hasTime: boolean;
  /** The last millisecond of the date's day in the source's time zone. */
  readonly dayEndMs: number;
}

export type DateReader = (text: string) => ReadDate | null;

const tokenPatterns: Readonly<Record<string, string>> = {
  yyyy: '(?<yyyy>\\d{4})',
  MM: '(?<MM>\\d{2})',
  dd: '(?<dd>\\d{2})',
  HH: '(?<HH>\\d{2})',
  mm: '(?<mm>\\d{2})',
  ss: '(?<ss>\\d{2})',
  SSS: '(?<SSS>\\d{1,9})',
  XX: '(?<XX>Z|[+-]\\d{2}(?::?\\d{2})?)',
};
const tokenPattern = /yyyy|SSS|MM|dd|HH|mm|ss|XX/g;

/**
 * Makes a reader of a source's dates. A format that states no offset is wall-clock time in the source's time zone.
 * The reader gives null for what no format matches and for days and times that do not exist (31/02, 24:00).
 *
 * @param formats tried in order; see `dateFormatSchema`
 * @param midnightIsTime false: 00:00:00 stands for a date without a time
 */
export function dateReader(formats: readonly string[], zone: ZoneOffsets, midnightIsTime: boolean): DateReader {
  const patterns = formats.map(patternOf);
  return (text) => {
    for (const pattern of patterns) {
      const groups = pattern.exec(text)?.groups;
      if (groups !== undefined) return dateOf(groups, zone, midnightIsTime);
    }
    return null;
  };
}

function patternOf(format: string): RegExp {
  let pattern = '';
  let literalStart = 0;
  for (const match of format.matchAll(tokenPattern)) {
    pattern += escaped(format.slice(literalStart, match.index)) + tokenPatterns[match[0]];
    literalStart = match.index + match[0].length;
  }
  return new RegExp(`^${pattern}${escaped(format.slice(literalStart))}$`);
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

type DateGroups = Record<string, string | undefined>;

function dateOf(groups: DateGroups, zone: ZoneOffsets, midnightIsTime: boolean): ReadDate | null {
  const midnightMs = civilMidnightMs(Number(groups.yyyy), Number(groups.MM ?? 1), Number(groups.dd ?? 1));
  const timeOfDayMs = timeOfDay(groups);
  if (midnightMs === null || timeOfDayMs === null) return null;
  const wallClockMs = midnightMs + timeOfDayMs;
  const instantMs =
    groups.XX === undefined ? zone.instantOfWallClock(wallClockMs) : wallClockMs - offsetMsOf(groups.XX);
  const hasTime = groups.HH !== undefined && (timeOfDayMs > 0 || midnightIsTime);
  return { instantMs, hasTime, dayEndMs: zone.instantOfWallClock(midnightMs + DAY_MS) - 1 };
}

/** The day's midnight as if in UTC, or null where the calendar has no such day. */
function civilMidnightMs(year: number, month: number, dayOfMonth: number): number | null {
  const ms = Date.UTC(year, month - 1, dayOfMonth);
  const date = new Date(ms);
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return isReal ? ms : null;
}

function timeOfDay(groups: DateGroups): number | null {
  const hours = Number(groups.HH ?? 0);
  const minutes = Number(groups.mm ?? 0);
  const seconds = Number(groups.ss ?? 0);
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const fractionMs = groups.SSS === undefined ? 0 : Number(groups.SSS.padEnd(3, '0').slice(0, 3));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fractionMs;
}

function offsetMsOf(offset: string): number {
  if (offset === 'Z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || 0);
  return sign * (hours * 60 + minutes) * 60_000;
}
