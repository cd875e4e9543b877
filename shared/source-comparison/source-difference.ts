import * as z from 'zod';
import { monthSchema } from '../calendar/month.ts';
import { instantTextSchema, textSchema } from '../runtime/field-schemas.ts';

export const comparedFieldSchema = z.enum(['receivedAt', 'dueAt', 'completedAt']);
export type ComparedField = z.infer<typeof comparedFieldSchema>;

/** A dossier of which two sources state different times. */
export const sourceDifferenceSchema = z.object({
  /** By the source by which the unit is judged. */
  unitId: textSchema,
  dossierCode: textSchema,
  /** The source by which the unit is judged, and the other. */
  judgingSourceId: textSchema,
  otherSourceId: textSchema,
  fields: z
    .array(z.object({ field: comparedFieldSchema, judging: instantTextSchema, other: instantTextSchema }))
    .min(1),
});
export type SourceDifference = z.infer<typeof sourceDifferenceSchema>;

/** What comparing the sources of a month came to: one object, written once for each state of the month's evaluations. */
export const monthDifferencesSchema = z.object({
  month: monthSchema,
  evaluationsDigest: textSchema,
  recordedAt: instantTextSchema,
  differences: z.array(sourceDifferenceSchema),
});
export type MonthDifferences = z.infer<typeof monthDifferencesSchema>;
