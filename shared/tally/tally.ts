import * as z from 'zod';
import { daySchema } from '../calendar/day.ts';
import { monthSchema } from '../calendar/month.ts';
import { anyTextSchema, countSchema, textSchema } from '../runtime/field-schemas.ts';

const count = countSchema;

/** The published columns of a unit's month (DOMAIN: how a month is counted), in dossiers. */
export const countsSchema = z.object({
  received: count,
  carriedOver: count,
  handled: count,
  resolvedEarly: count,
  resolvedOnTime: count,
  resolvedOverdue: count,
  resolvedNoDueDate: count,
  inProcessWithinDue: count,
  inProcessOverdue: count,
  inProcessNoDueDate: count,
  /** resolvedOverdue + inProcessOverdue */
  overdue: count,
  /** Dossiers whose due date lies in the period, for the basis `fell-due` ... */
  fellDue: count,
  /** ... and those of them completed late or still open and overdue at its end. */
  fellDueOverdue: count,
});
export type Counts = z.infer<typeof countsSchema>;
export type CountName = keyof Counts;

/** A fresh row of zeros. */
export function noCounts(): Counts {
  return {
    received: 0,
    carriedOver: 0,
    handled: 0,
    resolvedEarly: 0,
    resolvedOnTime: 0,
    resolvedOverdue: 0,
    resolvedNoDueDate: 0,
    inProcessWithinDue: 0,
    inProcessOverdue: 0,
    inProcessNoDueDate: 0,
    overdue: 0,
    fellDue: 0,
    fellDueOverdue: 0,
  };
}

/** The counts of a unit and month as one source showed them at the end of a day. */
export const tallySchema = countsSchema.extend({
  unitId: textSchema,
  month: monthSchema,
  sourceId: textSchema,
  day: daySchema,
  /** The snapshot's state from which it was counted. */
  stateDigest: anyTextSchema,
});
export type Tally = z.infer<typeof tallySchema>;
