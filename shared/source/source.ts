import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { monthSchema } from '../calendar/month.ts';
import { timeZoneSchema } from '../calendar/zone.ts';
import { channelSchema, statusClassSchema } from '../dossier/dossier.ts';
import { anyTextSchema, positiveIntegerSchema, textSchema } from '../runtime/field-schemas.ts';

/** The fields that a source may state of a dossier. */
export const sourceFields = [
  'dossierCode',
  'unitCode',
  'procedureCode',
  'procedureName',
  'channel',
  'receivedAt',
  'dueAt',
  'completedAt',
  'returnedAt',
  'status',
  'submittedAt',
] as const;
export type SourceField = (typeof sourceFields)[number];

/** Without these nothing can be counted: a file that lacks one of their columns is quarantined. */
export const requiredFields = ['dossierCode', 'unitCode', 'receivedAt', 'dueAt', 'completedAt', 'status'] as const;

/**
 * How dates are written: built of yyyy, MM, dd, HH, mm, ss, `SSS` (a fraction of any length), `XX` (an offset such as
 * +07, +0700 or +07:00) and literal characters. Tried in order.
 */
export const dateFormatSchema = z.string().regex(/yyyy/, 'must contain yyyy');

/** One source of `sources.json`: a portal described by data, not code. */
export const sourceSchema = z.object({
  sourceId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens'),
  name: textSchema,
  /** Who answers for the source: asked when a snapshot is missing. */
  ownerUnitId: textSchema,
  timeZone: timeZoneSchema,
  /** The time of day at which the export is cut off, HH:mm; absent when it holds the whole day. */
  cutOff: z.iso.time({ precision: -1 }).optional(),
  /** On which days a snapshot is expected. */
  rhythm: z.enum(['daily', 'working-days']),
  /** The first month judged by this source; absent: the month of its first snapshot. */
  evaluateFrom: monthSchema.optional(),
  /** What the export holds: all since `from`, and, where `movingDays` is given, ended dossiers of that many last days only. */
  window: z
    .object({
      from: daySchema.optional(),
      movingDays: positiveIntegerSchema.optional(),
    })
    .default({}),
  format: z
    .object({
      delimiter: z.enum(['auto', ',', ';', '\t', '|']).default('auto'),
      /**
       * How CSV and NDJSON are written. auto: UTF-8 or UTF-16, recognised; windows-1258: what is neither is read so. A
       * file that is written otherwise is put aside.
       */
      encoding: z.enum(['auto', 'utf-8', 'utf-16', 'windows-1258']).default('auto'),
    })
    .default({ delimiter: 'auto', encoding: 'auto' }),
  /** field -> heading (CSV, XLSX) or path of keys (NDJSON): `code`, `$.code`, `dossier.code`. */
  columns: z
    .partialRecord(z.enum(sourceFields), textSchema)
    .refine((columns) => requiredFields.every((field) => columns[field] !== undefined), {
      message: `must name the columns of ${requiredFields.join(', ')}`,
    }),
  dateFormats: z.array(dateFormatSchema).min(1),
  /** Whether 00:00:00 in a date is a time of day; false (the default): it stands for a date without a time. */
  midnightIsTime: z.boolean().default(false),
  /** status code -> class. A code not listed is rejected. */
  statuses: z.record(anyTextSchema, statusClassSchema),
  /**
   * Of the statuses that are not counted, those of dossiers submitted online and neither accepted nor refused yet: the
   * rule `late-acceptance` needs to see them. Absent: the source does not show such dossiers.
   */
  awaiting: z.array(z.string().min(1)).min(1).optional(),
  /** channel code -> channel. A code not listed is `other`. */
  channels: z.record(anyTextSchema, channelSchema).default({}),
  /** Headings whose change means nothing (last-viewed stamps). */
  volatileColumns: z.array(anyTextSchema).default([]),
});
export type Source = z.infer<typeof sourceSchema>;
