import type { Day } from '../calendar/day.ts';
import { addMonths, lastDayOf, type Month, monthOf } from '../calendar/month.ts';
import type { Assignment, Recurrence } from './assignment.ts';

/** One report that is owed by a day: a single assignment's only one, or one of a recurring assignment's. */
export interface AssignmentInstance {
  /** Permanent: the assignment's id, or `<assignmentId>@<yyyy-mm>`, by the month of the first due date. */
  readonly instanceId: string;
  /** The row of the registry that orders it. */
  readonly assignment: Assignment;
  /** The month in which it is due; null of a single assignment. */
  readonly period: Month | null;
  /** The due date as ordered; extensions never change it. */
  readonly firstDueOn: Day;
  /** The ids by which its events name it. */
  readonly eventIds: readonly string[];
}

const monthsApart: Readonly<Record<Recurrence, number>> = { monthly: 1, quarterly: 3 };

/**
 * The instances of a row that are due by a day, and the next one after it. Later ones fall on the first one's day of the
 * month, or on the month's last where it has no such day, as long as the row is in force on it.
 */
export function unfoldAssignment(assignment: Assignment, until: Day): AssignmentInstance[] {
  const { assignmentId, recurrence, dueOn, validFrom, validTo } = assignment;
  if (recurrence === null) {
    return [{ instanceId: assignmentId, assignment, period: null, firstDueOn: dueOn, eventIds: [assignmentId] }];
  }
  return dueDays(dueOn, recurrence, until)
    .filter((day) => validFrom <= day && (validTo === null || day <= validTo))
    .map((day) => recurringInstance(assignment, day));
}

function recurringInstance(assignment: Assignment, firstDueOn: Day): AssignmentInstance {
  const period = monthOf(firstDueOn);
  const instanceId = `${assignment.assignmentId}@${period}`;
  return { instanceId, assignment, period, firstDueOn, eventIds: [instanceId] };
}

/** Every due day up to the first one after `until`. */
function dueDays(first: Day, recurrence: Recurrence, until: Day): Day[] {
  const days = [first];
  for (let month = monthOf(first), last = first; last <= until; ) {
    month = addMonths(month, monthsApart[recurrence]);
    last = dayInMonth(month, first.slice(8));
    days.push(last);
  }
  return days;
}

/** `2020-02`, `31` -> `2020-02-29` */
function dayInMonth(month: Month, dayOfMonth: string): Day {
  const day = `${month}-${dayOfMonth}`;
  const lastDay = lastDayOf(month);
  return day <= lastDay ? day : lastDay;
}
