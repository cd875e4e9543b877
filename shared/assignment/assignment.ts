import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { validityShape } from '../calendar/validity.ts';
import { anyTextSchema, nullableTextSchema, textSchema } from '../runtime/field-schemas.ts';

/** One row of `assignments.csv`: a report that a directive orders from a lead unit and coordinating units. */
export const assignmentSchema = z.object({
  assignmentId: textSchema,
  directive: textSchema,
  item: anyTextSchema,
  title: textSchema,
  leadUnitId: textSchema,
  coordinatingUnitIds: z.array(textSchema),
  reportTo: textSchema,
  /** The last timely day: "trước ngày 15/7/2020" is 2020-07-14. */
  dueOn: daySchema,
  recurrence: nullableTextSchema,
  ...validityShape,
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** The fact that a unit's report on an assignment came in; once recorded, nobody is reminded of it again. */
export const receivedReportSchema = z.object({
  assignmentId: textSchema,
  unitId: textSchema,
  receivedOn: daySchema,
  reference: nullableTextSchema,
  actor: textSchema,
  reason: textSchema,
});
export type ReceivedReport = z.infer<typeof receivedReportSchema>;
