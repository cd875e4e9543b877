import { type Consequence, consequenceOfExceeding, type Evaluation } from '../evaluation/evaluation.ts';
import { formatCount, formatMonth, formatThreshold } from '../report/format-vietnamese.ts';
import type { LedgerDraft } from './append-entry.ts';

/**
 * What an evaluation enters into its unit's account by itself, or null: only an exceeded threshold does. Where somebody
 * must approve, or there is a time for explanations, the deduction is proposed, else confirmed at once. All of it comes
 * from the evaluation, so that it is the same whenever it is entered, whatever the registry says by then.
 *
 * @throws DomainError `EVALUATION_WITHOUT_CONSEQUENCE`
 */
export function draftDeduction(evaluation: Evaluation): LedgerDraft | null {
  if (evaluation.verdict !== 'exceeded') return null;
  const consequence = consequenceOfExceeding(evaluation);
  if (consequence.mode !== 'deduct') return null;
  const isImmediate = consequence.approval === 'automatic' && consequence.explanationWorkingDays === 0;
  return {
    unitId: evaluation.unitId,
    month: evaluation.month,
    rule: evaluation.rule,
    revision: evaluation.revision,
    event: isImmediate ? 'confirmed' : 'proposed',
    pointsHundredths: consequence.pointsHundredths,
    yearlyCapHundredths: consequence.yearlyCapHundredths,
    evaluationDigest: evaluation.digest,
    actor: 'evaluate-month',
    reason: reasonOf(evaluation, consequence),
    // Not the time of this run: an entry made up for after a failure is the same entry.
    recordedAt: evaluation.recordedAt,
  };
}

function reasonOf({ month, overdue, denominator, threshold }: Evaluation, { legalBasis }: Consequence): string {
  const limit = threshold === null ? '' : formatThreshold(threshold);
  return `Tháng ${formatMonth(month)}: ${formatCount(overdue)} trên ${formatCount(denominator)} hồ sơ quá hạn, vượt ngưỡng ${limit}. Căn cứ: ${legalBasis}.`;
}
