import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { monthSchema } from '../calendar/month.ts';
import { type Policy, policySchema } from '../policy/policy.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { countsSchema } from '../tally/tally.ts';
import { tierSchema } from '../unit/unit.ts';

export const verdictSchema = z.enum(['passed', 'exceeded', 'undecided', 'not-judged']);
export type Verdict = z.infer<typeof verdictSchema>;

/** Why a verdict is what it is. */
export const verdictReasonSchema = z.enum([
  'best-case-exceeds',
  'worst-case-does-not-exceed',
  'only-worst-case-exceeds',
  'governing-snapshot-missing',
  'no-counting-source',
  'children-counted-elsewhere',
  'no-threshold',
  'no-policy',
  'mode-report',
  'nothing-handled',
  'below-minimum-denominator',
]);
export type VerdictReason = z.infer<typeof verdictReasonSchema>;

/** What of a policy decides what follows from an exceeded threshold. */
export const consequenceSchema = policySchema.pick({
  mode: true,
  approval: true,
  explanationWorkingDays: true,
  pointsHundredths: true,
  yearlyCapHundredths: true,
  legalBasis: true,
});
export type Consequence = z.infer<typeof consequenceSchema>;

export function consequenceOf(policy: Policy): Consequence {
  const { mode, approval, explanationWorkingDays, pointsHundredths, yearlyCapHundredths, legalBasis } = policy;
  return { mode, approval, explanationWorkingDays, pointsHundredths, yearlyCapHundredths, legalBasis };
}

/** The judgement of one unit's month. Its digest covers every field but `recordedAt`. */
export const evaluationSchema = z.object({
  unitId: z.string().min(1),
  unitName: z.string().min(1),
  month: monthSchema,
  revision: z.int().positive(),
  evaluatorVersion: z.int().positive(),
  tier: tierSchema,
  verdict: verdictSchema,
  reasons: z.array(verdictReasonSchema).min(1),
  /** The numerator of the policy's basis. */
  overdue: z.int().nonnegative(),
  /** Dossiers that could not be read, have no due date, or vanished: on time at best, overdue at worst. */
  unknown: z.int().nonnegative(),
  /** The basis' denominator, with those of the unknown that are not in it already. */
  denominator: z.int().nonnegative(),
  threshold: z
    .object({
      numerator: z.int().nonnegative(),
      denominator: z.int().positive(),
    })
    .nullable(),
  basis: policySchema.shape.basis.nullable(),
  policyId: z.string().nullable(),
  /** As the policy stood when the month was judged: what becomes of its row later changes nothing. */
  consequence: consequenceSchema.nullable(),
  /** Null where no governing snapshot came. */
  counts: countsSchema.nullable(),
  sourceId: z.string().nullable(),
  governing: z
    .object({
      day: daySchema,
      fileNumber: z.int().positive(),
      canonicalKey: z.string(),
      canonicalDigest: z.string(),
    })
    .nullable(),
  /** The list of the unit's overdue and unknown dossiers. */
  evidence: z
    .object({
      key: z.string(),
      digest: z.string(),
      overdueRows: z.int(),
      unknownRows: z.int(),
    })
    .nullable(),
  digest: z.string(),
  recordedAt: z.iso.datetime(),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

/**
 * What follows from an exceeded threshold. Only a month with a policy can exceed one.
 *
 * @throws DomainError `EVALUATION_WITHOUT_CONSEQUENCE`
 */
export function consequenceOfExceeding({ unitId, month, revision, consequence }: Evaluation): Consequence {
  if (consequence !== null) return consequence;
  throw new DomainError(
    'EVALUATION_WITHOUT_CONSEQUENCE',
    `Revision ${revision} of ${unitId} for ${month} exceeds a threshold and does not say what follows: reevaluate it.`,
  );
}
