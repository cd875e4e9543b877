import type { Day } from '../calendar/day.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { assignedUnits } from './assigned-units.ts';
import type { Assignment } from './assignment.ts';
import { instancesOn } from './instances-on.ts';
import type { AssignmentInstance } from './unfold-assignment.ts';

/** An error names so many of a recurring assignment's instances, the last ones. */
const MOST_NAMED = 6;

/**
 * The instance of an id that is owed on a day, or the next one.
 *
 * @throws DomainError `ASSIGNMENT_UNKNOWN`; `INSTANCE_UNKNOWN` where the assignment has no such instance, and where a
 *   recurring one is named without its month
 */
export function findInstance(assignments: readonly Assignment[], id: string, day: Day): AssignmentInstance {
  const instances = instancesOn(assignments, day);
  const found = instances.find(({ instanceId }) => instanceId === id);
  if (found !== undefined) return found;
  const assignmentId = plainIdOf(assignments, id);
  if (assignmentId === null) {
    throw new DomainError(
      'ASSIGNMENT_UNKNOWN',
      `The registry has no assignment ${id}: look up its id in assignments.csv. Nothing was written.`,
    );
  }
  const ofAssignment = instances.filter(({ assignment }) => assignment.assignmentId === assignmentId);
  const ids = ofAssignment.map(({ instanceId }) => instanceId).slice(-MOST_NAMED);
  throw new DomainError(
    'INSTANCE_UNKNOWN',
    `${id} is nothing that is owed on ${day}: of assignment ${assignmentId} that is ` +
      `${ids.length === 0 ? 'nothing, since no row of it is in force' : ids.join(', ')}. Name one of these. Nothing was written.`,
  );
}

/** @throws DomainError `UNIT_NOT_ASSIGNED` */
export function refuseUnassigned({ instanceId, assignment }: AssignmentInstance, unitId: string): void {
  const assignedIds = assignedUnits(assignment).map((assigned) => assigned.unitId);
  if (assignedIds.includes(unitId)) return;
  throw new DomainError(
    'UNIT_NOT_ASSIGNED',
    `Unit ${unitId} neither leads nor coordinates assignment ${instanceId}; its units are ` +
      `${assignedIds.join(', ')}. Nothing was written.`,
  );
}

function plainIdOf(assignments: readonly Assignment[], id: string): string | null {
  const plainId = id.replace(/@[^@]*$/, '');
  const found = assignments.find(({ assignmentId }) => assignmentId === id || assignmentId === plainId);
  return found?.assignmentId ?? null;
}
