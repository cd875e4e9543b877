import * as z from 'zod';
import { positiveIntegerSchema } from '../runtime/field-schemas.ts';
import type { Policy } from './policy.ts';

/** A share, numerator / denominator, and what exceeding it takes off. */
export const bandSchema = z.object({
  numerator: positiveIntegerSchema,
  denominator: positiveIntegerSchema,
  pointsHundredths: positiveIntegerSchema,
});
export type Band = z.infer<typeof bandSchema>;

type Share = Pick<Band, 'numerator' | 'denominator'>;
type Banded = Pick<Policy, 'thresholdNumerator' | 'thresholdDenominator' | 'pointsHundredths' | 'higherBands'>;

/** A policy's bands, the lowest first: its own threshold and points, then those above it. None without a threshold. */
export function bandsOf({
  thresholdNumerator,
  thresholdDenominator,
  pointsHundredths,
  higherBands = [],
}: Banded): Band[] {
  if (thresholdNumerator === null || thresholdDenominator === null) return [];
  return [{ numerator: thresholdNumerator, denominator: thresholdDenominator, pointsHundredths }, ...higherBands];
}

/** Why a policy's higher bands cannot stand; null where they can, or where there are none. */
export function problemOfBands(policy: Banded): string | null {
  if (policy.higherBands === undefined) return null;
  const [lowest, ...higher] = bandsOf(policy);
  if (lowest === undefined) return 'higher bands need a threshold, which is the lowest band';
  let lower = lowest;
  for (const band of higher) {
    if (band.numerator >= band.denominator) return 'a band of 100% or more can never be exceeded';
    if (!isHigher(band, lower)) return 'each band must lie above the one before';
    if (band.pointsHundredths <= lower.pointsHundredths) return 'each band must take more points than the one before';
    lower = band;
  }
  return null;
}

function isHigher(one: Share, other: Share): boolean {
  return BigInt(one.numerator) * BigInt(other.denominator) > BigInt(other.numerator) * BigInt(one.denominator);
}
