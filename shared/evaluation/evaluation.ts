import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { monthSchema } from '../calendar/month.ts';
import { type Band, bandSchema } from '../policy/band.ts';
import { type Policy, policySchema } from '../policy/policy.ts';
import { OVERDUE_SHARE_RULE, ruleSchema } from '../policy/rule.ts';
import { DomainError } from '../runtime/domain-error.ts';
import {
  anyTextSchema,
  countSchema,
  instantTextSchema,
  nullableTextSchema,
  positiveIntegerSchema,
  textSchema,
} from '../runtime/field-schemas.ts';
import { countsSchema } from '../tally/tally.ts';
import { tierSchema } from '../unit/unit.ts';

export const verdictSchema = z.enum(['passed', 'exceeded', 'undecided', 'not-judged']);
export type Verdict = z.infer<typeof verdictSchema>;

/** Why a verdict is what it is. */
export const verdictReasonSchema = z.enum([
  'best-case-exceeds',
  'worst-case-does-not-exceed',
  'only-worst-case-exceeds',
  'minimum-not-certain',
  'waiting-dossiers-not-shown',
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

/** @param band the one reached, where the policy has several: its points follow */
export function consequenceOf(policy: Policy, band: Band | null = null): Consequence {
  const { mode, approval, explanationWorkingDays, yearlyCapHundredths, legalBasis } = policy;
  const { pointsHundredths } = band ?? policy;
  return { mode, approval, explanationWorkingDays, pointsHundredths, yearlyCapHundredths, legalBasis };
}

/** An object in the bucket that a verdict rests on: its key, and the SHA-256 of its bytes. */
export const groundSchema = z.object({ key: anyTextSchema, digest: anyTextSchema });
export type Ground = z.infer<typeof groundSchema>;

export const orderSchema = z.object({ actor: textSchema, reason: textSchema });
export type Order = z.infer<typeof orderSchema>;

/** The snapshot by which a month was judged. Version 1 of the evaluator kept nothing of the raw file and the state. */
export const governingSchema = z.object({
  day: daySchema,
  fileNumber: positiveIntegerSchema,
  canonicalKey: anyTextSchema,
  canonicalDigest: anyTextSchema,
  /** The file as it came: its key, and the SHA-256 of its bytes. It expires; the canonical copy stays. */
  objectKey: nullableTextSchema.default(null),
  objectDigest: nullableTextSchema.default(null),
  stateDigest: nullableTextSchema.default(null),
  /**
   * How a copy taken after the month's end was read: dossiers as they were last seen before the end, or, where an admin
   * ordered it, as the copy itself states them.
   */
  reading: z.enum(['as-last-seen', 'as-stated']).default('as-last-seen'),
});
export type Governing = z.infer<typeof governingSchema>;

/**
 * The judgement of one unit's month by one rule. Its digest covers every field that its evaluator version knows, but
 * not `recordedAt` (`contentOf`).
 */
export const evaluationSchema = z.object({
  unitId: textSchema,
  unitName: textSchema,
  month: monthSchema,
  /** Version 1 of the evaluator knew one rule and did not name it. */
  rule: ruleSchema.default(OVERDUE_SHARE_RULE),
  revision: positiveIntegerSchema,
  evaluatorVersion: positiveIntegerSchema,
  tier: tierSchema,
  verdict: verdictSchema,
  reasons: z.array(verdictReasonSchema).min(1),
  /** The numerator of the policy's basis. */
  overdue: countSchema,
  /** Dossiers that could not be read, have no due date, or vanished: on time at best, overdue at worst. */
  unknown: countSchema,
  /** The basis' denominator, with those of the unknown that are not in it already. */
  denominator: countSchema,
  threshold: z
    .object({
      numerator: countSchema,
      denominator: positiveIntegerSchema,
    })
    .nullable(),
  /**
   * Only of a policy with several bands that is exceeded: the highest one that even the best case exceeds, of which the
   * points follow. Then `threshold` is the lowest.
   */
  band: bandSchema.optional(),
  basis: policySchema.shape.basis.nullable(),
  policyId: nullableTextSchema,
  /** As the policy stood when the month was judged: what becomes of its row later changes nothing. */
  consequence: consequenceSchema.nullable(),
  /** Null where no governing snapshot came. */
  counts: countsSchema.nullable(),
  sourceId: nullableTextSchema,
  governing: governingSchema.nullable(),
  /** The list of the unit's overdue and unknown dossiers. */
  evidence: z
    .object({
      key: anyTextSchema,
      digest: anyTextSchema,
      overdueRows: z.int(),
      unknownRows: z.int(),
    })
    .nullable(),
  /** The rows of the registry by which it was judged; version 1 kept none. */
  registry: groundSchema.nullable().default(null),
  /** Only where a threshold is exceeded: all that the deduction rests on, in one object. */
  manifest: groundSchema.nullable().default(null),
  /** Who ordered a later revision, and why; null for the first one, which no one orders. */
  order: orderSchema.nullable().default(null),
  digest: anyTextSchema,
  recordedAt: instantTextSchema,
});
export type Evaluation = z.infer<typeof evaluationSchema>;

/** The revision that the daily evaluation makes; a re-evaluation that an admin orders makes the later ones. */
export const FIRST_REVISION = 1;

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
