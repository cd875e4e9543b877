import type { Day } from '../calendar/day.ts';
import { formatCount, formatDay, formatMonth } from '../report/format-vietnamese.ts';
import type { AnnouncementTopic } from './describe-announcement.ts';
import type { AssignmentTopic } from './describe-assignment.ts';
import { isAdjustment, isProposal } from './describe-deduction.ts';
import type { LateReportsTopic } from './describe-late-reports.ts';
import type { DigestOrder, Topic } from './notice.ts';

/** A mail's subject: `[Đúng Hẹn] 2 báo cáo đến hạn 14/07, 1 đơn vị bị trừ điểm` */
export function subjectOf(order: DigestOrder): string {
  return `[Đúng Hẹn] ${summariseDigest(order)}`;
}

/** A digest in a few words: `2 báo cáo đến hạn 14/07, 1 đơn vị bị trừ điểm`. */
export function summariseDigest({ topics, day }: DigestOrder): string {
  const reports = topics.filter((topic) => topic.kind === 'assignment');
  const escalations = topics.filter((topic) => topic.kind === 'escalation');
  const lateReports = topics.filter((topic) => topic.kind === 'late-reports');
  const deductions = topics.filter((topic) => topic.kind === 'deduction');
  const adjusted = deductions.filter(isAdjustment);
  const lifted = topics.filter((topic) => topic.kind === 'deduction-lifted');
  const announcements = topics.filter((topic) => topic.kind === 'announcement');
  return [
    ...overdueReports(reports.filter(({ dueOn }) => dueOn < day)),
    ...lateReportsOfOthers(escalations, lateReports),
    ...comingReports(reports.filter(({ dueOn }) => dueOn >= day)),
    ...unitsOf(
      deductions.filter((topic) => !isProposal(topic) && !isAdjustment(topic)),
      'bị trừ điểm',
    ),
    ...unitsOf(deductions.filter(isProposal), 'bị đề xuất trừ điểm'),
    ...unitsOf(
      adjusted.filter(({ isReinstated, changeHundredths }) => !isReinstated && changeHundredths !== 0),
      'được điều chỉnh điểm trừ',
    ),
    ...unitsOf(
      adjusted.filter(({ isReinstated, changeHundredths }) => isReinstated && changeHundredths !== 0),
      'bị khôi phục trừ điểm',
    ),
    ...unitsOf(
      adjusted.filter(({ changeHundredths }) => changeHundredths === 0),
      'giữ nguyên điểm trừ',
    ),
    ...unitsOf(
      lifted.filter(({ event }) => event === 'withdrawn'),
      'được rút đề xuất trừ điểm',
    ),
    ...unitsOf(
      lifted.filter(({ event }) => event !== 'withdrawn'),
      'được trả lại điểm',
    ),
    ...announcedMonths(announcements),
  ].join(', ');
}

function overdueReports(reports: readonly AssignmentTopic[]): string[] {
  return reports.length === 0 ? [] : [`${formatCount(reports.length)} báo cáo quá hạn`];
}

/** `đôn đốc 2 báo cáo chậm, danh sách 5 báo cáo chưa nhận được` */
function lateReportsOfOthers(escalations: readonly Topic[], lists: readonly LateReportsTopic[]): string[] {
  const listed = lists.reduce((sum, { total }) => sum + total, 0);
  return [
    ...(escalations.length === 0 ? [] : [`đôn đốc ${formatCount(escalations.length)} báo cáo chậm`]),
    ...(listed === 0 ? [] : [`danh sách ${formatCount(listed)} báo cáo chưa nhận được`]),
  ];
}

function comingReports(reports: readonly AssignmentTopic[]): string[] {
  const dueDays = [...new Set(reports.map(({ dueOn }) => dueOn))].sort();
  const [first] = dueDays;
  if (first === undefined) return [];
  const count = formatCount(reports.length);
  if (dueDays.length === 1) return [`${count} báo cáo đến hạn ${dayAndMonth(first)}`];
  return [`${count} báo cáo sắp đến hạn, sớm nhất ${dayAndMonth(first)}`];
}

function unitsOf(topics: readonly Topic[], what: string): string[] {
  // Units that were merged are named after the one that is told.
  const units = new Set(topics.map(({ unitId, unitName }) => `${unitId} ${unitName}`));
  return units.size === 0 ? [] : [`${formatCount(units.size)} đơn vị ${what}`];
}

function announcedMonths(announcements: readonly AnnouncementTopic[]): string[] {
  const months = [...new Set(announcements.map(({ month }) => formatMonth(month)))];
  if (months.length === 0) return [];
  return [months.length === 1 ? `kết quả tháng ${months[0]}` : `kết quả ${formatCount(months.length)} tháng`];
}

function dayAndMonth(day: Day): string {
  return formatDay(day).slice(0, 5);
}
