import { balanceOf } from '../ledger/balance-of.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { formatPoints } from './format-vietnamese.ts';

/** What a month's entries in its unit's account come to, in a sentence. A proposal takes nothing off. */
export function explainDeduction(entries: readonly LedgerEntry[]): string {
  const [first] = entries;
  if (first === undefined) return 'Không trừ điểm.';
  if (entries.every(({ event }) => event === 'proposed')) {
    return `Có đề xuất trừ ${formatPoints(first.pointsHundredths)} điểm, chưa được quyết định; hiện chưa trừ điểm.`;
  }
  const numbers = entries.map(({ sequence, year }) => `${sequence}/${year}`).join(', ');
  return `Điểm trừ của tháng: ${formatPoints(balanceOf(entries))} (bút toán số ${numbers} trong sổ điểm trừ của đơn vị).`;
}
