import * as z from 'zod';
import { validityShape } from '../calendar/validity.ts';
import { countSchema, positiveIntegerSchema, textSchema } from '../runtime/field-schemas.ts';
import { tierSchema } from '../unit/unit.ts';
import { bandSchema } from './band.ts';
import { OVERDUE_SHARE_RULE, ruleSchema } from './rule.ts';

/** One row of `policies.csv`: how a rule judges a tier while the row is in force. */
export const policySchema = z.object({
  policyId: textSchema,
  rule: ruleSchema.default(OVERDUE_SHARE_RULE),
  tier: tierSchema,
  mode: z.enum(['deduct', 'report']),
  /** The allowed share is numerator / denominator; null where the tier has no threshold. */
  thresholdNumerator: countSchema.nullable(),
  thresholdDenominator: positiveIntegerSchema.nullable(),
  pointsHundredths: countSchema,
  /** Shares above the threshold, ascending, each with more points than the one before. Absent: one threshold, one number of points. */
  higherBands: z.array(bandSchema).min(1).optional(),
  basis: z.enum(['handled', 'fell-due', 'resolved']),
  comparison: z.enum(['instant', 'day']),
  paused: z.enum(['within-due', 'excluded']),
  returned: z.enum(['on-time', 'excluded']),
  minimumDenominator: positiveIntegerSchema,
  /** 1 to 28: from the 29th on, February has no such day. */
  periodStartDay: z.int().min(1).max(28),
  /** How many days after the month's last day a snapshot may still govern the month. */
  waitDays: countSchema.max(27),
  countsChildren: z.boolean(),
  yearlyCapHundredths: positiveIntegerSchema.nullable(),
  approval: z.enum(['automatic', 'required']),
  /** Where somebody must approve: after so many working days without it admins are alarmed. */
  approvalWorkingDays: positiveIntegerSchema.default(5),
  explanationWorkingDays: countSchema,
  legalBasis: textSchema,
  /** Of the rule `late-acceptance`: the parts of a working day, such as 07:00-11:00, and how many working hours may pass. */
  officeHours: z.array(textSchema).min(1).optional(),
  limitWorkingHours: positiveIntegerSchema.max(40).optional(),
  ...validityShape,
});
export type Policy = z.infer<typeof policySchema>;

/** What of a policy decides how one dossier is counted. */
export type CountingRules = Pick<Policy, 'comparison' | 'paused' | 'returned'>;

/** An allowed share as a ratio of whole numbers. */
export interface Threshold {
  readonly numerator: number;
  readonly denominator: number;
}

/** The share above which a policy's units exceed, or null where it sets none. */
export function thresholdOf({ thresholdNumerator, thresholdDenominator }: Policy): Threshold | null {
  if (thresholdNumerator === null || thresholdDenominator === null) return null;
  return { numerator: thresholdNumerator, denominator: thresholdDenominator };
}
