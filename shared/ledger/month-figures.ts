import * as z from 'zod';
import { monthSchema } from '../calendar/month.ts';
import { countSchema, positiveIntegerSchema, textSchema } from '../runtime/field-schemas.ts';
import { tierSchema } from '../unit/unit.ts';

/** Units of a tier by what a month came to for them. Of several rules, the worst counts. */
export const tierFiguresSchema = z.object({
  tier: tierSchema,
  passed: countSchema,
  exceeded: countSchema,
  undecided: countSchema,
  notJudged: countSchema,
});
export type TierFigures = z.infer<typeof tierFiguresSchema>;

/** Deductions on which nothing is decided yet: how many, and what they would take. */
export const proposedSchema = z.object({ count: positiveIntegerSchema, pointsHundredths: z.int() });
export type Proposed = z.infer<typeof proposedSchema>;

/** Why a month has a further head: its evaluations are others, or all its proposals are decided on. */
export const occasionSchema = z.enum(['re-evaluation', 'settlement']);
export type Occasion = z.infer<typeof occasionSchema>;

/** What a head of a month says of the month in few figures. */
export const monthFiguresSchema = z.object({
  month: monthSchema,
  /**
   * 1, and one more whenever the month's latest evaluations are no longer those of the head before, or when the last of
   * the deductions that it proposed is decided on.
   */
  number: positiveIntegerSchema,
  /** Of a month's further heads. */
  occasion: occasionSchema.optional(),
  tiers: z.array(tierFiguresSchema),
  /** Hundredths of points that the month has taken off in all, as far as confirmed. */
  pointsHundredths: z.int(),
  /** Absent: nothing of the month is open. */
  proposed: proposedSchema.optional(),
});
export type MonthFigures = z.infer<typeof monthFiguresSchema>;

export const exceededUnitSchema = z.object({ unitName: textSchema, tier: tierSchema });
