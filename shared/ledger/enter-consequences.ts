import type { Evaluation } from '../evaluation/evaluation.ts';
import { accountOf } from './append-entry.ts';
import { type Approver, mayBringEntries } from './draft-deduction.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { Ledger } from './ledger-store.ts';
import { nextConsequence } from './plan-consequences.ts';

/**
 * Enters all that an evaluation brings into its unit's account, once however often it is done. A draft that nobody has
 * approved brings nothing.
 *
 * @returns the entries that are new
 * @throws DomainError `EVALUATION_WITHOUT_CONSEQUENCE`, `LEDGER_CHAIN_BROKEN`, `LEDGER_BUSY`
 */
export async function enterConsequences(
  evaluation: Evaluation,
  approval: Approver | null,
  { ledger, ledgerCopies }: Ledger,
): Promise<LedgerEntry[]> {
  const entered: LedgerEntry[] = [];
  if (!mayBringEntries(evaluation, approval)) return entered;
  const account = accountOf(evaluation.unitId, evaluation.month);
  for (;;) {
    const entry = await ledger.enter(
      account,
      (entries) => nextConsequence(entries, evaluation, approval),
      ledgerCopies,
    );
    if (entry === null) return entered;
    entered.push(entry);
    // Only after a withdrawal may something follow: the account need not be read again for all others.
    if (entry.event !== 'withdrawn') return entered;
  }
}
