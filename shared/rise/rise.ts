import * as z from 'zod';
import { monthSchema } from '../calendar/month.ts';
import { countSchema, instantTextSchema, nullableTextSchema, textSchema } from '../runtime/field-schemas.ts';

/** What a unit's month came to, as far as a rise is told by it. Counts of dossiers. */
export const riseFiguresSchema = z.object({
  received: countSchema,
  carriedOver: countSchema,
  /** By the basis of the policy: `becameOverdue` + `overdueAtStart`. */
  overdue: countSchema,
  /** Whose due date passed in the period. */
  becameOverdue: countSchema,
  /** Carried over, and overdue already when the period began: the old backlog. */
  overdueAtStart: countSchema,
  /** Received and carried over, but for the old backlog: what could still be handled in time. */
  toHandleInTime: countSchema,
  /** Dossiers of which it is not known whether they were overdue. */
  unknown: countSchema,
  /** The basis' whole, with those of the unknown that are not in it already. */
  denominator: countSchema,
});
export type RiseFigures = z.infer<typeof riseFiguresSchema>;

/** Why more dossiers were overdue than in the month before; whole dossiers, negative where a cause lessened them. */
export const risePartsSchema = z.object({
  /** More (or fewer) came in, now or shortly before: as many of them late as would have been at the pace of the month before. */
  moreIntake: z.int(),
  /** Of what could be handled in time, a larger (or smaller) share became overdue than in the month before. */
  slowerHandling: z.int(),
  /** More (or fewer) were carried over that were overdue already. */
  olderBacklog: z.int(),
});
export type RiseParts = z.infer<typeof risePartsSchema>;

/** The same exactly: numerators over one denominator. */
export const exactPartsSchema = z.object({ ...risePartsSchema.shape, denominator: z.int().positive() });
export type ExactParts = z.infer<typeof exactPartsSchema>;

/** A procedure's overdue dossiers in both months; its name, or else its code; null: not stated. */
export const procedureRiseSchema = z.object({ procedure: nullableTextSchema, before: countSchema, now: countSchema });
export type ProcedureRise = z.infer<typeof procedureRiseSchema>;

/** Why it cannot be told whether the overdue rose. */
export const riseUntoldBecauseSchema = z.enum([
  'month-before-not-judged',
  'governing-snapshot-missing',
  'unit-began-or-ends',
  'unit-merged-or-split',
  'source-changed',
  'counted-otherwise',
  'unknown-dossiers',
]);
export type RiseUntoldBecause = z.infer<typeof riseUntoldBecauseSchema>;

/** Where a unit's list of dossiers lies, how many it names, and how many there are. */
export const riseListSchema = z.object({ key: textSchema, listed: countSchema, total: countSchema });
export type RiseList = z.infer<typeof riseListSchema>;

/** What is told of a rise, of units that are asked to explain it. */
export const riseCauseSchema = z.object({
  parts: risePartsSchema,
  exact: exactPartsSchema,
  /** The procedures that it comes from most; `otherProcedures` is the rest of the rise, which may be negative. */
  procedures: z.array(procedureRiseSchema),
  otherProcedures: z.int(),
  dossiers: riseListSchema,
  /** 1, or 2 where the month before rose as well. */
  monthsRunning: z.int().min(1).max(2),
});
export type RiseCause = z.infer<typeof riseCauseSchema>;

/** Whether a unit's overdue dossiers rose in a month against the one before. */
export const unitRiseSchema = z.object({
  unitId: textSchema,
  answer: z.enum(['rose', 'did-not-rise', 'untold']),
  because: riseUntoldBecauseSchema.nullable(),
  before: riseFiguresSchema.nullable(),
  now: riseFiguresSchema.nullable(),
  /** Only where it rose. */
  cause: riseCauseSchema.nullable(),
});
export type UnitRise = z.infer<typeof unitRiseSchema>;

/** Every unit's month against the one before: one object, written once for each state of both months' evaluations. */
export const monthRiseSchema = z.object({
  month: monthSchema,
  monthBefore: monthSchema,
  /** Of both months' evaluations. */
  evaluationsDigest: textSchema,
  recordedAt: instantTextSchema,
  units: z.array(unitRiseSchema),
});
export type MonthRise = z.infer<typeof monthRiseSchema>;
