import { formatCount, formatDay } from '../report/format-vietnamese.ts';
import { type AttachedList, filesOf } from './attached-list.ts';
import { howPutOff, latenessInWords, orderOf } from './due-date-words.ts';
import type { Fact, Matter } from './letter.ts';
import { listLateReports } from './list-late-reports.ts';
import type { Topic } from './notice.ts';
import type { LateReport } from './report-topic.ts';

export type LateReportsTopic = Extract<Topic, { kind: 'late-reports' }>;

/** A letter is read on a page; the rest is counted. */
export const MOST_REPORTS_IN_LETTER = 10;

/** What the collecting unit still waits for: what is late, and by whom. */
export function describeLateReports(topic: LateReportsTopic): Matter {
  const { day, reports, total, unitName } = topic;
  const shown = reports.slice(0, MOST_REPORTS_IN_LETTER);
  const list = reports.length > shown.length ? listLateReports(topic) : null;
  return {
    tone: 'overdue',
    label: `${formatCount(total)} báo cáo quá hạn chưa nhận được`,
    ...(list !== null && { list }),
    title: `Danh sách báo cáo quá hạn do ${unitName} chủ trì tổng hợp, đến ngày ${formatDay(day)}`,
    facts: shown.map(factOf),
    paragraphs: [
      ...others(total, shown.length, list),
      `Đề nghị ${unitName} đôn đốc các đơn vị nêu trên. Báo cáo nào đã nhận được, đề nghị trả lời thư này kèm số, ngày của văn ` +
        'bản để được ghi nhận; danh sách này được gửi mỗi buổi sáng làm việc cho đến khi nhận đủ báo cáo.',
    ],
  };
}

/** Numbered: a unit may be late with several. */
function factOf(report: LateReport, position: number): Fact {
  const { unitName, dueOn, firstDueOn, handedBack, workingDaysLate } = report;
  const due = `hạn ${formatDay(dueOn)}`;
  const first = firstDueOn === undefined ? '' : ` (hạn ban đầu ${howPutOff(firstDueOn, report)})`;
  const again = handedBack === undefined ? '' : `, báo cáo nhận ngày ${formatDay(handedBack.receivedOn)} bị trả lại`;
  return {
    name: `${position + 1}. ${unitName}`,
    value: `${orderOf(report)}: ${due}${first}${again}, ${latenessInWords(workingDaysLate)}`,
  };
}

function others(total: number, shown: number, list: AttachedList | null): string[] {
  if (total === shown) return [];
  const where = list === null ? '' : `, xem tệp đính kèm ${filesOf(list)}`;
  const most =
    list === null || list.rows.length === total
      ? ''
      : ` (nêu ${formatCount(list.rows.length)} báo cáo quá hạn lâu nhất)`;
  return [`Và ${formatCount(total - shown)} báo cáo quá hạn khác${where}${most}.`];
}
