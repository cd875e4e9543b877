import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { countSchema, textSchema } from '../runtime/field-schemas.ts';

/** What one unit did in the days that a snapshot tells of. */
export const unitActivitySchema = z.object({
  /** Dossiers that were open at the end of those days. */
  open: countSchema,
  added: countSchema,
  changed: countSchema,
  /** Dossiers that were first seen ended. */
  completionsEntered: countSchema,
});
export type UnitActivity = z.infer<typeof unitActivitySchema>;

/** What a source's snapshot tells of the days after `priorDay`, up to `day`. */
export const dayActivitySchema = z.object({
  sourceId: textSchema,
  day: daySchema,
  /** Null: the source's first snapshot, of which nobody knows what was entered when. */
  priorDay: daySchema.nullable(),
  /** unitId -> what it did; a unit that is not named did nothing, and had nothing open. */
  units: z.record(textSchema, unitActivitySchema),
});
export type DayActivity = z.infer<typeof dayActivitySchema>;
