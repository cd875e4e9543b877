import type { Month } from '../calendar/month.ts';
import type { Finding } from '../finding/finding.ts';
import { formatDay, formatMonth } from '../report/format-vietnamese.ts';
import type { GoverningReceipt } from './build-evaluation.ts';
import type { Evaluation } from './evaluation.ts';
import type { JudgedSource } from './judging-registry.ts';

/**
 * The finding that the governing file of a judged month came late or was corrected, or null where every unit was judged
 * by it. The evaluations stay: entering completions afterwards is the oldest way to mend a rate.
 *
 * @param judged the units' evaluations that stood before this run
 */
export function noticeChangedFile(
  { sourceId, ownerUnitId, name }: JudgedSource,
  month: Month,
  judged: readonly Evaluation[],
  governing: GoverningReceipt,
  noticedAt: string,
): Finding | null {
  const { day, fileNumber, objectKey, canonicalKey, canonicalDigest } = governing;
  const byOther = judged.filter(
    (evaluation) =>
      evaluation.sourceId === sourceId &&
      // Counted from a later copy at somebody's order: the governing file was known and put aside.
      evaluation.governing?.reading !== 'as-stated' &&
      evaluation.governing?.canonicalDigest !== canonicalDigest,
  );
  if (byOther.length === 0) return null;
  const judgedBy = new Set(byOther.map((evaluation) => evaluation.governing?.canonicalKey ?? '-'));
  return {
    unitId: ownerUnitId,
    findingId: `governing-file-changed#${sourceId}#${month}#${canonicalDigest.slice(0, 16)}`,
    kind: 'governing-file-changed',
    severity: 'warning',
    state: 'open',
    sourceId,
    day,
    month,
    sentence: `Dữ liệu chốt tháng ${formatMonth(month)} của nguồn ${name} (dữ liệu ngày ${formatDay(day)}) đến muộn hoặc được gửi lại sau khi tháng đã được đánh giá; kết quả đã ghi nhận không tự thay đổi. Nếu tệp mới là đúng, quản trị viên có thể đề nghị đánh giá lại.`,
    evidence: {
      objectKey,
      fileNumber,
      canonicalKey,
      judgedBy: [...judgedBy].toSorted(),
      units: byOther.length,
      action: 'reevaluate-month',
    },
    noticedAt,
  };
}
