import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { validityShape } from '../calendar/validity.ts';
import { nullableTextSchema, textSchema } from '../runtime/field-schemas.ts';

export const tierSchema = z.enum(['province', 'district', 'commune']);
export type Tier = z.infer<typeof tierSchema>;

/** One row of `units.csv`. A `unitId` is permanent: never reused, never a statistical code. */
export const unitSchema = z.object({
  unitId: textSchema.max(200),
  name: textSchema,
  tier: tierSchema,
  kind: z.enum(['department', 'police', 'locality', 'other']),
  parentUnitId: textSchema.nullable(),
  headName: nullableTextSchema,
  headEmail: z.email().nullable(),
  deputyEmails: z.array(z.email()),
  ccEmails: z.array(z.email()),
  /** Whether the deputies get a copy of each digest; absent: only what cannot reach the head. */
  deputiesCopied: z.boolean().optional(),
  ...validityShape,
});
export type Unit = z.infer<typeof unitSchema>;

/** One row of `unit-codes.csv`: what a source calls a unit. */
export const unitCodeSchema = z.object({
  sourceId: textSchema,
  code: textSchema,
  unitId: textSchema,
  ...validityShape,
});
export type UnitCode = z.infer<typeof unitCodeSchema>;

/** One row of `unit-lineage.csv`: what became of a unit in a merger or split. */
export const unitLineageSchema = z.object({
  oldUnitId: textSchema,
  newUnitId: textSchema,
  share: z.enum(['full', 'partial']),
  on: daySchema,
});
export type UnitLineage = z.infer<typeof unitLineageSchema>;

/** One row of `unit-sources.csv`: the one source that counts for a unit in a period. The others only reconcile. */
export const unitSourceSchema = z.object({
  unitId: textSchema,
  sourceId: textSchema,
  ...validityShape,
});
export type UnitSource = z.infer<typeof unitSourceSchema>;
