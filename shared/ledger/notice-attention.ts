import type { Day } from '../calendar/day.ts';
import type { Finding } from '../finding/finding.ts';
import { formatDay, formatMonth, formatPoints } from '../report/format-vietnamese.ts';
import { ledgerEventWords } from '../report/words.ts';
import type { Deduction } from './deduction.ts';
import type { Attention } from './settle-deduction.ts';

/** The finding, once per proposal, that people must do something about a deduction. */
export function noticeAttention(deduction: Deduction, kind: Attention, on: Day, noticedAt: string): Finding {
  const { unitId, month, restsOn, entries } = deduction;
  return {
    unitId,
    findingId: attentionId(deduction, kind),
    kind,
    severity: 'alarm',
    state: 'open',
    sourceId: null,
    day: on,
    month,
    sentence: `${subjectOf(deduction)} ${whatIsMissing(deduction, kind)}`,
    evidence: {
      reason: restsOn.reason,
      noticeId: deduction.notified?.noticeId ?? '',
      entries: entries.map((entry) => `${entry.sequence}. ${ledgerEventWords[entry.event]}`),
    },
    noticedAt,
  };
}

/** One for each proposal. */
export function attentionId({ month, rule, restsOn, proposal }: Deduction, kind: Attention): string {
  return `${kind}#${month}#${rule}#${proposal?.sequence ?? restsOn.sequence}`;
}

function subjectOf({ month, askedHundredths }: Deduction): string {
  return `Đề xuất trừ ${formatPoints(askedHundredths)} điểm tháng ${formatMonth(month)}`;
}

function whatIsMissing({ notified, explanations }: Deduction, kind: Attention): string {
  if (kind === 'deduction-not-notified') {
    return (
      'chưa thông báo được cho thủ trưởng hoặc cấp phó của đơn vị sau 3 ngày làm việc, nên chưa được quyết định. Đề nghị ' +
      'kiểm tra địa chỉ thư điện tử của đơn vị.'
    );
  }
  const received = explanations.find(({ isInTime }) => isInTime)?.receivedOn;
  const when = received === undefined ? '' : ` ngày ${formatDay(received)}`;
  const deadline = notified === null ? '' : ` ${formatDay(notified.explainBy)}`;
  return `đã được đơn vị giải trình${when}, đã hết thời hạn giải trình${deadline} nhưng chưa có quyết định. Đề nghị xem xét, quyết định.`;
}
