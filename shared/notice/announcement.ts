import * as z from 'zod';
import { exceededUnitSchema, monthFiguresSchema } from '../ledger/month-figures.ts';
import type { MonthHead } from '../ledger/month-head.ts';
import { countSchema, textSchema } from '../runtime/field-schemas.ts';
import { tierSchema } from '../unit/unit.ts';

/** A letter is a page: so many units are named in it, the others are counted. */
const UNITS_NAMED = 30;

/** That a head of a month was made, with what is told of it. Everything in it is taken from the head's object. */
export const announcementSchema = z.object({
  ...monthFiguresSchema.shape,
  headKey: textSchema,
  /** SHA-256 of the head's bytes, 64 hexadecimal digits. */
  headHash: z.string().regex(/^[0-9a-f]{64}$/),
  exceededCount: countSchema,
  /** The first of them by tier. */
  exceededUnits: z.array(exceededUnitSchema),
});
export type Announcement = z.infer<typeof announcementSchema>;

/** @param head read back from its object, so that a run after a failure announces the same */
export function announcementOf(head: MonthHead, headKey: string, headHash: string): Announcement {
  const { month, number, pointsHundredths, tiers, exceededUnits } = head;
  const byTier = tierSchema.options.flatMap((tier) => exceededUnits.filter((unit) => unit.tier === tier));
  return {
    month,
    number,
    pointsHundredths,
    headKey,
    headHash,
    tiers,
    exceededCount: exceededUnits.length,
    exceededUnits: byTier.slice(0, UNITS_NAMED).map(({ unitName, tier }) => ({ unitName, tier })),
  };
}
