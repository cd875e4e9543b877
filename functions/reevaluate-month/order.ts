import * as z from 'zod';
import { daySchema } from '../../shared/calendar/day.ts';
import { addMonths, type Month, monthSchema, monthsBetween } from '../../shared/calendar/month.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredShape } from '../../shared/runtime/field-schemas.ts';

/** What one run can judge in its time. */
const MAX_MONTHS = 36;

/** An admin's order to judge a month anew, or several. */
export const reevaluationOrderSchema = z
  .strictObject({
    ...enteredShape,
    month: monthSchema,
    /** The last month of the order; absent: `month`. */
    untilMonth: monthSchema.optional(),
    /** Absent: every unit. */
    unitIds: z.array(z.string().min(1)).min(1).optional(),
    /**
     * Count from the canonical copy of this later day, as it states the dossiers, and not from the month's governing
     * snapshot: where the past has changed and the change is found to be right. Only of units whose source has such a
     * copy.
     */
    countFrom: daySchema.optional(),
    /** Rows of policies.csv that change by what these months are judged: they are stored once the order is confirmed. */
    policies: z.array(z.record(z.string(), z.unknown())).min(1).optional(),
    /** The digest of the preview that is to be carried out; absent: only a preview is made. */
    confirm: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be the previewDigest of a preview')
      .optional(),
  })
  .refine(({ month, untilMonth = month }) => month <= untilMonth && untilMonth < addMonths(month, MAX_MONTHS), {
    path: ['untilMonth'],
    error: `must lie after month, by less than ${MAX_MONTHS} months`,
  })
  .refine(({ month, untilMonth = month, countFrom }) => countFrom === undefined || untilMonth === month, {
    path: ['countFrom'],
    error: 'is a copy of one month: order it by itself',
  })
  .refine(({ policies, unitIds, countFrom }) => policies === undefined || (unitIds ?? countFrom) === undefined, {
    path: ['policies'],
    error: 'judge every unit of a tier, from the governing snapshots: order them without unitIds and countFrom',
  });
export type ReevaluationOrder = z.infer<typeof reevaluationOrderSchema>;

/** The months that an order is about. */
export function monthsOf({ month, untilMonth = month }: Pick<ReevaluationOrder, 'month' | 'untilMonth'>): Month[] {
  return [...monthsBetween(month, untilMonth)];
}

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseOrder(event: unknown): ReevaluationOrder {
  const parsed = reevaluationOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    'reevaluate-month takes {month: yyyy-mm, actor, reason, untilMonth?: yyyy-mm, unitIds?, countFrom?: yyyy-mm-dd, ' +
      `policies?: [rows of policies.csv], confirm?}. Nothing was written.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}
