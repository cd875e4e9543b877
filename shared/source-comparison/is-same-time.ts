import { DAY_MS } from '../calendar/day.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/**
 * Whether two systems state the same time of a dossier, each as exactly as it keeps times: one may keep seconds, another
 * minutes, a third days. The coarser of the two decides; a minute that is full, and a day's first or last minute, may be
 * all that a system knows.
 *
 * @param oneMs epoch milliseconds, like the other
 */
export function isSameTime(oneMs: number, otherMs: number, zone: Pick<ZoneOffsets, 'offsetMsAt'>): boolean {
  const one = oneMs + zone.offsetMsAt(oneMs);
  const other = otherMs + zone.offsetMsAt(otherMs);
  const unitMs = Math.max(precisionMsOf(one), precisionMsOf(other));
  return Math.floor(one / unitMs) === Math.floor(other / unitMs);
}

function precisionMsOf(wallClockMs: number): number {
  const ofDayMs = ((wallClockMs % DAY_MS) + DAY_MS) % DAY_MS;
  if (ofDayMs === 0 || ofDayMs >= DAY_MS - MINUTE_MS) return DAY_MS;
  return ofDayMs % MINUTE_MS === 0 ? MINUTE_MS : SECOND_MS;
}
