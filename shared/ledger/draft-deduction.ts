import { type Approval, needsApproval } from '../evaluation/approval.ts';
import { type Consequence, consequenceOfExceeding, type Evaluation } from '../evaluation/evaluation.ts';
import { formatCount, formatMonth, formatThreshold } from '../report/format-vietnamese.ts';
import { ruleWords } from '../report/rule-words.ts';
import type { LedgerDraft } from './append-entry.ts';

/** Whose word an entry rests on besides its evaluation: that of whoever approved the evaluation. */
export type Approver = Pick<Approval, 'actor' | 'reason' | 'approvedAt'>;

/**
 * The entry by which a deduction begins, or null: only an exceeded threshold of a policy that deducts brings one. Where
 * there is a time for explanations it is proposed, else confirmed at once. All of it comes from the evaluation and its
 * approval, so that it is the same whenever it is entered, whatever the registry says by then.
 *
 * @param approval null where the policy asks for none
 * @throws DomainError `EVALUATION_WITHOUT_CONSEQUENCE`
 */
export function draftDeduction(evaluation: Evaluation, approval: Approver | null = null): LedgerDraft | null {
  if (evaluation.verdict !== 'exceeded') return null;
  const consequence = consequenceOfExceeding(evaluation);
  if (consequence.mode !== 'deduct') return null;
  const { explanationWorkingDays, pointsHundredths } = consequence;
  // What takes nothing needs no explanation.
  const isImmediate = explanationWorkingDays === 0 || pointsHundredths === 0;
  return {
    ...termsOf(evaluation),
    ...authorityOf(evaluation, approval),
    event: isImmediate ? 'confirmed' : 'proposed',
    pointsHundredths,
    askedHundredths: pointsHundredths,
    explanationWorkingDays: isImmediate ? null : explanationWorkingDays,
    reason: [figuresOf(evaluation, consequence), ...reasonsOf(evaluation, approval)].join(' '),
  };
}

/** What any entry takes over from the evaluation on which it rests. */
export function termsOf(evaluation: Evaluation) {
  const { unitId, month, rule, revision, digest, manifest, consequence } = evaluation;
  return {
    unitId,
    month,
    rule,
    revision,
    evaluationDigest: digest,
    manifest,
    yearlyCapHundredths: consequence?.yearlyCapHundredths ?? null,
  };
}

/** Whoever decided last, and when: not the time of this run, so that an entry made up for after a failure is the same. */
export function authorityOf({ order, recordedAt }: Evaluation, approval: Approver | null) {
  const actor = approval?.actor ?? order?.actor ?? 'evaluate-month';
  return { actor, recordedAt: approval?.approvedAt ?? recordedAt };
}

/** Why people ordered and approved an evaluation, as sentences. */
export function reasonsOf({ order }: Evaluation, approval: Approver | null): string[] {
  return [
    ...(order === null ? [] : [`Đánh giá lại theo yêu cầu của ${order.actor}: ${order.reason}.`]),
    ...(approval === null ? [] : [`Phê duyệt: ${approval.reason}.`]),
  ];
}

function figuresOf(evaluation: Evaluation, { legalBasis }: Consequence): string {
  const { month, rule, overdue, denominator } = evaluation;
  const exceeded = evaluation.band ?? evaluation.threshold;
  const limit = exceeded === null ? '' : formatThreshold(exceeded);
  return `Tháng ${formatMonth(month)}: ${formatCount(overdue)} trên ${formatCount(denominator)} hồ sơ ${ruleWords[rule].broken}, vượt ngưỡng ${limit}. Căn cứ: ${legalBasis}.`;
}

/** Whether an evaluation may bring anything: a draft brings nothing before it is approved. */
export function mayBringEntries(evaluation: Evaluation, approval: Approver | null): boolean {
  return !needsApproval(evaluation) || approval !== null;
}
