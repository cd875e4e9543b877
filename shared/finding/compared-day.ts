import { addDays, type Day, dayOfNumber } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import { dayAt } from '../calendar/zone.ts';
import type { StatusClass } from '../dossier/dossier.ts';
import { formatInstant } from '../report/format-vietnamese.ts';
import { type StateEntry, statusClassOf } from '../snapshot/state.ts';

/** What the registry says that tells lawful changes from odd ones. Each is reckoned when it is asked for: that is rare. */
export interface ComparedRegistry {
  /** Whether another source counts for the unit: what this one states of it is judged by nobody. */
  readonly countsElsewhere: (unitId: string) => boolean;
  /** Whether the one unit's dossiers may have come to the other by a merger, a split or another meaning of a code. */
  readonly isSuccession: (fromUnitId: string, toUnitId: string) => boolean;
  readonly nameOf: (unitId: string) => string;
  /** Within how many working days before it a due date is near: bound `gaming.supplementWorkingDays`. */
  readonly nearDueWorkingDays: (unitId: string) => number;
  readonly calendar: () => WorkingCalendar;
}

/** The two snapshots that are compared. */
export interface Comparison {
  readonly sourceId: string;
  readonly day: Day;
  /** The instant up to which a day's snapshot shows everything; epoch milliseconds. */
  readonly asOfMs: (day: Day) => number;
  /** The nearest earlier day with a snapshot. */
  readonly priorDay: Day;
  /** Whether there is none: the file is the source's first, and what it shows may be years old. */
  readonly isFirst: boolean;
  /** Whether the source has a column for the end of processing. */
  readonly statesCompletion: boolean;
  readonly noticedAt: string;
  /** The province's time zone, in which sentences tell the time. */
  readonly timeZone: string;
  readonly registry: ComparedRegistry;
}

/** A dossier as the snapshots before showed it last. Instants are epoch milliseconds, NaN where there is none. */
export interface SeenBefore {
  readonly unitId: string;
  readonly statusClass: StatusClass;
  readonly receivedAtMs: number;
  readonly dueAtMs: number;
  readonly completedAtMs: number;
  /** The day whose snapshot showed it so ... */
  readonly seenOn: Day;
  /** ... and the instant up to which that one shows everything. */
  readonly seenAsOfMs: number;
}

/** Null for what was not seen as a dossier that counts. */
export function seenBefore(entry: StateEntry | null, { priorDay, asOfMs }: Comparison): SeenBefore | null {
  const statusClass = entry === null ? null : statusClassOf(entry.kind);
  if (entry === null || statusClass === null || entry.unitId === null) return null;
  const { unitId, receivedAtMs, dueAtMs, completedAtMs, lastSeenDayNumber } = entry;
  const seenOn = lastSeenDayNumber === null ? priorDay : dayOfNumber(lastSeenDayNumber);
  return { unitId, statusClass, receivedAtMs, dueAtMs, completedAtMs, seenOn, seenAsOfMs: asOfMs(seenOn) };
}

/** Whether the due date had passed when the dossier was last seen. */
export function hadPassed({ dueAtMs, seenAsOfMs }: SeenBefore): boolean {
  return dueAtMs < seenAsOfMs;
}

/**
 * Whether the due date surely was near when the dossier changed: the change may have come on any day after the one on
 * which it was last seen otherwise, and each of these days must lie near. Not where it had passed by then.
 */
export function wasNearDue(before: SeenBefore, { registry, timeZone }: Comparison): boolean {
  if (Number.isNaN(before.dueAtMs) || hadPassed(before)) return false;
  const firstTooFar = registry
    .calendar()
    .addWorkingDays(addDays(before.seenOn, 1), registry.nearDueWorkingDays(before.unitId) + 1);
  return dayAt(before.dueAtMs, timeZone) < firstTooFar;
}

/** An instant, in epoch milliseconds, as sentences and evidence tell it: `17:00 ngày 30/06/2020`. */
export function clock(instantMs: number, { timeZone }: Pick<Comparison, 'timeZone'>): string {
  return formatInstant(new Date(instantMs).toISOString(), timeZone);
}
