import * as z from 'zod';
import {
  anyTextSchema,
  countSchema,
  instantTextSchema,
  nullableTextSchema,
  positiveIntegerSchema,
} from '../runtime/field-schemas.ts';

const count = countSchema;

/** What became of a registry file: `registry-reports/<file>/<time>.json`. */
export const importReportSchema = z.object({
  /** The object's key below `registry/`. */
  file: anyTextSchema,
  /** The time of the event. */
  importedAt: instantTextSchema,
  outcome: z.enum(['imported', 'unchanged', 'refused', 'partly-imported']),
  /** Rows with a value, without the header: accepted + rejectedRows. */
  rowsRead: count,
  /** Rows without fault. Unless the file is refused: changed + unchanged + superseded. */
  accepted: count,
  rejectedRows: count,
  /** Rows written. */
  changed: count,
  /** Rows equal to what was stored. */
  unchanged: count,
  /** Rows that a newer file had changed already. */
  superseded: count,
  /** What is wrong, one entry a fault; values are cut to 200 characters. */
  rejected: z.array(
    z.object({
      line: positiveIntegerSchema.nullable(),
      column: nullableTextSchema,
      value: z.string().max(200),
      reason: anyTextSchema,
    }),
  ),
  warnings: z.array(anyTextSchema),
});
export type ImportReport = z.infer<typeof importReportSchema>;

const MAX_VALUE_LENGTH = 200;

/** A value as a report shows it. */
export function cutValue(value: string): string {
  return value.length <= MAX_VALUE_LENGTH ? value : `${value.slice(0, MAX_VALUE_LENGTH - 1).toWellFormed()}…`;
}
