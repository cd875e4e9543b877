import { type Assignment, assignmentSchema } from '../assignment/assignment.ts';
import { type AssignmentInstance, unfoldAssignment } from '../assignment/unfold-assignment.ts';
import type { Day } from '../calendar/day.ts';
import type { Objections } from './plan-import.ts';
import type { FileRow, Rejection, StoredEntry } from './registry-entry.ts';

/** A refusal names so many. */
const MOST_NAMED = 6;

/**
 * Refuses rows of assignments that would move a due date which has passed: a late report would be in time, and nothing
 * would tell of it. A row that is ended before a due date withdraws what was ordered, which is another thing.
 *
 * @param stored rows of the kind `assignment`
 * @param on the day on which the file came
 */
export function objectToMovedDueDates(stored: readonly StoredEntry[], on: Day): Objections {
  const before = new Map(stored.map(({ entry }) => [entry.id, assignmentSchema.parse(entry.row)]));
  return (rows) =>
    rows.flatMap((row) => {
      const storedRow = before.get(row.entry.id);
      const moved = storedRow === undefined ? [] : movedBy(storedRow, assignmentSchema.parse(row.entry.row), on);
      return moved.length === 0 ? [] : [rejectionOf(row, moved)];
    });
}

function movedBy(before: Assignment, after: Assignment, on: Day): AssignmentInstance[] {
  const dueOnAfter = new Map(unfoldAssignment(after, on).map(({ instanceId, firstDueOn }) => [instanceId, firstDueOn]));
  return unfoldAssignment(before, on).filter(({ instanceId, firstDueOn }) => {
    const isWithdrawn = after.validTo !== null && after.validTo < firstDueOn;
    return firstDueOn < on && !isWithdrawn && dueOnAfter.get(instanceId) !== firstDueOn;
  });
}

function rejectionOf({ line, entry }: FileRow, moved: readonly AssignmentInstance[]): Rejection {
  const named = moved.slice(0, MOST_NAMED).map(({ instanceId, firstDueOn }) => `${instanceId} (${firstDueOn})`);
  const others = moved.length > MOST_NAMED ? ` and ${moved.length - MOST_NAMED} more` : '';
  const reason =
    `would move due dates that have passed: ${named.join(', ')}${others}. To give more time, use extend-assignment, which keeps the first ` +
    'date visible; for other days from now on, end the row and begin a new one';
  return { line, column: 'dueOn', value: entry.id, reason };
}
