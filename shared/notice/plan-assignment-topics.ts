import { chooseMilestone, milestonesAfter } from '../assignment/choose-milestone.ts';
import type { Due } from '../assignment/list-dues.ts';
import { type Day, dayNumber } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import type { DueTopic } from './due-topic.ts';
import type { Milestone } from './notice.ts';
import { reportOf } from './report-of.ts';

/**
 * What could not be told is made good for so many days, of reminders and of escalations: lists of late reports go on
 * until a report comes, but whoever enters an assignment of years ago starts no flood of letters.
 */
const MOST_DAYS_TO_MAKE_GOOD = 92;

export interface ReportFacts {
  /** Every unit's standing with every instance on the day. */
  readonly dues: readonly Due[];
  readonly calendar: WorkingCalendar;
  /** The name of a unit, also of one that has ended. */
  readonly nameOf: (unitId: string) => string;
}

/**
 * The reminders due on a day: for each report that is owed, the latest milestone that has come. A later milestone that
 * was told (runs may come out of order) makes it stale. That a report was handed back is told at once.
 */
export function planAssignmentTopics(day: Day, facts: ReportFacts): DueTopic[] {
  return facts.dues.flatMap((due) => {
    const milestone = milestoneOn(due, day, facts.calendar);
    return milestone === null ? [] : [dueTopic(day, due, milestone, facts)];
  });
}

/** Whether a letter about a report that is owed may still go out. */
export function isWorthTelling({ standing }: Due, day: Day): boolean {
  const { report, dueOn, reopenings } = standing;
  const reopenedOn = reopenings.at(-1)?.reopenedOn ?? dueOn;
  const since = reopenedOn > dueOn ? reopenedOn : dueOn;
  return report === null && dayNumber(day) - dayNumber(since) <= MOST_DAYS_TO_MAKE_GOOD;
}

function milestoneOn(due: Due, day: Day, calendar: WorkingCalendar): Milestone | null {
  if (!isWorthTelling(due, day)) return null;
  const { dueOn, reopenings } = due.standing;
  return chooseMilestone(dueOn, day, calendar) ?? (reopenings.length > 0 ? 7 : null);
}

function dueTopic(day: Day, due: Due, milestone: Milestone, { calendar, nameOf }: ReportFacts): DueTopic {
  const { unitId, standing, instance } = due;
  return {
    topic: {
      kind: 'assignment',
      topicId: topicIdOf(due, milestone),
      unitId,
      unitName: nameOf(unitId),
      ...reportOf(due),
      reportTo: instance.assignment.reportTo,
      milestone,
      workingDaysLeft: workingDaysLeft(day, standing.dueOn, calendar),
    },
    supersededBy: milestonesAfter(milestone).map((later) => topicIdOf(due, later)),
  };
}

/** After the day, up to the due date, which may be a day off; negative once it has passed: how many are behind it. */
function workingDaysLeft(day: Day, dueOn: Day, calendar: WorkingCalendar): number {
  return day <= dueOn ? calendar.workingDaysBetween(day, dueOn) : 0 - calendar.workingDaysBetween(dueOn, day);
}

function topicIdOf(due: Due, milestone: Milestone): string {
  return `assignment#${occasionOf(due)}#${milestone}`;
}

/**
 * A unit's duty as its topics name it. The due date is part of it, and how often its reports were handed back: a date
 * that was put off, and a report that is owed again, are told of anew.
 */
export function occasionOf({ instance, unitId, standing }: Due): string {
  const { dueOn, reopenings } = standing;
  const round = reopenings.length === 0 ? '' : `#r${reopenings.length}`;
  return `${instance.instanceId}#${unitId}#${dueOn}${round}`;
}
