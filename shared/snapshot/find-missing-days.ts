import { addDays, type Day } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import type { Source } from '../source/source.ts';

/** How far back a missing snapshot is looked for: a watch that did not run is caught up, a source long dead is not told of for ever. */
export const WATCHED_DAYS = 10;

/** What is known of a source's days. */
export interface SourceDays {
  readonly source: Pick<Source, 'rhythm'>;
  /** The day of its first accepted snapshot; before it nothing is expected. */
  readonly firstDay: Day;
  /** Days of the last `WATCHED_DAYS` that have an accepted snapshot. */
  readonly accepted: ReadonlySet<Day>;
  /** Whether the source counts for any unit on a day: of one that has been replaced nothing more is expected. */
  readonly countsOn: (day: Day) => boolean;
}

/** The days up to `lastDay` on which a snapshot was expected and none was accepted. */
export function findMissingDays(days: SourceDays, lastDay: Day, calendar: WorkingCalendar): Day[] {
  const watched = Array.from({ length: WATCHED_DAYS }, (_, ago) => addDays(lastDay, ago + 1 - WATCHED_DAYS));
  const isDue = (day: Day) => days.source.rhythm === 'daily' || calendar.isWorkingDay(day);
  const isExpected = (day: Day) => day > days.firstDay && isDue(day) && days.countsOn(day);
  return watched.filter((day) => isExpected(day) && !days.accepted.has(day));
}
