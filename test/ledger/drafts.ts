import { accountOf, type LedgerDraft } from '../../shared/ledger/append-entry.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import type { EntryCopies, LedgerStore } from '../../shared/ledger/ledger-store.ts';

/** A deduction of half a point for a month of 2020. */
export function draftFor(month: string, changes: Partial<LedgerDraft> = {}): LedgerDraft {
  return {
    unitId: 'so-xay-dung',
    month,
    rule: 'overdue-share',
    revision: 1,
    event: 'confirmed',
    pointsHundredths: 50,
    yearlyCapHundredths: null,
    evaluationDigest: `digest of ${month}`,
    actor: 'evaluate-month',
    reason: 'Tháng 6/2020: 3 trên 100 hồ sơ quá hạn, vượt ngưỡng 2%.',
    recordedAt: '2020-07-01T23:00:00.000Z',
    ...changes,
  };
}

/** Copies that nobody asks for. */
export const noCopies: EntryCopies = { keep: async () => {} };

/** Enters a draft, whatever the account holds, and returns the entry. */
export async function enterDraft(ledger: LedgerStore, draft: LedgerDraft): Promise<LedgerEntry> {
  const entry = await ledger.enter(accountOf(draft.unitId, draft.month), () => draft, noCopies);
  if (entry === null) throw new Error('A draft that was given is always entered.');
  return entry;
}
