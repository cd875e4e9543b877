import { formatInstant } from './format-vietnamese.ts';
import type { Revision, Standing } from './revisions-of-month.ts';

export const standingWords: Readonly<Record<Standing, string>> = {
  'in-force': 'Đã có hiệu lực',
  draft: 'Dự thảo, chờ phê duyệt',
  replaced: 'Đã được thay thế',
};

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
      if (approval === null) return `Có hiệu lực từ ${formatInstant(evaluation.recordedAt, timeZone)}.`;
      return `Có hiệu lực từ ${formatInstant(approval.approvedAt, timeZone)}, do ${approval.actor} phê duyệt: ${sentence(approval.reason)}`;
  }
}

/** What people wrote as a reason, with one full stop at its end. */
function sentence(reason: string): string {
  return /[.!?…]$/.test(reason) ? reason : `${reason}.`;
}
