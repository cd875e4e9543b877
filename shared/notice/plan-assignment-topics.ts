import { type AssignedUnit, assignedUnits } from '../assignment/assigned-units.ts';
import type { Assignment, ReceivedReport } from '../assignment/assignment.ts';
import { chooseMilestone, milestonesAfter } from '../assignment/choose-milestone.ts';
import type { Day } from '../calendar/day.ts';
import { inForce } from '../calendar/validity.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import type { Unit } from '../unit/unit.ts';
import type { DueTopic } from './due-topic.ts';
import type { Milestone } from './notice.ts';

export interface AssignmentFacts {
  readonly assignments: readonly Assignment[];
  readonly receivedReports: readonly ReceivedReport[];
  /** The units in force on the day, by id. */
  readonly units: ReadonlyMap<string, Unit>;
  readonly calendar: WorkingCalendar;
}

/**
 * The reminders due on a day: for each assignment in force and each of its units whose own report is not recorded,
 * the latest milestone that has come. A later milestone that was told (runs may come out of order) makes it stale.
 */
export function planAssignmentTopics(day: Day, facts: AssignmentFacts): DueTopic[] {
  const received = new Set(facts.receivedReports.map(({ assignmentId, unitId }) => `${assignmentId}#${unitId}`));
  return inForce(facts.assignments, day).flatMap((assignment) => {
    const milestone = chooseMilestone(assignment.dueOn, day, facts.calendar);
    if (milestone === null) return [];
    return assignedUnits(assignment)
      .filter(({ unitId }) => !received.has(`${assignment.assignmentId}#${unitId}`))
      .map((assigned) => dueTopic(day, assignment, assigned, milestone, facts));
  });
}

function dueTopic(
  day: Day,
  assignment: Assignment,
  { unitId, role }: AssignedUnit,
  milestone: Milestone,
  { units, calendar }: AssignmentFacts,
): DueTopic {
  const { assignmentId, directive, item, title, reportTo, dueOn } = assignment;
  return {
    topic: {
      kind: 'assignment',
      topicId: topicIdOf(assignment, unitId, milestone),
      unitId,
      unitName: units.get(unitId)?.name ?? unitId,
      assignmentId,
      directive,
      item,
      title,
      role,
      reportTo,
      dueOn,
      milestone,
      workingDaysLeft: 0 - calendar.workingDaysBetween(dueOn, day),
    },
    supersededBy: milestonesAfter(milestone).map((later) => topicIdOf(assignment, unitId, later)),
  };
}

/** The due date is part of it: a date that was put off is reminded of anew. */
function topicIdOf({ assignmentId, dueOn }: Assignment, unitId: string, milestone: Milestone): string {
  return `assignment#${assignmentId}#${unitId}#${dueOn}#${milestone}`;
}
