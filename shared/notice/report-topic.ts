import * as z from 'zod';
import { recurrences } from '../assignment/assignment.ts';
import { daySchema } from '../calendar/day.ts';
import { monthSchema } from '../calendar/month.ts';
import {
  anyTextSchema,
  countSchema,
  nullableTextSchema,
  positiveIntegerSchema,
  textSchema,
} from '../runtime/field-schemas.ts';

/** How a report's due date stands on the day of the digest: working days before (negative: after) it. */
export const milestoneSchema = z.literal([7, 3, 1, 0, -1, -3, -5]);
export type Milestone = z.infer<typeof milestoneSchema>;

const roleSchema = z.enum(['lead', 'coordinating']);

/** How a due date was put off: until when, and by what document or for what reason. */
export const putOffSchema = z.object({ dueOn: daySchema, reference: nullableTextSchema, reason: anyTextSchema });
export type PutOff = z.infer<typeof putOffSchema>;

/** What identifies a report, and when it is due. What may be absent is so in notices of earlier code, too. */
const reportShape = {
  /** Of the instance: `664-4@2020-08` of a recurring assignment. */
  assignmentId: textSchema,
  directive: anyTextSchema,
  item: anyTextSchema,
  title: anyTextSchema,
  /** Only of a recurring assignment: the month in which it is due. */
  period: monthSchema.optional(),
  recurrence: z.enum(recurrences).optional(),
  /** Only of an explanation that the system asks for: of which month, and what was noticed. */
  explains: z.object({ month: monthSchema, sentence: anyTextSchema }).optional(),
  role: roleSchema,
  dueOn: daySchema,
  /** Only where the due date is no longer the first one. */
  firstDueOn: daySchema.optional(),
  /** Only where it was extended: each time, by due date. */
  putOff: z.array(putOffSchema).optional(),
  /** Only where the last report was handed back: when it had come in, when and why it went back. */
  handedBack: z
    .object({ receivedOn: daySchema, on: daySchema, reason: anyTextSchema, reference: nullableTextSchema })
    .optional(),
};

/** A reminder of a unit's own report. */
export const assignmentTopicSchema = z.object({
  kind: z.literal('assignment'),
  topicId: textSchema,
  unitId: textSchema,
  unitName: textSchema,
  ...reportShape,
  reportTo: anyTextSchema,
  milestone: milestoneSchema,
  /** Working days from the digest's day to the due date; negative once it has passed. */
  workingDaysLeft: z.int(),
});

/** A superior's unit is late. */
export const escalationTopicSchema = z.object({
  kind: z.literal('escalation'),
  topicId: textSchema,
  /** Who is told: the superior, or the unit that leads where there is none to write to. */
  unitId: textSchema,
  unitName: textSchema,
  toldAs: z.enum(['superior', 'lead']),
  lateUnitId: textSchema,
  lateUnitName: textSchema,
  ...reportShape,
  reportTo: anyTextSchema,
  /** After how many working days of lateness this is told. */
  step: positiveIntegerSchema,
  workingDaysLate: positiveIntegerSchema,
});

/** A report that has not come in, as it stands in the list of the unit that collects. */
export const lateReportSchema = z.object({
  unitId: textSchema,
  unitName: textSchema,
  ...reportShape,
  workingDaysLate: countSchema,
});
export type LateReport = z.infer<typeof lateReportSchema>;

/** What is late, and by whom, for the unit that collects: each working morning while anything is. */
export const lateReportsTopicSchema = z.object({
  kind: z.literal('late-reports'),
  topicId: textSchema,
  unitId: textSchema,
  unitName: textSchema,
  day: daySchema,
  /** The latest first, as many as a message holds. */
  reports: z.array(lateReportSchema).min(1),
  /** How many there are in all. */
  total: positiveIntegerSchema,
});
