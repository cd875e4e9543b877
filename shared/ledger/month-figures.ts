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

/** What a head of a month says of the month in few figures. */
export const monthFiguresSchema = z.object({
  month: monthSchema,
  /** 1, and one more whenever the month's latest evaluations are no longer those of the head before. */
  number: positiveIntegerSchema,
  tiers: z.array(tierFiguresSchema),
  /** Hundredths of points that the month has taken off in all, as far as confirmed. */
  pointsHundredths: z.int(),
});
export type MonthFigures = z.infer<typeof monthFiguresSchema>;

export const exceededUnitSchema = z.object({ unitName: textSchema, tier: tierSchema });
