import { type Deduction, isOpen, windowOf } from '../ledger/deduction.ts';
import { formatDay } from './format-vietnamese.ts';

/** Until when a unit may explain itself about a month, or that nothing limits it.. */
export function explainDeadline(deduction: Deduction | null): string {
  if (deduction === null) return 'Không có thời hạn: hiện không có đề xuất trừ điểm nào của tháng này để giải trình.';
  const days = windowOf(deduction);
  if (days === 0) return 'Không có thời hạn giải trình đối với tháng này: đơn vị có thể gửi ý kiến bất cứ lúc nào.';
  const { notified } = deduction;
  if (notified !== null) {
    const deadline = `Thời hạn giải trình: đến hết ngày ${formatDay(notified.explainBy)}.`;
    return isOpen(deduction) ? deadline : `${deadline} Ý kiến sau khi đã có quyết định không bị giới hạn thời hạn.`;
  }
  if (!isOpen(deduction)) return 'Đề xuất đã được rút, không còn thời hạn giải trình.';
  return `Thời hạn giải trình: ${days} ngày làm việc kể từ ngày thư thông báo được gửi; thư chưa được gửi.`;
}
