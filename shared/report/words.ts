import type { Verdict } from '../evaluation/evaluation.ts';
import type { Finding, FindingKind } from '../finding/finding.ts';
import type { DeductionState } from '../ledger/deduction.ts';
import type { LedgerEvent } from '../ledger/ledger-entry.ts';
import type { NoticeStatus } from '../notice/notice.ts';
import type { ParticipationReason, ParticipationVerdict, UntoldBecause } from '../participation/participation.ts';
import type { RiseUntoldBecause } from '../rise/rise.ts';
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

/** How far a deduction has come. */
export const deductionStateWords: Readonly<Record<DeductionState, string>> = {
  proposed: 'Đang đề xuất, chưa trừ điểm',
  notified: 'Đã thông báo, chờ giải trình',
  explained: 'Đã giải trình, chờ quyết định',
  confirmed: 'Đã trừ điểm',
  withdrawn: 'Đã rút đề xuất, không trừ điểm',
  reversed: 'Đã hủy, không trừ điểm',
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
  'snapshot-unchanged': 'Dữ liệu ngày giống hệt ngày trước',
  'vanished-while-open': 'Hồ sơ đang giải quyết biến mất khỏi dữ liệu',
  'vanished-after-end': 'Hồ sơ đã kết thúc nhưng biến mất khỏi dữ liệu',
  'no-longer-counted': 'Hồ sơ chuyển sang trạng thái không được tính',
  'unit-ended': 'Hồ sơ còn ghi ở đơn vị đã kết thúc',
  'before-unit-began': 'Hồ sơ có trước khi đơn vị được lập',
  'due-date-moved-after-it-passed': 'Ngày hẹn trả bị dời sau khi đã quá hạn',
  'completed-before-seen-open': 'Ngày kết thúc ghi lùi về trước',
  'due-date-removed': 'Hạn trả không còn được ghi',
  'late-made-timely': 'Hồ sơ kết thúc quá hạn được sửa thành không quá hạn',
  'ended-without-date': 'Hồ sơ kết thúc không ghi ngày kết thúc',
  'moved-while-overdue': 'Hồ sơ quá hạn được chuyển sang đơn vị khác',
  'status-went-back': 'Hồ sơ đã kết thúc được mở lại',
  'supplement-near-due-date': 'Tạm dừng, yêu cầu bổ sung khi sắp đến hạn',
  'supplement-lifted-after-due-date': 'Tạm dừng trước hạn, giải quyết tiếp sau hạn',
  'due-before-received': 'Hạn trả ghi trước ngày tiếp nhận',
  'completed-before-received': 'Ngày kết thúc ghi trước ngày tiếp nhận',
  'governing-file-changed': 'Dữ liệu chốt tháng thay đổi sau khi đã đánh giá',
  'participation-silent': 'Không tham gia hệ thống một cửa trong tháng',
  'participation-perfunctory': 'Tham gia hệ thống một cửa còn hình thức',
  'overdue-rose': 'Hồ sơ quá hạn tăng so với tháng trước',
  'differs-between-sources': 'Thời điểm ghi khác nhau giữa các hệ thống',
  'draft-not-approved': 'Dự thảo đánh giá quá thời hạn phê duyệt',
  'past-changed': 'Số liệu của tháng đã đánh giá bị thay đổi về sau',
  'past-not-compared': 'Chưa đối chiếu được số liệu của tháng đã đánh giá',
  'recount-differs': 'Kết quả đếm lại không khớp',
  'unit-unreachable': 'Không gửi được thư cho đơn vị',
  'ledger-fault': 'Sổ trừ điểm không khớp với bản lưu',
  'deduction-not-notified': 'Chưa thông báo được đề xuất trừ điểm',
  'explanation-undecided': 'Giải trình chưa được quyết định',
  'calendar-missing': 'Lịch làm việc chưa đủ',
  'escalation-unaddressed': 'Báo cáo chậm không có nơi để đề nghị đôn đốc',
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

/** What a finding's evidence is called; a name that is not here is shown as it is. */
export const evidenceWords: Readonly<Record<string, string>> = {
  dossierCode: 'Mã hồ sơ',
  dossierCodes: 'Mã hồ sơ',
  from: 'Trước khi sửa',
  to: 'Sau khi sửa',
  completedAt: 'Kết thúc xử lý ghi là',
  seenOpenAt: 'Vẫn đang giải quyết lúc',
  seenAt: 'Thấy lần cuối lúc',
  dueAt: 'Hạn trả',
  receivedAt: 'Tiếp nhận',
  takenFor: 'Tạm tính kết thúc ngày',
  completedFrom: 'Kết thúc trước khi sửa',
  completedTo: 'Kết thúc sau khi sửa',
  dueFrom: 'Hạn trả trước khi sửa',
  dueTo: 'Hạn trả sau khi sửa',
  statusTo: 'Trạng thái sau khi sửa',
  fromUnitId: 'Chuyển từ đơn vị',
  toUnitId: 'Chuyển đến đơn vị',
  pausedOn: 'Thấy tạm dừng trong dữ liệu ngày',
  resumedOn: 'Thấy giải quyết tiếp trong dữ liệu ngày',
  lastSeenOn: 'Thấy lần cuối trong dữ liệu ngày',
  year: 'Năm',
  expectedDays: 'Ngày mới là dự kiến',
  sourceId: 'Nguồn',
  day: 'Ngày',
  objectKey: 'Tệp',
  fileNumber: 'Lần gửi',
  reason: 'Lý do',
  reasons: 'Lý do',
  address: 'Địa chỉ',
  noticeId: 'Mã thông báo',
  topicIds: 'Nội dung thông báo',
  canonicalKey: 'Bản lưu',
  judgedBy: 'Đã đánh giá theo',
  units: 'Số đơn vị liên quan',
  differences: 'Chỗ khác nhau',
  faults: 'Chỗ không khớp',
  reportKey: 'Báo cáo đối chiếu',
  noLongerOverdue: 'Hồ sơ không còn quá hạn',
  noLongerOverdueCount: 'Số hồ sơ không còn quá hạn',
  newlyOverdue: 'Hồ sơ nay thành quá hạn',
  newlyOverdueCount: 'Số hồ sơ nay thành quá hạn',
  drafts: 'Số dự thảo',
  firstUnits: 'Đơn vị (tối đa 20)',
  entries: 'Bút toán',
  action: 'Lệnh dùng để đánh giá lại',
  procedureCode: 'Mã thủ tục',
  openDossiers: 'Hồ sơ đang giải quyết',
  overdueDossiers: 'Trong đó quá hạn',
  dossiers: 'Số hồ sơ',
  unitId: 'Mã đơn vị',
  codes: 'Mã đơn vị trên hệ thống',
  successorUnitIds: 'Đơn vị có thể tiếp nhận',
  successorCodes: 'Mã của các đơn vị đó trên hệ thống',
  predecessorUnitIds: 'Các đơn vị cũ',
  assignmentId: 'Mã nhiệm vụ',
  firstDueOn: 'Hạn ban đầu',
  dueOn: 'Hạn hiện nay',
  monthBefore: 'Tháng so sánh',
  overdueBefore: 'Quá hạn tháng trước',
  overdue: 'Quá hạn tháng này',
  denominatorBefore: 'Mẫu số tháng trước',
  denominator: 'Mẫu số tháng này',
  moreIntake: 'Do phải giải quyết nhiều hồ sơ hơn',
  slowerHandling: 'Do giải quyết chậm hơn',
  olderBacklog: 'Do hồ sơ quá hạn tồn từ trước nhiều hơn',
  procedures: 'Thủ tục tăng nhiều nhất',
  otherProcedures: 'Các thủ tục khác',
  list: 'Danh sách hồ sơ',
  listed: 'Số hồ sơ trong danh sách',
  total: 'Tổng số hồ sơ quá hạn',
  monthsRunning: 'Số tháng tăng liên tiếp',
};

/** Why a file was put aside, by the guard's code. */
export const quarantineWords: Readonly<Record<string, string>> = {
  empty: 'Tệp rỗng',
  html: 'Tệp là trang web, không phải dữ liệu',
  truncated: 'Tệp bị cắt cụt',
  'unreadable-gzip': 'Tệp nén bị hỏng',
  'wrong-schema': 'Thiếu hoặc trùng cột dữ liệu',
  'wrong-encoding': 'Tệp dùng bảng mã khác với khai báo của nguồn',
  'unreadable-workbook': 'Tệp bảng tính bị hỏng, đặt mật khẩu hoặc không phải .xlsx',
  'too-large': 'Tệp vượt quá dung lượng cho phép',
  'too-many-rejected': 'Quá nhiều dòng không đọc được',
  shrunk: 'Số dòng giảm bất thường so với ngày trước',
  'lost-open-dossiers': 'Mất nhiều hồ sơ đang giải quyết so với ngày trước',
  'day-not-over': 'Tệp mang tên một ngày chưa kết thúc',
  'number-taken': 'Đã có tệp khác mang cùng ngày và số thứ tự',
};

/** How a unit took part in a month. */
export const participationVerdictWords: Readonly<Record<ParticipationVerdict, string>> = {
  active: 'Tham gia đầy đủ',
  perfunctory: 'Tham gia còn hình thức',
  silent: 'Không tham gia',
  'cannot-be-told': 'Chưa đủ căn cứ kết luận',
};

export const participationQuestionWords: Readonly<Record<ParticipationReason, string>> = {
  'nothing-received': 'Không tiếp nhận hồ sơ nào, trong khi đơn vị tương đương tiếp nhận nhiều',
  'idle-while-open': 'Nhiều ngày làm việc liên tiếp không cập nhật, dù còn hồ sơ đang giải quyết',
  'without-due-date-or-procedure': 'Nhiều hồ sơ không có ngày hẹn trả hoặc không ghi thủ tục',
  'completions-at-month-end': 'Phần lớn kết quả nhập dồn vào những ngày làm việc cuối tháng',
  'incomplete-data': 'Nhiều hồ sơ chưa nhập đủ dữ liệu',
};

export const participationUntoldWords: Readonly<Record<UntoldBecause, string>> = {
  'governing-snapshot-missing': 'thiếu dữ liệu chốt tháng',
  'activity-missing': 'thiếu dữ liệu của một số ngày',
  'unit-began-or-ends': 'đơn vị bắt đầu hoặc kết thúc hoạt động trong tháng',
  'rows-unreadable': 'có hồ sơ không đọc được hoặc không còn trong tệp',
  'no-history': 'chưa có tháng trước để so sánh',
  'too-few-peers': 'quá ít đơn vị tương đương',
  'too-few-dossiers': 'quá ít hồ sơ',
};

/** Why a month cannot be compared with the one before. */
export const riseUntoldWords: Readonly<Record<RiseUntoldBecause, string>> = {
  'month-before-not-judged': 'tháng trước chưa được đánh giá',
  'governing-snapshot-missing': 'thiếu dữ liệu chốt của một trong hai tháng',
  'unit-began-or-ends': 'đơn vị bắt đầu hoặc kết thúc hoạt động trong thời gian so sánh',
  'unit-merged-or-split': 'đơn vị được sáp nhập hoặc chia tách trong thời gian so sánh',
  'source-changed': 'nguồn dữ liệu của đơn vị thay đổi giữa hai tháng',
  'counted-otherwise': 'hai tháng không được đếm theo cùng một phạm vi',
  'unknown-dossiers': 'còn hồ sơ chưa rõ có quá hạn hay không',
};
