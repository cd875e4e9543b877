import { formatCount } from '../report/format-vietnamese.ts';
import type { ParticipationAnswer, ParticipationReason } from './participation.ts';

type Figures = ParticipationAnswer['figures'];

const describing: Readonly<Record<ParticipationReason, (figures: Figures) => string>> = {
  'nothing-received': describeReceived,
  'idle-while-open': ({ idleWorkingDays, possibly }) =>
    possibly === undefined
      ? `dài nhất ${formatCount(idleWorkingDays ?? 0)} ngày làm việc liên tiếp`
      : `ít nhất ${formatCount(idleWorkingDays ?? 0)}, có thể đến ${formatCount(possibly)} ngày làm việc liên tiếp`,
  'without-due-date-or-procedure': ({ lacking, handled }) => share(lacking, handled, 'hồ sơ'),
  'completions-at-month-end': ({ enteredOnLastDays, entered }) => share(enteredOnLastDays, entered, 'kết quả'),
  'incomplete-data': ({ lacking, handled }) => share(lacking, handled, 'hồ sơ'),
};

/** The figures of an answer in Vietnamese, whatever the answer is; empty where there are none. */
export function describeAnswer({ reason, figures }: ParticipationAnswer): string {
  return Object.keys(figures).length === 0 ? '' : describing[reason](figures);
}

function describeReceived({ received, possiblyReceived, peers, peerMedian }: Figures): string {
  const own = `tiếp nhận ${formatCount(received ?? 0)} hồ sơ`;
  if (possiblyReceived !== undefined) return `${own}; ${formatCount(possiblyReceived)} hồ sơ chưa rõ`;
  if (peerMedian === undefined) return own;
  return `${own}; trung vị của ${formatCount(peers ?? 0)} đơn vị tương đương là ${formatCount(peerMedian)}`;
}

function share(part: number | undefined, whole: number | undefined, what: string): string {
  return `${formatCount(part ?? 0)} trên ${formatCount(whole ?? 0)} ${what}`;
}
