import type { Day } from '../calendar/day.ts';
import type { CalendarGap } from '../calendar/find-calendar-gaps.ts';
import { monthOf } from '../calendar/month.ts';
import { formatDay } from '../report/format-vietnamese.ts';
import type { Finding } from './finding.ts';

/** Under which the finding stands: the calendar is the whole province's. */
export const CALENDAR_ITSELF = 'lich-lam-viec';

/** The finding that the calendar lacks days: once for each year and month in which it does, until they are imported. */
export function noticeCalendarGap({ year, expectedDays }: CalendarGap, day: Day, noticedAt: string): Finding {
  return {
    unitId: CALENDAR_ITSELF,
    findingId: `calendar-missing#${year}#${monthOf(day)}`,
    kind: 'calendar-missing',
    severity: 'alarm',
    state: 'open',
    sourceId: null,
    day,
    month: null,
    sentence: expectedDays.length === 0 ? nothingOf(year, day) : onlyExpected(year, expectedDays, day),
    evidence: { year, expectedDays: [...expectedDays] },
    noticedAt,
  };
}

function nothingOf(year: string, day: Day): string {
  return `Đến ngày ${formatDay(day)}, lịch làm việc chưa có ngày nghỉ lễ, nghỉ bù nào của năm ${year}: ngày nghỉ lễ sẽ bị tính là ngày làm việc khi nhắc việc và tính thời hạn giải trình. Đề nghị đưa tệp calendar.csv có các ngày của năm ${year} vào thư mục registry/.`;
}

function onlyExpected(year: string, expectedDays: readonly Day[], day: Day): string {
  return `Đến ngày ${formatDay(day)}, lịch làm việc năm ${year} có ngày nghỉ sắp đến mới là dự kiến: ${expectedDays.map(formatDay).join(', ')}. Đề nghị đối chiếu với thông báo chính thức, rồi đưa tệp calendar.csv đã sửa vào thư mục registry/.`;
}
