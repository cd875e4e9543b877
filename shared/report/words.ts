import type { Verdict } from '../evaluation/evaluation.ts';
import type { Finding, FindingKind } from '../finding/finding.ts';
import type { LedgerEvent } from '../ledger/ledger-entry.ts';
import type { NoticeStatus } from '../notice/notice.ts';
import type { Tier } from '../unit/unit.ts';

/** The users' words for what data carry in English. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  passed: 'Đạt',
  exceeded: 'Vượt ngưỡng',
  undecided: 'Chưa đủ căn cứ',
  'not-judged': 'Không xét',
};

export interface TierWords {
  /** A heading. */
  readonly heading: string;
  /** What the units are called in a sentence. */
  readonly units: string;
}

export const tierWords: Readonly<Record<Tier, TierWords>> = {
  province: { heading: 'Cấp tỉnh: sở, ngành', units: 'sở, ngành' },
  district: { heading: 'Cấp huyện', units: 'đơn vị cấp huyện' },
  commune: { heading: 'Cấp xã', units: 'đơn vị cấp xã' },
};

export const ledgerEventWords: Readonly<Record<LedgerEvent, string>> = {
  proposed: 'Đề xuất trừ điểm',
  notified: 'Đã thông báo',
  explained: 'Đã giải trình',
  confirmed: 'Trừ điểm',
  withdrawn: 'Rút đề xuất',
  adjusted: 'Điều chỉnh',
  reversed: 'Hủy trừ điểm',
};

export const noticeStatusWords: Readonly<Record<NoticeStatus, string>> = {
  claimed: 'Đang gửi',
  accepted: 'Đã gửi đi',
  delivered: 'Đã đến hộp thư',
  bounced: 'Bị trả lại',
  complained: 'Bị báo là thư rác',
  failed: 'Không gửi được',
};

export const findingKindWords: Readonly<Record<FindingKind, string>> = {
  'snapshot-quarantined': 'Tệp dữ liệu bị giữ lại để kiểm tra',
  'snapshot-missing': 'Thiếu dữ liệu ngày',
  'vanished-while-open': 'Hồ sơ đang giải quyết biến mất khỏi dữ liệu',
  'due-date-moved-after-it-passed': 'Ngày hẹn trả bị dời sau khi đã quá hạn',
  'completed-before-seen-open': 'Ngày kết thúc ghi lùi về trước',
  'governing-file-changed': 'Dữ liệu chốt tháng thay đổi sau khi đã đánh giá',
  'recount-differs': 'Kết quả đếm lại không khớp',
  'unit-unreachable': 'Không gửi được thư cho đơn vị',
};

export const findingStateWords: Readonly<Record<Finding['state'], string>> = {
  open: 'Chưa xử lý',
  explained: 'Đã giải trình',
  dismissed: 'Bỏ qua',
  resolved: 'Đã khắc phục',
};

export const severityWords: Readonly<Record<Finding['severity'], string>> = {
  info: 'Thông tin',
  warning: 'Cần xem xét',
  alarm: 'Khẩn',
};
