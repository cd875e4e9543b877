import type { Day } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import type { Assignment } from './assignment.ts';

/** After how many working days of lateness superiors are told, where an assignment says nothing else. */
export const usualEscalationWorkingDays: readonly number[] = [1, 3, 5];

/** The steps of an assignment, ascending. */
export function escalationStepsOf({ escalationWorkingDays }: Assignment): readonly number[] {
  return escalationWorkingDays ?? usualEscalationWorkingDays;
}

/** The latest step that has come by `day`, or null before the first one; like a milestone, it holds until the next. */
export function chooseEscalation(
  assignment: Assignment,
  dueOn: Day,
  day: Day,
  calendar: WorkingCalendar,
): number | null {
  const steps = escalationStepsOf(assignment);
  return steps.findLast((step) => calendar.addWorkingDays(dueOn, step) <= day) ?? null;
}
