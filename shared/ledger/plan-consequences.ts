import type { Evaluation } from '../evaluation/evaluation.ts';
import { formatMonth, formatPoints } from '../report/format-vietnamese.ts';
import { appendEntry, type LedgerDraft } from './append-entry.ts';
import { balanceOf } from './balance-of.ts';
import { type Deduction, isOpen } from './deduction.ts';
import { findDeduction } from './deductions-of.ts';
import { type Approver, authorityOf, draftDeduction, reasonsOf, termsOf } from './draft-deduction.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/**
 * Why an evaluation brings no entry. `taken-back-by-a-person`: somebody withdrew or reversed the deduction, and a
 * re-evaluation does not overrule that.
 */
export type NoConsequence = 'nothing-follows' | 'entered-already' | 'same-points' | 'taken-back-by-a-person';

/**
 * The next entry that an evaluation brings into its unit's account, or why there is none. A first deduction begins; one
 * that was confirmed is adjusted to the points that follow now; one that is still open is withdrawn, and where the
 * threshold is still exceeded proposed anew with the new figures, so that the unit can answer those.
 *
 * @param entries all entries of the account, by sequence
 * @throws DomainError `EVALUATION_WITHOUT_CONSEQUENCE`
 */
export function decideConsequence(
  entries: readonly LedgerEntry[],
  evaluation: Evaluation,
  approval: Approver | null = null,
): LedgerDraft | NoConsequence {
  const deduction = findDeduction(entries, evaluation);
  const first = draftDeduction(evaluation, approval);
  if (deduction === null) return first ?? 'nothing-follows';
  const { takenBackBy, restsOn } = deduction;
  if (takenBackBy === 'person') return first === null ? 'nothing-follows' : 'taken-back-by-a-person';
  if (takenBackBy === 're-evaluation') {
    if (restsOn.revision > evaluation.revision) return 'entered-already';
    return first ?? 'nothing-follows';
  }
  if (restsOn.revision >= evaluation.revision) return 'entered-already';
  if (isOpen(deduction)) return withdrawal(evaluation, approval);
  return adjustment(deduction, balanceOf(entries), first?.pointsHundredths ?? 0, evaluation, approval);
}

/** The next entry that an evaluation brings, or null. */
export function nextConsequence(...facts: Parameters<typeof decideConsequence>): LedgerDraft | null {
  const decided = decideConsequence(...facts);
  return typeof decided === 'string' ? null : decided;
}

/**
 * Every entry that an evaluation brings, as it would stand in the account: what a preview shows is what is entered.
 *
 * @throws DomainError `EVALUATION_WITHOUT_CONSEQUENCE`, `LEDGER_CHAIN_BROKEN`
 */
export function planConsequences(
  entries: readonly LedgerEntry[],
  evaluation: Evaluation,
  approval: Approver | null = null,
): LedgerEntry[] {
  const account = [...entries];
  for (;;) {
    const draft = nextConsequence(account, evaluation, approval);
    if (draft === null) return account.slice(entries.length);
    account.push(appendEntry(account, draft));
  }
}

function withdrawal(evaluation: Evaluation, approval: Approver | null): LedgerDraft {
  const stillExceeded = draftDeduction(evaluation, approval) !== null;
  const why = stillExceeded ? 'số liệu đã thay đổi, đề xuất lại theo số liệu mới' : 'không còn căn cứ trừ điểm';
  return {
    ...termsOf(evaluation),
    ...authorityOf(evaluation, approval),
    event: 'withdrawn',
    pointsHundredths: 0,
    reason: [
      `Rút đề xuất trừ điểm tháng ${formatMonth(evaluation.month)}: ${why}.`,
      ...reasonsOf(evaluation, approval),
    ].join(' '),
  };
}

/** @param askedHundredths what the evaluation asks for now, before the cap; 0: it asks for nothing */
function adjustment(
  { askedHundredths: askedBefore, takenHundredths }: Deduction,
  balanceHundredths: number,
  askedHundredths: number,
  evaluation: Evaluation,
  approval: Approver | null,
): LedgerDraft | NoConsequence {
  if (askedHundredths === askedBefore) return 'same-points';
  const terms = termsOf(evaluation);
  const takenByOthers = balanceHundredths - takenHundredths;
  const left = terms.yearlyCapHundredths === null ? askedHundredths : terms.yearlyCapHundredths - takenByOthers;
  const target = Math.min(askedHundredths, Math.max(0, left));
  const from = formatPoints(takenHundredths);
  const to = formatPoints(target);
  return {
    ...terms,
    ...authorityOf(evaluation, approval),
    event: 'adjusted',
    pointsHundredths: target - takenHundredths,
    askedHundredths,
    reason: [
      `Điều chỉnh điểm trừ tháng ${formatMonth(evaluation.month)} từ ${from} thành ${to} điểm.`,
      ...reasonsOf(evaluation, approval),
    ].join(' '),
  };
}
