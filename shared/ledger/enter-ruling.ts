import { accountOf } from './append-entry.ts';
import { balanceOf } from './balance-of.ts';
import type { Ruling } from './decide-on-deduction.ts';
import type { Deduction } from './deduction.ts';
import { findDeduction } from './deductions-of.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { Ledger } from './ledger-store.ts';

/** What a person's order came to, for the person to read. */
export interface OrderOutcome {
  /** Whether this call made the entry; false where the same order came before. */
  readonly isNew: boolean;
  readonly entry: LedgerEntry;
  /** How the deduction stands now. */
  readonly state: Deduction['state'];
  /** Hundredths of points that the deduction takes off now, and all of the year's. */
  readonly takenHundredths: number;
  readonly yearTotalHundredths: number;
}

/**
 * Enters what a person orders, once however often the order comes.
 *
 * @throws DomainError `LEDGER_CHAIN_BROKEN`, `LEDGER_BUSY`; what `rule` throws
 */
export async function enterRuling(
  { unitId, month }: { readonly unitId: string; readonly month: string },
  rule: (entries: readonly LedgerEntry[]) => Ruling,
  { ledger, ledgerCopies }: Ledger,
): Promise<OrderOutcome> {
  let before: readonly LedgerEntry[] = [];
  let known: LedgerEntry | null = null;
  const decide = (entries: readonly LedgerEntry[]) => {
    const { draft, entered } = rule(entries);
    before = entries;
    known = entered ?? null;
    return draft ?? null;
  };
  const made = await ledger.enter(accountOf(unitId, month), decide, ledgerCopies);
  const entry = made ?? known;
  if (entry === null) throw new TypeError('A ruling is a draft or an entry.');
  return { isNew: made !== null, entry, ...standingOf(made === null ? before : [...before, made], entry) };
}

function standingOf(entries: readonly LedgerEntry[], entry: LedgerEntry) {
  const deduction = findDeduction(entries, entry);
  if (deduction === null) throw new TypeError('An entry always belongs to a deduction.');
  const { state, takenHundredths } = deduction;
  return { state, takenHundredths, yearTotalHundredths: balanceOf(entries) };
}
