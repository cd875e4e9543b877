import type { Day } from '../../shared/calendar/day.ts';
import { dayAt, ZoneOffsets } from '../../shared/calendar/zone.ts';

/** The clock of a run: the time for which it was scheduled, whenever it is delivered. */
export interface Run {
  readonly scheduledAtMs: number;
  /** ISO 8601 in UTC. */
  readonly recordedAt: string;
  /** The day of the schedule in the province's time zone. */
  readonly day: Day;
  readonly zone: ZoneOffsets;
}

export function runAt(scheduledAt: string, timeZone: string): Run {
  const scheduledAtMs = Date.parse(scheduledAt);
  return {
    scheduledAtMs,
    recordedAt: new Date(scheduledAtMs).toISOString(),
    day: dayAt(scheduledAtMs, timeZone),
    zone: new ZoneOffsets(timeZone),
  };
}
