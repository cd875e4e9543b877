import type { Finding } from '../finding/finding.ts';
import { formatCount, formatDay, formatMonth } from '../report/format-vietnamese.ts';
import { ruleWords } from '../report/rule-words.ts';
import type { GoverningReceipt } from './build-evaluation.ts';
import type { ChangedPast } from './compare-past.ts';
import type { Evaluation } from './evaluation.ts';

/** A finding names so many dossiers; the counts are of all. */
const DOSSIERS_NAMED = 50;

/**
 * The finding that a later snapshot would give other counts for a judged month. The evaluation stays: whoever finds the
 * change right orders a re-evaluation that counts from that snapshot.
 */
export function noticeChangedPast(
  evaluation: Evaluation,
  { noLongerOverdue, newlyOverdue }: ChangedPast,
  { day, canonicalKey, canonicalDigest }: GoverningReceipt,
  noticedAt: string,
): Finding {
  const { unitId, unitName, month, rule, overdue, sourceId } = evaluation;
  const to = overdue - noLongerOverdue.length + newlyOverdue.length;
  return {
    unitId,
    findingId: changedPastId(evaluation, canonicalDigest),
    kind: 'past-changed',
    severity: 'warning',
    state: 'open',
    sourceId,
    day,
    month,
    sentence: `Theo dữ liệu ngày ${formatDay(day)}, số hồ sơ ${ruleWords[rule].broken} tháng ${formatMonth(month)} của ${unitName} là ${formatCount(to)}, không phải ${formatCount(overdue)} như khi đánh giá; kết quả đã ghi nhận không tự thay đổi. Nếu thay đổi là đúng, quản trị viên có thể đề nghị đánh giá lại theo dữ liệu ngày ${formatDay(day)}.`,
    evidence: {
      from: overdue,
      to,
      noLongerOverdue: noLongerOverdue.slice(0, DOSSIERS_NAMED),
      newlyOverdue: newlyOverdue.slice(0, DOSSIERS_NAMED),
      noLongerOverdueCount: noLongerOverdue.length,
      newlyOverdueCount: newlyOverdue.length,
      canonicalKey,
      action: `reevaluate-month, countFrom ${day}`,
    },
    noticedAt,
  };
}

/** One for each unit's month and rule, and each copy in which it has changed. */
export function changedPastId(
  { sourceId, month, rule }: Pick<Evaluation, 'sourceId' | 'month' | 'rule'>,
  canonicalDigest: string,
): string {
  return `past-changed#${sourceId}#${month}#${rule}#${canonicalDigest.slice(0, 16)}`;
}
