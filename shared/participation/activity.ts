import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { countSchema, textSchema } from '../runtime/field-schemas.ts';

/** What a snapshot shows of a unit, and what the unit did in the days that it tells of. */
export const unitActivitySchema = z.object({
  /** Its dossiers in the file, those that have ended among them. */
  rows: countSchema,
  /** Of these, the open ones. */
  open: countSchema,
  /** Dossiers last seen open that the file does not show, or not readably: what became of them, nobody knows. */
  vanished: countSchema,
  /** Rows that name it and cannot be read: what it entered there, nobody knows. */
  rejected: countSchema,
  /** Dossiers that the snapshot before did not show. */
  added: countSchema,
  /** Dossiers of which a stored field is stated otherwise than in the snapshot before. */
  changed: countSchema,
  /** Of both, those that ended: the snapshot before showed them open, or not at all. */
  completionsEntered: countSchema,
});
export type UnitActivity = z.infer<typeof unitActivitySchema>;

/** What a source's snapshot tells of the days after `priorDay`, up to `day`: `activity/<sourceId>/<day>/<digest>.json`. */
export const dayActivitySchema = z.object({
  sourceId: textSchema,
  day: daySchema,
  /** The day of the snapshot before. Null: the source's first, of which nobody knows what was entered when. */
  priorDay: daySchema.nullable(),
  /** unitId -> what is known of it; a unit that is not named has no row, and did nothing. */
  units: z.record(textSchema, unitActivitySchema),
  /** Units for which the source counts, and of which the file has no row: expected reporters that did not report. */
  withoutRows: z.array(textSchema),
});
export type DayActivity = z.infer<typeof dayActivitySchema>;
