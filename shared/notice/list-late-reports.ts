import { formatDay } from '../report/format-vietnamese.ts';
import type { AttachedList } from './attached-list.ts';
import type { LateReportsTopic } from './describe-late-reports.ts';
import { orderOf } from './due-date-words.ts';
import type { LateReport } from './report-topic.ts';

/** The reports that have not come in, one a row, as far as a message holds them. */
export function listLateReports({ day, reports }: LateReportsTopic): AttachedList {
  return {
    stem: `bao-cao-qua-han-${day}`,
    sheet: 'Báo cáo quá hạn',
    columns: [
      { name: 'STT', width: 6 },
      { name: 'Đơn vị', width: 40 },
      { name: 'Vai trò', width: 12 },
      { name: 'Văn bản giao', width: 40 },
      { name: 'Nội dung báo cáo', width: 60 },
      { name: 'Hạn báo cáo', width: 14 },
      { name: 'Hạn ban đầu', width: 14 },
      { name: 'Số ngày làm việc quá hạn', width: 14 },
    ],
    rows: reports.map((report, position) => [position + 1, ...cellsOf(report)]),
  };
}

function cellsOf(report: LateReport): (string | number)[] {
  const { unitName, role, title, dueOn, firstDueOn = dueOn, workingDaysLate } = report;
  const part = role === 'lead' ? 'Chủ trì' : 'Phối hợp';
  return [unitName, part, orderOf(report), title, formatDay(dueOn), formatDay(firstDueOn), workingDaysLate];
}
