import type { CalendarGap } from '../calendar/find-calendar-gaps.ts';
import { formatDay } from '../report/format-vietnamese.ts';
import type { AcceptedReceipt } from '../snapshot/receipt.ts';
import { parseSnapshotName } from '../snapshot/snapshot-name.ts';
import type { Unit } from '../unit/unit.ts';
import type { Finding } from './finding.ts';

/*
 * Whether what a finding tells of is over, by what the run that notices it sees anyway: why, in one Vietnamese sentence, or
 * null while it stands.
 */

/** Of a `calendar-missing`: nothing is lacking of its year. */
export function whyCalendarIsMended({ evidence }: Finding, gaps: readonly CalendarGap[]): string | null {
  const isLacking = gaps.some(({ year }) => year === evidence.year);
  return isLacking ? null : `Lịch làm việc năm ${evidence.year} nay không còn thiếu ngày nào sắp đến.`;
}

/** Of a `snapshot-missing`: a file of the day was taken in. */
export function whySnapshotCame({ day }: Finding, accepted: readonly AcceptedReceipt[]): string | null {
  const came = accepted.find((receipt) => receipt.day === day);
  return came === undefined ? null : `Đã nhận được dữ liệu ngày ${formatDay(came.day)}.`;
}

/** Of a `snapshot-quarantined`: that very file was let through, or a later one of the day was taken in. */
export function whyFileWasReplaced({ day, evidence }: Finding, accepted: readonly AcceptedReceipt[]): string | null {
  const came = accepted.find((receipt) => receipt.day === day);
  if (came === undefined || typeof evidence.objectKey !== 'string') return null;
  if (came.objectKey === evidence.objectKey)
    return `Tệp này đã được cho tiếp nhận (dữ liệu ngày ${formatDay(came.day)}).`;
  const isLater = came.fileNumber > parseSnapshotName(evidence.objectKey).fileNumber;
  return isLater ? `Đã tiếp nhận tệp gửi lại của ngày ${formatDay(came.day)}.` : null;
}

/**
 * Of a `unit-unreachable`: the unit's row no longer names the address that could not be reached; or, where the unit could
 * not be reached at all, its head or a deputy can be mailed again.
 *
 * @param named the unit's row in force, as the registry has it
 * @param mailable the same with the addresses alone that may be mailed
 */
export function whyUnitIsReached({ evidence }: Finding, named: Unit, mailable: Unit): string | null {
  const { address } = evidence;
  if (typeof address === 'string') {
    return namesOf(named).includes(address.toLowerCase()) ? null : `Danh mục đơn vị không còn dùng địa chỉ ${address}.`;
  }
  const isReached = mailable.headEmail !== null || mailable.deputyEmails.length > 0;
  return isReached ? 'Đơn vị nay có địa chỉ thư điện tử nhận được thư của thủ trưởng hoặc cấp phó.' : null;
}

function namesOf({ headEmail, deputyEmails, ccEmails }: Unit): string[] {
  return [headEmail ?? [], deputyEmails, ccEmails].flat().map((address) => address.toLowerCase());
}
