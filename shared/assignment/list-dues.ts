import type { Day } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import { type AssignedUnit, assignedUnits } from './assigned-units.ts';
import type { Assignment, AssignmentEvents } from './assignment.ts';
import { instancesOn } from './instances-on.ts';
import { type Standing, standingOf } from './standing-of.ts';
import type { AssignmentInstance } from './unfold-assignment.ts';

/** What one unit has to do with one instance. */
export interface Due extends AssignedUnit {
  readonly instance: AssignmentInstance;
  readonly standing: Standing;
  /** From the due date to the day or, of a report that came late, to its receipt; 0 where nothing is late. */
  readonly workingDaysLate: number;
}

export interface DueFacts {
  readonly assignments: readonly Assignment[];
  readonly events: AssignmentEvents;
  readonly calendar: WorkingCalendar;
}

/** Every unit's standing with every instance on a day: by first due date, the lead unit before the others. */
export function listDues(day: Day, { assignments, events, calendar }: DueFacts): Due[] {
  const eventsOf = eventsByInstance(events);
  const workingDaysBetween = rememberedDays(calendar);
  return instancesOn(assignments, day).flatMap((instance) => {
    const ofInstance = eventsOf(instance);
    return assignedUnits(instance.assignment).map((assigned) => {
      const standing = standingOf(instance, assigned.unitId, day, ofInstance);
      return { ...assigned, instance, standing, workingDaysLate: workingDaysLate(standing, day, workingDaysBetween) };
    });
  });
}

type DaysBetween = (from: Day, to: Day) => number;

function workingDaysLate({ state, dueOn, report }: Standing, day: Day, workingDaysBetween: DaysBetween): number {
  if (state === 'late') return workingDaysBetween(dueOn, day);
  return state === 'reported-late' ? workingDaysBetween(dueOn, report?.receivedOn ?? dueOn) : 0;
}

/** Counting goes day by day, and hundreds of units are late since the same day of years ago. */
function rememberedDays(calendar: WorkingCalendar): DaysBetween {
  const known = new Map<string, number>();
  return (from, to) => {
    const count = known.get(`${from} ${to}`) ?? calendar.workingDaysBetween(from, to);
    known.set(`${from} ${to}`, count);
    return count;
  };
}

/** Looked up once for all units: a province has thousands of reports in a year. */
function eventsByInstance(events: AssignmentEvents): (instance: AssignmentInstance) => AssignmentEvents {
  const reports = Map.groupBy(events.reports, ({ assignmentId }) => assignmentId);
  const reopenings = Map.groupBy(events.reopenings, ({ assignmentId }) => assignmentId);
  const extensions = Map.groupBy(events.extensions, ({ assignmentId }) => assignmentId);
  return ({ eventIds }) => ({
    reports: eventIds.flatMap((id) => reports.get(id) ?? []),
    reopenings: eventIds.flatMap((id) => reopenings.get(id) ?? []),
    extensions: eventIds.flatMap((id) => extensions.get(id) ?? []),
  });
}
