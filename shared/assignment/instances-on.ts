import type { Day } from '../calendar/day.ts';
import { isInForce } from '../calendar/validity.ts';
import type { Assignment } from './assignment.ts';
import { type AssignmentInstance, unfoldAssignment } from './unfold-assignment.ts';

/**
 * The instances that are owed on a day, by first due date: those of the rows in force, and what fell due while an ended
 * row was in force. To withdraw what nobody wants any more, end its row before the due date. Where a later row of an
 * assignment orders the same instance, that row counts.
 */
export function instancesOn(assignments: readonly Assignment[], day: Day): AssignmentInstance[] {
  const rows = assignments
    .filter(({ validFrom }) => validFrom <= day)
    .toSorted((one, other) => compareText(one.validFrom, other.validFrom));
  return [...Map.groupBy(rows, ({ assignmentId }) => assignmentId)]
    .flatMap(([assignmentId, ofId]) => takeOverPlainId(assignmentId, instancesOf(ofId, day)))
    .toSorted(byDueDate);
}

/** @param rows of one assignment, by `validFrom` */
function instancesOf(rows: readonly Assignment[], day: Day): AssignmentInstance[] {
  const byId = new Map<string, AssignmentInstance>();
  for (const instance of rows.flatMap((row) => unfoldAssignment(row, day))) {
    if (isOwed(instance, day)) byId.set(instance.instanceId, instance);
  }
  return [...byId.values()].toSorted(byDueDate);
}

function isOwed({ assignment, firstDueOn }: AssignmentInstance, day: Day): boolean {
  return isInForce(assignment, day) || (assignment.validTo !== null && firstDueOn <= assignment.validTo);
}

/** Earlier code knew one due date of a recurring assignment, the first, and recorded its reports under the plain id. */
function takeOverPlainId(assignmentId: string, instances: readonly AssignmentInstance[]): AssignmentInstance[] {
  const isPlainIdTaken = instances.some(({ instanceId }) => instanceId === assignmentId);
  return instances.map((instance, position) =>
    position > 0 || isPlainIdTaken ? instance : { ...instance, eventIds: [...instance.eventIds, assignmentId] },
  );
}

function byDueDate(one: AssignmentInstance, other: AssignmentInstance): number {
  return compareText(one.firstDueOn, other.firstDueOn) || compareText(one.instanceId, other.instanceId);
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
