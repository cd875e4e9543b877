import type { Day } from '../calendar/day.ts';
import type { Month } from '../calendar/month.ts';
import { formatDay, formatMonth } from '../report/format-vietnamese.ts';
import type { Source } from '../source/source.ts';
import type { Finding } from './finding.ts';

/** A file that holds the very bytes of the nearest earlier day's. */
export interface UnchangedSnapshot {
  readonly source: Pick<Source, 'sourceId' | 'name' | 'ownerUnitId'>;
  readonly day: Day;
  readonly fileNumber: number;
  readonly objectKey: string;
  readonly priorDay: Day;
  readonly rowsRead: number;
  readonly isWorkingDay: boolean;
  /** The month that the day may govern, null where it governs none. */
  readonly month: Month | null;
  readonly noticedAt: string;
}

/** Of fewer rows nothing may happen for a day even where people are at work. */
const FLOOR_ROWS = 50;

/**
 * The finding that an export may be frozen, null where a quiet day is as good a reason. Such a file is taken in all the
 * same. What a frozen one leaves out harms the units: dossiers that were ended in time look open, and become overdue.
 */
export function noticeUnchanged(snapshot: UnchangedSnapshot): Finding | null {
  const severity = severityOf(snapshot);
  if (severity === null) return null;
  const { source, day, fileNumber, objectKey, priorDay, month, noticedAt } = snapshot;
  const use = month === null ? '' : ` Dữ liệu này có thể được dùng để chốt tháng ${formatMonth(month)}.`;
  return {
    unitId: source.ownerUnitId,
    findingId: `snapshot-unchanged#${source.sourceId}#${day}#${fileNumber}`,
    kind: 'snapshot-unchanged',
    severity,
    state: 'open',
    sourceId: source.sourceId,
    day,
    month,
    sentence: `Dữ liệu ngày ${formatDay(day)} của ${source.name} giống hệt dữ liệu ngày ${formatDay(priorDay)}: hệ thống xuất dữ liệu có thể đã ngừng cập nhật, hồ sơ đã giải quyết có thể chưa được ghi nhận.${use} Đề nghị kiểm tra và gửi lại tệp nếu cần.`,
    evidence: { objectKey, from: priorDay },
    noticedAt,
  };
}

function severityOf({ rowsRead, isWorkingDay, month }: UnchangedSnapshot): 'alarm' | 'warning' | null {
  if (!isWorkingDay) return null;
  const hasManyRows = rowsRead >= FLOOR_ROWS;
  if (hasManyRows && month !== null) return 'alarm';
  return hasManyRows || month !== null ? 'warning' : null;
}
