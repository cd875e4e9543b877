import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { validityShape } from '../calendar/validity.ts';

/** One row of `assignments.csv`: a report that a directive orders from a lead unit and coordinating units. */
export const assignmentSchema = z.object({
  assignmentId: z.string().min(1),
  directive: z.string().min(1),
  item: z.string(),
  title: z.string().min(1),
  leadUnitId: z.string().min(1),
  coordinatingUnitIds: z.array(z.string().min(1)),
  reportTo: z.string().min(1),
  /** The last timely day: "trước ngày 15/7/2020" is 2020-07-14. */
  dueOn: daySchema,
  recurrence: z.string().nullable(),
  ...validityShape,
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** The fact that a unit's report on an assignment came in; once recorded, nobody is reminded of it again. */
export const receivedReportSchema = z.object({
  assignmentId: z.string().min(1),
  unitId: z.string().min(1),
  receivedOn: daySchema,
  reference: z.string().nullable(),
  actor: z.string().min(1),
  reason: z.string().min(1),
});
export type ReceivedReport = z.infer<typeof receivedReportSchema>;
