import { formatInstant } from './format-vietnamese.ts';
import type { Revision, Standing } from './revisions-of-month.ts';

export const standingWords: Readonly<Record<Standing, string>> = {
  'in-force': 'Đã có hiệu lực',
  draft: 'Dự thảo, chờ phê duyệt',
  replaced: 'Đã được thay thế',
};

/** How a revision stands, in a label: what decides nothing yet takes no effect. */
export function standingLabel({ standing, evaluation: { verdict } }: Revision): string {
  const isUndecided = standing === 'in-force' && verdict === 'undecided';
  return isUndecided ? 'Kết quả hiện hành: chưa kết luận' : standingWords[standing];
}

/** What leads from a month that is undecided to a verdict; null for any other. */
export function explainWayOut({ standing, evaluation: { verdict, unknown } }: Revision): string | null {
  if (verdict !== 'undecided' || standing === 'replaced') return null;
  const first =
    unknown === 0
      ? 'nguồn dữ liệu gửi tệp còn thiếu hoặc tệp đã sửa'
      : 'đơn vị bổ sung ngày hẹn trả hoặc sửa dữ liệu của các hồ sơ chưa rõ trên cổng; nguồn dữ liệu gửi lại tệp đã sửa';
  return `Để có kết luận: ${first}; sau đó quản trị viên ra lệnh đánh giá lại. Cho đến lúc đó, không trừ điểm nào của tháng này.`;
}

/** What a revision counts for, by whose word and since when, in sentences. */
export function explainStanding(revision: Revision, timeZone: string): string {
  return [orderOf(revision), standingOf(revision, timeZone)].filter((sentence) => sentence !== '').join(' ');
}

function orderOf({ evaluation: { order, revision } }: Revision): string {
  return order === null ? '' : `Lần đánh giá ${revision}, theo yêu cầu của ${order.actor}: ${sentence(order.reason)}`;
}

function standingOf({ standing, approval, evaluation }: Revision, timeZone: string): string {
  switch (standing) {
    case 'draft':
      return 'Đây là dự thảo, đang chờ phê duyệt: chưa có hiệu lực, chưa thông báo cho đơn vị, chưa trừ điểm.';
    case 'replaced':
      return 'Kết quả này đã được thay bằng một lần đánh giá sau, được giữ lại để đối chiếu.';
    case 'in-force':
      if (evaluation.verdict === 'undecided' && approval === null)
        return `Là kết quả hiện hành từ ${formatInstant(evaluation.recordedAt, timeZone)}.`;
      if (approval === null) return `Có hiệu lực từ ${formatInstant(evaluation.recordedAt, timeZone)}.`;
      return `Có hiệu lực từ ${formatInstant(approval.approvedAt, timeZone)}, do ${approval.actor} phê duyệt: ${sentence(approval.reason)}`;
  }
}

/** What people wrote as a reason, with one full stop at its end. */
function sentence(reason: string): string {
  return /[.!?…]$/.test(reason) ? reason : `${reason}.`;
}
