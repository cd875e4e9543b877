import type { Evaluation } from '../evaluation/evaluation.ts';
import { type Deduction, windowOf } from '../ledger/deduction.ts';
import { actorWords } from './actor-words.ts';
import { formatDay, formatPoints } from './format-vietnamese.ts';
import { isReinstating } from './list-events.ts';

/** How far a month's deduction has come, and what follows, in sentences. Null: its account has none. */
export function explainDeduction(deduction: Deduction | null): string {
  if (deduction === null) return 'Không trừ điểm.';
  switch (deduction.state) {
    case 'proposed':
      return `${proposalOf(deduction)} ${windowToCome(deduction)}`;
    case 'notified':
      return `${proposalOf(deduction)} ${windowUnderWay(deduction)}`;
    case 'explained':
      return `${proposalOf(deduction)} ${explanationOf(deduction)}`;
    case 'confirmed':
      return confirmationOf(deduction);
    case 'withdrawn':
      return `Đề xuất trừ điểm đã được rút${byWhom(deduction)}: không trừ điểm.`;
    case 'reversed':
      return `Khoản trừ điểm đã bị hủy${byWhom(deduction)}, điểm đã được trả lại: hiện không trừ điểm nào của tháng này.`;
  }
}

/** What would follow from a draft if it were approved. */
export function explainDraft({ verdict, consequence }: Pick<Evaluation, 'verdict' | 'consequence'>): string {
  if (verdict !== 'exceeded' || consequence?.mode !== 'deduct') {
    return 'Nếu dự thảo được phê duyệt, tháng này không có điểm trừ.';
  }
  const { explanationWorkingDays: days, pointsHundredths } = consequence;
  const points = formatPoints(pointsHundredths);
  if (days === 0) return `Nếu dự thảo được phê duyệt, mức trừ của tháng này là ${points} điểm.`;
  return `Nếu dự thảo được phê duyệt, sẽ có đề xuất trừ ${points} điểm; đơn vị có ${days} ngày làm việc để giải trình trước khi có quyết định.`;
}

/** The points that follow from an evaluation's verdict, in hundredths. */
export function pointsThatFollow({ verdict, consequence }: Pick<Evaluation, 'verdict' | 'consequence'>): number {
  return verdict === 'exceeded' && consequence?.mode === 'deduct' ? consequence.pointsHundredths : 0;
}

function proposalOf({ askedHundredths }: Deduction): string {
  return `Có đề xuất trừ ${formatPoints(askedHundredths)} điểm; hiện chưa trừ điểm.`;
}

function windowToCome(deduction: Deduction): string {
  const days = windowOf(deduction);
  if (days === 0) return 'Đề xuất đang chờ quyết định.';
  return `Sau khi thư thông báo được gửi, đơn vị có ${days} ngày làm việc để giải trình.`;
}

function windowUnderWay({ notified }: Deduction): string {
  if (notified === null) return '';
  const { on, explainBy } = notified;
  return `Đã thông báo cho đơn vị ngày ${formatDay(on)}. Đơn vị có thể giải trình đến hết ngày ${formatDay(explainBy)}; nếu không giải trình, điểm được trừ vào ngày làm việc tiếp theo.`;
}

function explanationOf({ explanations }: Deduction): string {
  const received = explanations.findLast(({ isInTime }) => isInTime)?.receivedOn;
  const when = received === undefined ? '' : ` ngày ${formatDay(received)}`;
  return `Đơn vị đã giải trình${when}; giải trình đang chờ xem xét, quyết định.`;
}

function confirmationOf({ askedHundredths, takenHundredths, restsOn, entries }: Deduction): string {
  if (askedHundredths === 0) return 'Khoản trừ điểm đã được điều chỉnh về 0: hiện không trừ điểm nào của tháng này.';
  const adjusted =
    restsOn.event === 'adjusted' ? ` sau khi ${isReinstating(restsOn, entries) ? 'khôi phục' : 'điều chỉnh'}` : '';
  const taken = `Đã trừ ${formatPoints(takenHundredths)} điểm${adjusted}.`;
  if (takenHundredths === askedHundredths) return taken;
  const cap = restsOn.yearlyCapHundredths;
  const limit = cap === null ? '' : ` ${formatPoints(cap)} điểm`;
  return `${taken} Mức trừ của tháng là ${formatPoints(askedHundredths)} điểm, nhưng tổng điểm trừ cả năm không được vượt mức trần${limit}.`;
}

function byWhom({ takenBackBy, entries }: Deduction): string {
  if (takenBackBy === 're-evaluation') return ' sau khi đánh giá lại';
  const last = entries.findLast(({ event }) => event === 'withdrawn' || event === 'reversed');
  return last === undefined ? '' : ` theo quyết định của ${actorWords(last.actor)}`;
}
