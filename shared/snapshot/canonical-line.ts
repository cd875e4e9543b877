import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { channelSchema, statusClassSchema, storedDossierSchema } from '../dossier/dossier.ts';
import {
  anyTextSchema,
  instantTextSchema,
  nullableTextSchema,
  positiveIntegerSchema,
} from '../runtime/field-schemas.ts';

const instantSchema = instantTextSchema.transform((text) => Date.parse(text));

/**
 * One line of a canonical copy (`canonical/<sourceId>/<day>/<digest>.ndjson.gz`): all that a verdict is made of, with
 * the stored fields alone. Evaluation and replay read nothing else.
 */
export const canonicalLineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('dossier'),
    dossier: storedDossierSchema,
    /**
     * Only in a snapshot taken after the month's last day: what was last seen before the month's end, where it
     * differs. How a dossier stood at the period's end follows from both (`asOfEnd`).
     */
    lastSeenBeforeEnd: z
      .object({
        unitId: anyTextSchema,
        dueAt: instantSchema.nullable(),
        completedAt: instantSchema.nullable(),
        statusClass: statusClassSchema,
      })
      .optional(),
  }),
  /** A row that could not be read; `unitId` is null where it names no known unit. Fields that could be read are kept. */
  z.object({
    kind: z.literal('rejected'),
    /** Which row of the file it was, counted from 1. */
    row: positiveIntegerSchema,
    reason: anyTextSchema,
    unitId: nullableTextSchema,
    dossierCode: nullableTextSchema,
    /** An unequal duplicate is about a dossier that another line already counts; every other one is not. */
    isDuplicate: z.boolean(),
    receivedAt: instantSchema.nullable(),
    completedAt: instantSchema.nullable(),
    statusClass: statusClassSchema.nullable(),
    /** Only where the source states when dossiers were submitted. */
    channel: channelSchema.nullable().optional(),
    submittedAt: instantSchema.nullable().optional(),
  }),
  /**
   * A dossier that was counted when last seen, and is no longer in the file, cannot be read, or has a status that is not
   * counted. The fields are those last seen.
   */
  z.object({
    kind: z.literal('vanished'),
    dossierCode: anyTextSchema,
    unitId: anyTextSchema,
    receivedAt: instantSchema,
    dueAt: instantSchema.nullable(),
    completedAt: instantSchema.nullable(),
    statusClass: statusClassSchema,
    lastSeenOn: daySchema,
  }),
]);
export type CanonicalLine = z.infer<typeof canonicalLineSchema>;

/**
 * A dossier that was submitted and neither accepted nor refused, where the source lists such statuses (`awaiting`). It is
 * not counted; only a rule about acceptance looks at it.
 */
export const awaitingLineSchema = z.object({
  kind: z.literal('awaiting'),
  dossierCode: z.string(),
  unitId: z.string().nullable(),
  procedureCode: z.string().nullable(),
  procedureName: z.string().nullable(),
  channel: channelSchema.nullable(),
  submittedAt: instantSchema.nullable(),
});
export type AwaitingLine = z.infer<typeof awaitingLineSchema>;

/** Any line that a canonical copy can hold. */
export const copyLineSchema = z.discriminatedUnion('kind', [...canonicalLineSchema.options, awaitingLineSchema]);
export type CopyLine = z.infer<typeof copyLineSchema>;
