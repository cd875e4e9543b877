import * as z from 'zod';

const count = z.int().nonnegative();

/** What became of a registry file: `registry-reports/<file>/<time>.json`. */
export const importReportSchema = z.object({
  /** The object's key below `registry/`. */
  file: z.string(),
  /** The time of the event. */
  importedAt: z.iso.datetime(),
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
      line: z.int().positive().nullable(),
      column: z.string().nullable(),
      value: z.string().max(200),
      reason: z.string(),
    }),
  ),
  warnings: z.array(z.string()),
});
export type ImportReport = z.infer<typeof importReportSchema>;

const MAX_VALUE_LENGTH = 200;

/** A value as a report shows it. */
export function cutValue(value: string): string {
  return value.length <= MAX_VALUE_LENGTH ? value : `${value.slice(0, MAX_VALUE_LENGTH - 1).toWellFormed()}…`;
}
