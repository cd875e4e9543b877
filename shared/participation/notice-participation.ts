import type { Month } from '../calendar/month.ts';
import type { Finding } from '../finding/finding.ts';
import { formatCount, formatMonth } from '../report/format-vietnamese.ts';
import type { Participation, ParticipationAnswer, ParticipationReason } from './participation.ts';

const describing: Readonly<Record<ParticipationReason, (figures: ParticipationAnswer['figures']) => string>> = {
  'nothing-received': ({ peers = 0, peerMedian = 0 }) =>
    `không tiếp nhận hồ sơ nào, trong khi mức trung vị của ${formatCount(peers)} đơn vị tương đương là ${formatCount(peerMedian)} hồ sơ`,
  'idle-while-open': ({ idleWorkingDays = 0 }) =>
    `${formatCount(idleWorkingDays)} ngày làm việc liên tiếp không cập nhật hồ sơ nào dù còn hồ sơ đang giải quyết`,
  'without-due-date-or-procedure': ({ lacking = 0, handled = 0 }) =>
    `${formatCount(lacking)} trên ${formatCount(handled)} hồ sơ không có ngày hẹn trả hoặc không ghi thủ tục`,
  'completions-at-month-end': ({ enteredOnLastDays = 0, entered = 0 }) =>
    `${formatCount(enteredOnLastDays)} trên ${formatCount(entered)} kết quả giải quyết được nhập dồn vào những ngày làm việc cuối tháng`,
  'incomplete-data': ({ lacking = 0, handled = 0 }) =>
    `${formatCount(lacking)} trên ${formatCount(handled)} hồ sơ chưa nhập đủ dữ liệu`,
};

/** The reasons that speak against a unit, in Vietnamese. */
export function describeReasons({ answers }: Participation): string[] {
  const holding = answers.filter(({ answer }) => answer === 'holds');
  return holding.map(({ reason, figures }) => describing[reason](figures));
}

/** The ids that a unit's participation in a month can be noticed under. */
export function participationFindingIds(month: Month): string[] {
  return noticedVerdicts.map((verdict) => findingIdOf(verdict, month));
}

const noticedVerdicts = ['silent', 'perfunctory'] as const;

function findingIdOf(verdict: (typeof noticedVerdicts)[number], month: Month): string {
  return `participation-${verdict}#${month}`;
}

/** The finding of a silent or perfunctory unit; null for every other. */
export function noticeParticipation(participation: Participation, unitName: string, noticedAt: string): Finding | null {
  const { unitId, month, verdict, answers } = participation;
  if (verdict !== 'silent' && verdict !== 'perfunctory') return null;
  const kind = `participation-${verdict}` as const;
  const how = verdict === 'silent' ? 'không tham gia hệ thống một cửa' : 'tham gia hệ thống một cửa còn hình thức';
  const holding = answers.filter(({ answer }) => answer === 'holds');
  return {
    unitId,
    findingId: findingIdOf(verdict, month),
    kind,
    severity: 'warning',
    state: 'open',
    sourceId: null,
    day: null,
    month,
    sentence: `Tháng ${formatMonth(month)}, ${unitName} ${how}: ${describeReasons(participation).join('; ')}.`,
    evidence: Object.fromEntries(
      holding.flatMap(({ reason, figures }) =>
        Object.entries(figures).map(([name, figure]) => [`${reason}.${name}`, figure]),
      ),
    ),
    noticedAt,
  };
}
