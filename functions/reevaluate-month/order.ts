import * as z from 'zod';
import { daySchema } from '../../shared/calendar/day.ts';
import { monthSchema } from '../../shared/calendar/month.ts';
import { orderSchema } from '../../shared/evaluation/evaluation.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** An admin's order to judge a month anew. */
export const reevaluationOrderSchema = z.strictObject({
  ...orderSchema.shape,
  month: monthSchema,
  /** Absent: every unit. */
  unitIds: z.array(z.string().min(1)).min(1).optional(),
  /**
   * Count from the canonical copy of this later day, as it states the dossiers, and not from the month's governing
   * snapshot: where the past has changed and the change is found to be right. Only of units whose source has such a copy.
   */
  countFrom: daySchema.optional(),
  /** The digest of the preview that is to be carried out; absent: only a preview is made. */
  confirm: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the previewDigest of a preview')
    .optional(),
});
export type ReevaluationOrder = z.infer<typeof reevaluationOrderSchema>;

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseOrder(event: unknown): ReevaluationOrder {
  const parsed = reevaluationOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    'reevaluate-month takes {month: yyyy-mm, actor, reason, unitIds?, countFrom?: yyyy-mm-dd, confirm?}. Nothing was ' +
      `written.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}
