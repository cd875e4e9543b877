import type { Month } from '../calendar/month.ts';
import { digestOf } from '../runtime/digest.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { balanceOf } from './balance-of.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** What is to be entered; its place in the account and its hashes come from the entries before it. */
export interface LedgerDraft
  extends Pick<
    LedgerEntry,
    | 'unitId'
    | 'month'
    | 'rule'
    | 'revision'
    | 'event'
    | 'pointsHundredths'
    | 'evaluationDigest'
    | 'actor'
    | 'reason'
    | 'recordedAt'
  > {
  /** No deduction takes the year's balance above it; null: no cap. */
  readonly yearlyCapHundredths: number | null;
}

/** `<unitId>#<year>`: the year is the judged month's. */
export function accountOf(unitId: string, month: Month): string {
  return `${unitId}#${month.slice(0, 4)}`;
}

/** The entry that an account holds for the draft's unit, month, rule, revision and event. */
export function findEntry(entries: readonly LedgerEntry[], draft: LedgerDraft): LedgerEntry | null {
  return entries.find((entry) => isOfSameDeduction(entry, draft) && entry.event === draft.event) ?? null;
}

/** The first entry that an account holds for the draft's unit, month, rule and revision, whatever its event. */
export function findFirstEntry(entries: readonly LedgerEntry[], draft: LedgerDraft): LedgerEntry | null {
  return entries.find((entry) => isOfSameDeduction(entry, draft)) ?? null;
}

function isOfSameDeduction(entry: LedgerEntry, draft: LedgerDraft): boolean {
  return (
    entry.unitId === draft.unitId &&
    entry.month === draft.month &&
    entry.rule === draft.rule &&
    entry.revision === draft.revision
  );
}

/**
 * The entry that follows on an account's entries.
 *
 * @param entries all of the account, by sequence
 * @throws DomainError `LEDGER_CHAIN_BROKEN`
 */
export function appendEntry(entries: readonly LedgerEntry[], draft: LedgerDraft): LedgerEntry {
  checkChain(entries);
  const { yearlyCapHundredths, ...facts } = draft;
  const entry = {
    ...facts,
    account: accountOf(draft.unitId, draft.month),
    year: draft.month.slice(0, 4),
    sequence: entries.length + 1,
    pointsHundredths: capped(draft, balanceOf(entries)),
    previousHash: entries.at(-1)?.hash ?? null,
  };
  return { ...entry, hash: digestOf(entry) };
}

/** Whether entries are an account's unbroken chain from its first: no gap, none changed, none exchanged. */
export function checkChain(entries: readonly LedgerEntry[]): void {
  let previousHash: string | null = null;
  for (const [position, { hash, ...facts }] of entries.entries()) {
    const isNext = facts.sequence === position + 1 && facts.previousHash === previousHash;
    if (!isNext || hash !== digestOf(facts)) throw brokenAt(facts.account, position + 1);
    previousHash = hash;
  }
}

function brokenAt(account: string, sequence: number): DomainError {
  return new DomainError(
    'LEDGER_CHAIN_BROKEN',
    `Account ${account} is not what was entered at sequence ${sequence}: compare it with the objects under ledger/ before anything else is appended.`,
  );
}

/** What the cap leaves of a deduction; what gives back is never cut. */
function capped({ pointsHundredths, yearlyCapHundredths }: LedgerDraft, balanceHundredths: number): number {
  if (yearlyCapHundredths === null || pointsHundredths <= 0) return pointsHundredths;
  return Math.min(pointsHundredths, Math.max(0, yearlyCapHundredths - balanceHundredths));
}
