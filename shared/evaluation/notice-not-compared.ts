import { addMonths } from '../calendar/month.ts';
import type { Finding } from '../finding/finding.ts';
import { formatDay, formatMonth } from '../report/format-vietnamese.ts';
import type { GoverningReceipt } from './build-evaluation.ts';
import type { JudgedSource } from './judging-registry.ts';
import type { MonthPlan } from './plan-month.ts';

/** The id under which it stands, while it is open, that a plan's look back at the month before is still to be made. */
export function notComparedId({ month, rule }: MonthPlan, { sourceId }: JudgedSource): string {
  return `past-not-compared#${sourceId}#${addMonths(month, -1)}#${rule}`;
}

/**
 * The finding that the month before could not be held against the copy by which a month is judged. As long as nobody
 * closes it, each run tries again.
 */
export function noticeNotCompared(
  plan: MonthPlan,
  source: JudgedSource,
  { day, canonicalKey }: GoverningReceipt,
  failure: unknown,
  noticedAt: string,
): Finding {
  const month = addMonths(plan.month, -1);
  return {
    unitId: source.ownerUnitId,
    findingId: notComparedId(plan, source),
    kind: 'past-not-compared',
    severity: 'alarm',
    state: 'open',
    sourceId: source.sourceId,
    day,
    month,
    sentence: `Chưa đối chiếu được số liệu tháng ${formatMonth(month)} của nguồn ${source.name} với dữ liệu ngày ${formatDay(day)}, nên chưa biết số liệu của tháng đã đánh giá có bị thay đổi về sau hay không; kết quả đánh giá không bị ảnh hưởng. Hệ thống tự đối chiếu lại mỗi ngày cho đến khi được.`,
    evidence: { canonicalKey, reason: String(failure) },
    noticedAt,
  };
}
