import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { monthSchema } from '../calendar/month.ts';
import { validityShape } from '../calendar/validity.ts';
import {
  anyTextSchema,
  countSchema,
  instantTextSchema,
  nullableTextSchema,
  positiveIntegerSchema,
  textSchema,
} from '../runtime/field-schemas.ts';

export const recurrences = ['monthly', 'quarterly'] as const;
export type Recurrence = (typeof recurrences)[number];

/** The finding of the lead unit that a report has to explain, and who collects such reports. */
const explainedFindingSchema = z.object({
  findingId: textSchema,
  month: monthSchema,
  /** As the finding says it. */
  sentence: textSchema,
  /** Told each morning which explanations are late; null: nobody but the unit's superior. */
  collectingUnitId: nullableTextSchema,
});

/** One row of `assignments.csv`: a report that a directive orders from a lead unit and coordinating units. */
export const assignmentSchema = z.object({
  assignmentId: textSchema,
  directive: textSchema,
  item: anyTextSchema,
  title: textSchema,
  leadUnitId: textSchema,
  coordinatingUnitIds: z.array(textSchema),
  reportTo: textSchema,
  /** The last timely day, of the first instance where it recurs: "trước ngày 15/7/2020" is 2020-07-14. */
  dueOn: daySchema,
  /** Files with other words are refused; rows of earlier code, which read none of them, stay single. */
  recurrence: nullableTextSchema.transform((text) => recurrences.find((known) => known === text) ?? null),
  /** After how many working days of lateness a superior is told, ascending; absent: `usualEscalationWorkingDays`. */
  escalationWorkingDays: z.array(positiveIntegerSchema).min(1).optional(),
  /** Only of an explanation that the system asks for; no file can state it. */
  explains: explainedFindingSchema.optional(),
  ...validityShape,
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** The kind of the registry table that holds the explanations which the system asks for, shaped as rows of the file. */
export const EXPLANATION_REQUEST_KIND = 'explanation-request';

/** Who is told what of an assignment is late and owed by others. */
export function collectorOf({ leadUnitId, explains }: Assignment): string {
  return explains?.collectingUnitId ?? leadUnitId;
}

/**
 * The fact that a unit's report came in; while it stands, nobody is reminded of it. A report that is handed back
 * (`ReopenedReport`) ends a round, and the next report belongs to the next one.
 */
export const receivedReportSchema = z.object({
  /** The instance's id. Rows of earlier code name a recurring assignment by its plain id: that is its first instance. */
  assignmentId: textSchema,
  unitId: textSchema,
  receivedOn: daySchema,
  reference: nullableTextSchema,
  /** Where it lies: a key in the bucket, a link, or a document's number. */
  file: nullableTextSchema.default(null),
  /** Of an explanation: what the unit says, whole or in short. */
  text: textSchema.optional(),
  /** How many of the unit's reports were handed back before it. */
  round: countSchema.default(0),
  actor: textSchema,
  reason: textSchema,
  /** ISO 8601 in UTC; null in rows of earlier code. */
  recordedAt: instantTextSchema.nullable().default(null),
});
export type ReceivedReport = z.infer<typeof receivedReportSchema>;

/** The fact that a report was not sufficient, and is owed again. */
export const reopenedReportSchema = z.object({
  assignmentId: textSchema,
  unitId: textSchema,
  /** Of the report that is handed back. */
  round: countSchema,
  receivedOn: daySchema,
  /** The new last timely day; null: the due date stays. */
  dueOn: daySchema.nullable(),
  reopenedOn: daySchema,
  actor: textSchema,
  reason: textSchema,
  reference: nullableTextSchema,
  recordedAt: instantTextSchema,
});
export type ReopenedReport = z.infer<typeof reopenedReportSchema>;

/** The fact that a due date was put off, for one unit or (`unitId` null) for all of an instance. */
export const extensionSchema = z.object({
  assignmentId: textSchema,
  unitId: nullableTextSchema,
  dueOn: daySchema,
  /** The due date in whose place it came. */
  insteadOf: daySchema,
  actor: textSchema,
  reason: textSchema,
  reference: nullableTextSchema,
  recordedAt: instantTextSchema,
});
export type Extension = z.infer<typeof extensionSchema>;

/** All that happened to assignments; in whatever order it is read, it means the same. */
export interface AssignmentEvents {
  readonly reports: readonly ReceivedReport[];
  readonly reopenings: readonly ReopenedReport[];
  readonly extensions: readonly Extension[];
}
