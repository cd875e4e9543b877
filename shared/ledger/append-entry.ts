import type { Month } from '../calendar/month.ts';
import { digestOf } from '../runtime/digest.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { balanceOf, isCounted } from './balance-of.ts';
import { contentOfEntry, ENTRY_VERSION, type LedgerEntry } from './ledger-entry.ts';

type Required =
  | 'unitId'
  | 'month'
  | 'rule'
  | 'revision'
  | 'event'
  | 'pointsHundredths'
  | 'yearlyCapHundredths'
  | 'evaluationDigest'
  | 'actor'
  | 'reason'
  | 'recordedAt';
type Optional =
  | 'reference'
  | 'manifest'
  | 'askedHundredths'
  | 'explanationWorkingDays'
  | 'happenedOn'
  | 'explainBy'
  | 'explanation';

/** What is to be entered; its place in the account and its hashes come from the entries before it. Absent: null. */
export type LedgerDraft = Readonly<Pick<LedgerEntry, Required> & Partial<Pick<LedgerEntry, Optional>>>;

/** `<unitId>#<year>`: the year is the judged month's. */
export function accountOf(unitId: string, month: Month): string {
  return `${unitId}#${month.slice(0, 4)}`;
}

/**
 * The entry that follows on an account's entries.
 *
 * @param entries all of the account, by sequence
 * @throws DomainError `LEDGER_CHAIN_BROKEN`
 */
export function appendEntry(entries: readonly LedgerEntry[], draft: LedgerDraft): LedgerEntry {
  checkChain(entries);
  const entry = {
    ...nothingBeside,
    ...draft,
    account: accountOf(draft.unitId, draft.month),
    year: draft.month.slice(0, 4),
    sequence: entries.length + 1,
    entryVersion: ENTRY_VERSION,
    pointsHundredths: capped(draft, balanceOf(entries)),
    previousHash: entries.at(-1)?.hash ?? null,
  };
  return { ...entry, hash: digestOf(contentOfEntry(entry)) };
}

const nothingBeside = {
  reference: null,
  manifest: null,
  askedHundredths: null,
  explanationWorkingDays: null,
  happenedOn: null,
  explainBy: null,
  explanation: null,
} satisfies Pick<LedgerEntry, Optional>;

/** Whether entries are an account's unbroken chain from its first: no gap, none changed, none exchanged. */
export function checkChain(entries: readonly LedgerEntry[]): void {
  let previousHash: string | null = null;
  for (const [position, { hash, ...facts }] of entries.entries()) {
    const isNext = facts.sequence === position + 1 && facts.previousHash === previousHash;
    if (!isNext || hash !== digestOf(contentOfEntry(facts))) throw brokenAt(facts.account, position + 1);
    previousHash = hash;
  }
}

function brokenAt(account: string, sequence: number): DomainError {
  return new DomainError(
    'LEDGER_CHAIN_BROKEN',
    `Account ${account} is not what was entered at sequence ${sequence}: compare it with the objects under ledger/ before anything else is appended.`,
  );
}

/** What the cap leaves of a deduction. What gives back is never cut, nor what is only proposed: it takes nothing yet. */
function capped({ event, pointsHundredths, yearlyCapHundredths }: LedgerDraft, balanceHundredths: number): number {
  const takes = isCounted(event) && pointsHundredths > 0;
  if (yearlyCapHundredths === null || !takes) return pointsHundredths;
  return Math.min(pointsHundredths, Math.max(0, yearlyCapHundredths - balanceHundredths));
}
