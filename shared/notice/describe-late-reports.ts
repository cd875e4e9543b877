import { formatCount, formatDay } from '../report/format-vietnamese.ts';
import { howPutOff, latenessInWords, orderOf } from './due-date-words.ts';
import type { Fact, Matter } from './letter.ts';
import type { Topic } from './notice.ts';
import type { LateReport } from './report-topic.ts';

export type LateReportsTopic = Extract<Topic, { kind: 'late-reports' }>;

/** A letter is read on a page; the rest is counted. */
export const MOST_REPORTS_IN_LETTER = 20;

/** What the collecting unit still waits for: what is late, and by whom. */
export function describeLateReports(topic: LateReportsTopic): Matter {
  const { day, reports, total, unitName } = topic;
  const shown = reports.slice(0, MOST_REPORTS_IN_LETTER);
  return {
    tone: 'overdue',
    label: `${formatCount(total)} báo cáo quá hạn chưa nhận được`,
    title: `Danh sách báo cáo quá hạn do ${unitName} chủ trì tổng hợp, đến ngày ${formatDay(day)}`,
    facts: shown.map(factOf),
    paragraphs: [
      ...others(total - shown.length),
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

function others(count: number): string[] {
  return count === 0 ? [] : [`Và ${formatCount(count)} báo cáo quá hạn khác.`];
}
