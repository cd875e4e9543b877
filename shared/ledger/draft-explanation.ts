import type { Day } from '../calendar/day.ts';
import type { Month } from '../calendar/month.ts';
import { dayAt } from '../calendar/zone.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { knownDeduction, type Ruling, termsOfEntry } from './decide-on-deduction.ts';
import type { Deduction } from './deduction.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** A unit's answer to a deduction, as somebody records it. */
export interface ReceivedExplanation {
  readonly unitId: string;
  readonly month: Month;
  readonly rule: string;
  readonly receivedOn: Day;
  /** What the unit says, whole or in short. */
  readonly text: string;
  /** The number of its document. */
  readonly reference: string | null;
  readonly actor: string;
  readonly reason: string;
}

/**
 * The entry that puts an explanation on record, whenever it comes: only one that came in time keeps a proposal from being
 * confirmed by itself. The same explanation recorded again is the same one.
 *
 * @param entries all entries of the account, by sequence
 * @param at when it is recorded, ISO 8601 in UTC
 * @throws DomainError `DEDUCTION_UNKNOWN`, `RECEIVED_ON_WRONG`
 */
export function draftExplanation(
  entries: readonly LedgerEntry[],
  explanation: ReceivedExplanation,
  at: string,
  timeZone: string,
): Ruling {
  const deduction = knownDeduction(entries, explanation);
  checkReceivedOn(deduction, explanation, at, timeZone);
  const entered = deduction.entries.find((entry) => isSameExplanation(entry, deduction, explanation));
  if (entered !== undefined) return { entered };
  const { receivedOn, text, reference, actor, reason } = explanation;
  return {
    draft: {
      ...termsOfEntry(deduction.restsOn),
      event: 'explained',
      pointsHundredths: 0,
      happenedOn: receivedOn,
      explanation: text,
      reference,
      actor,
      reason,
      recordedAt: at,
    },
  };
}

/** What was said of an earlier proposal is not said of the one that stands. */
function isSameExplanation(entry: LedgerEntry, { proposal }: Deduction, explanation: ReceivedExplanation): boolean {
  const { receivedOn, text, reference, actor, reason } = explanation;
  const isAnswer = entry.event === 'explained' && entry.sequence > (proposal?.sequence ?? 0);
  const isSaidAlike = entry.happenedOn === receivedOn && entry.explanation === text;
  return isAnswer && isSaidAlike && entry.reference === reference && entry.actor === actor && entry.reason === reason;
}

/** A slip of the date must not let an answer count that came too late, or before there was anything to answer. */
function checkReceivedOn(
  { entries }: Deduction,
  { receivedOn, unitId, month }: ReceivedExplanation,
  at: string,
  timeZone: string,
): void {
  const today = dayAt(Date.parse(at), timeZone);
  const begunOn = dayAt(Date.parse(entries[0]?.recordedAt ?? at), timeZone);
  if (begunOn <= receivedOn && receivedOn <= today) return;
  throw new DomainError(
    'RECEIVED_ON_WRONG',
    `The explanation of ${unitId} for ${month} cannot have come on ${receivedOn}: the deduction was entered on ${begunOn}, and today is ${today}. Nothing was entered.`,
  );
}
