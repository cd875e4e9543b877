import * as z from 'zod';
import { monthSchema } from '../../shared/calendar/month.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredShape } from '../../shared/runtime/field-schemas.ts';

/** A head hash as the announcement mail prints it, in groups, or without the spaces. */
const headHashSchema = z
  .string()
  .transform((text) => text.replaceAll(/\s/g, '').toLowerCase())
  .pipe(z.string().regex(/^[0-9a-f]{64}$/, 'must be the 64 hexadecimal digits of the announcement mail'));

/** Who wants the ledger verified, and why; and, copied from a mail, the hash that a head must have. */
const verifyOrderSchema = z
  .strictObject({
    ...enteredShape,
    month: monthSchema.optional(),
    headHash: headHashSchema.optional(),
    /** Which lists, manifests, registries and canonical copies are read: those on which entries rest, or (if absent) all. */
    objects: z.enum(['of-entries', 'all']).optional(),
  })
  .refine(({ month, headHash }) => month === undefined || headHash !== undefined, {
    path: ['headHash'],
    message: 'must be given with a month: the whole ledger is verified in any case',
  });
export type VerifyOrder = z.infer<typeof verifyOrderSchema>;

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseVerifyOrder(event: unknown): VerifyOrder {
  const parsed = verifyOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    `verify-ledger takes {actor, reason, month?: yyyy-mm, headHash?, objects?}. Nothing was written.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}
