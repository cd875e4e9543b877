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
  /** How many evaluations of the month there are in all revisions; while there are no more, no other one has come. */
  evaluationCount: countSchema.optional(),
  exceededCount: countSchema,
  /** The first of them by tier. */
  exceededUnits: z.array(exceededUnitSchema),
});
export type Announcement = z.infer<typeof announcementSchema>;

/** @param head read back from its object, so that a run after a failure announces the same */
export function announcementOf(head: MonthHead, headKey: string, headHash: string): Announcement {
  const { month, number, occasion, pointsHundredths, proposed, tiers, exceededUnits, evaluations } = head;
  const byTier = tierSchema.options.flatMap((tier) => exceededUnits.filter((unit) => unit.tier === tier));
  return {
    month,
    number,
    ...(occasion && { occasion }),
    pointsHundredths,
    ...(proposed && { proposed }),
    headKey,
    headHash,
    tiers,
    // Revisions are numbered without gaps.
    evaluationCount: evaluations.reduce((total, { revision }) => total + revision, 0),
    exceededCount: exceededUnits.length,
    exceededUnits: byTier.slice(0, UNITS_NAMED).map(({ unitName, tier }) => ({ unitName, tier })),
  };
}
