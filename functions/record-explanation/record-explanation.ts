import * as z from 'zod';
import { daySchema } from '../../shared/calendar/day.ts';
import { monthSchema } from '../../shared/calendar/month.ts';
import { draftExplanation, type ReceivedExplanation } from '../../shared/ledger/draft-explanation.ts';
import { enterRuling, type OrderOutcome } from '../../shared/ledger/enter-ruling.ts';
import type { Ledger } from '../../shared/ledger/ledger-store.ts';
import { OVERDUE_SHARE_RULE, ruleSchema } from '../../shared/policy/rule.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredReferenceSchema, enteredShape } from '../../shared/runtime/field-schemas.ts';

/** A table's item holds 400 kB at most; a whole letter of some pages is far from it. */
export const LONGEST_TEXT = 20_000;

const explanationOrderSchema = z.strictObject({
  ...enteredShape,
  unitId: z.string().min(1),
  month: monthSchema,
  rule: ruleSchema.default(OVERDUE_SHARE_RULE),
  receivedOn: daySchema,
  /** What the unit says, whole or in short. */
  text: z.string().min(1).max(LONGEST_TEXT),
  reference: enteredReferenceSchema,
});

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseExplanationOrder(event: unknown): ReceivedExplanation {
  const parsed = explanationOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    'record-explanation takes {unitId, month: yyyy-mm, receivedOn: yyyy-mm-dd, text, actor, reason, reference?, rule?}. ' +
      `Nothing was entered.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

/**
 * Puts a unit's explanation on record.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `DEDUCTION_UNKNOWN`, `RECEIVED_ON_WRONG`, `LEDGER_CHAIN_BROKEN`, `LEDGER_BUSY`
 */
export function recordExplanation(
  explanation: ReceivedExplanation,
  at: string,
  timeZone: string,
  ledger: Ledger,
): Promise<OrderOutcome> {
  return enterRuling(explanation, (entries) => draftExplanation(entries, explanation, at, timeZone), ledger);
}
