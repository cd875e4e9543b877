import * as z from 'zod';
import { type Assignment, assignmentSchema } from '../../../../shared/assignment/assignment.ts';
import { blankCell, listCell, readTable } from './read-table.ts';

const rowSchema = z
  .object({
    ...assignmentSchema.shape,
    coordinatingUnitIds: listCell,
    recurrence: blankCell,
    escalationWorkingDays: listCell.transform((days) => days.map(Number)),
    validTo: blankCell,
  })
  .transform((row) => assignmentSchema.parse(row));

/** What the dispatch orders, item by item, with the units that lead and those that take part. */
export function listAssignments(): Assignment[] {
  return readTable('assignments.csv', rowSchema);
}
