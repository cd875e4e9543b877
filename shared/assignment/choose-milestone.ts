import type { Day } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import type { Milestone } from '../notice/notice.ts';

/** When a report is reminded of, in working days before (negative: after) its due date; in the order of time. */
export const milestones: readonly Milestone[] = [7, 3, 1, 0, -1, -3, -5];

/** The day of a milestone: 7 working days before a due date, say, or 3 after it. */
export function dayOfMilestone(dueOn: Day, milestone: Milestone, calendar: WorkingCalendar): Day {
  return calendar.addWorkingDays(dueOn, 0 - milestone);
}

/**
 * The latest milestone that has come by `day`, or null before the first one. It holds until the next one comes, so
 * that a morning on which nothing was sent is made good on the next; the ones before it are not told late.
 */
export function chooseMilestone(dueOn: Day, day: Day, calendar: WorkingCalendar): Milestone | null {
  return milestones.findLast((milestone) => dayOfMilestone(dueOn, milestone, calendar) <= day) ?? null;
}

/** The milestones that come after one. */
export function milestonesAfter(milestone: Milestone): readonly Milestone[] {
  return milestones.slice(milestones.indexOf(milestone) + 1);
}
