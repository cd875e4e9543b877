import { lastDayOf } from '../calendar/month.ts';
import { isInForce } from '../calendar/validity.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { Policy } from '../policy/policy.ts';
import { formatCount, formatMonth, formatThreshold } from '../report/format-vietnamese.ts';
import { DomainError } from '../runtime/domain-error.ts';
import type { LedgerDraft } from './append-entry.ts';
import { OVERDUE_SHARE_RULE } from './ledger-entry.ts';

/**
 * What an evaluation enters into its unit's account by itself, or null: only an exceeded threshold does, and only where
 * the policy needs nobody's approval. With a time for explanations the deduction is proposed, else confirmed at once.
 *
 * @param policies all, of which the one by which the evaluation was made is taken
 * @throws DomainError `POLICY_MISSING`
 */
export function draftDeduction(evaluation: Evaluation, policies: readonly Policy[]): LedgerDraft | null {
  if (evaluation.verdict !== 'exceeded') return null;
  const policy = policyOf(evaluation, policies);
  if (policy.mode !== 'deduct' || policy.approval === 'required') return null;
  return {
    unitId: evaluation.unitId,
    month: evaluation.month,
    rule: OVERDUE_SHARE_RULE,
    revision: evaluation.revision,
    event: policy.explanationWorkingDays === 0 ? 'confirmed' : 'proposed',
    pointsHundredths: policy.pointsHundredths,
    yearlyCapHundredths: policy.yearlyCapHundredths,
    evaluationDigest: evaluation.digest,
    actor: 'evaluate-month',
    reason: reasonOf(evaluation, policy),
    // Not the time of this run: an entry made up for after a failure is the same entry.
    recordedAt: evaluation.recordedAt,
  };
}

/** The policy by which an evaluation was made. @throws DomainError `POLICY_MISSING` */
export function policyOf({ unitId, month, tier, policyId }: Evaluation, policies: readonly Policy[]): Policy {
  const lastDay = lastDayOf(month);
  const policy = policies.find((row) => row.policyId === policyId && row.tier === tier && isInForce(row, lastDay));
  if (policy !== undefined) return policy;
  throw new DomainError(
    'POLICY_MISSING',
    `The registry has no policy ${policyId} for tier ${tier} in ${month}, by which ${unitId} was judged: import it again.`,
  );
}

function reasonOf({ month, overdue, denominator, threshold }: Evaluation, { legalBasis }: Policy): string {
  const limit = threshold === null ? '' : formatThreshold(threshold);
  return `Tháng ${formatMonth(month)}: ${formatCount(overdue)} trên ${formatCount(denominator)} hồ sơ quá hạn, vượt ngưỡng ${limit}. Căn cứ: ${legalBasis}.`;
}
