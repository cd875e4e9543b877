import type { Day } from '../calendar/day.ts';
import { formatCount, formatDay, formatMonth } from '../report/format-vietnamese.ts';
import { cutAt } from './cut-at.ts';
import type { DigestOrder, Topic } from './notice.ts';
import { plainLine } from './plain-line.ts';
import { type Part, summariseDeductions, summariseLifted, summariseUndecided } from './summarise-verdicts.ts';

/** Phones show less; what is cut is counted. */
const MOST_CHARACTERS = 110;
const MOST_OF_A_PART = 80;
const SENDER = '[Đúng Hẹn] ';

/** A mail's subject, what and by when: `[Đúng Hẹn] Sở Xây dựng bị trừ 0,5 điểm tháng 6/2020; 2 báo cáo đến hạn 14/07` */
export function subjectOf(order: DigestOrder): string {
  const parts = partsOf(order).map(({ text, count }) => ({ text: cutAt(plainLine(text), MOST_OF_A_PART), count }));
  const fitting = parts.findLastIndex(
    (_part, position) => subject(parts, position + 1, order).length <= MOST_CHARACTERS,
  );
  return subject(parts, Math.max(1, fitting + 1), order);
}

/** A digest in a few words, nothing cut. */
export function summariseDigest(order: DigestOrder): string {
  return plainLine(
    partsOf(order)
      .map(({ text }) => text)
      .join('; '),
  );
}

/** The first parts, and how many topics the others are about. */
function subject(parts: readonly Part[], shown: number, { leftOut = 0 }: DigestOrder): string {
  const others = parts.slice(shown).reduce((sum, { count }) => sum + count, leftOut);
  const texts = parts.slice(0, shown).map(({ text }) => text);
  return `${SENDER}${texts.join('; ')}${others === 0 ? '' : ` và ${formatCount(others)} việc khác`}`;
}

/** What a digest is about, most urgent first. */
function partsOf({ topics, day, replaces }: DigestOrder): Part[] {
  const reports = topics.filter((topic) => topic.kind === 'assignment');
  return [
    ...summariseDeductions(topics, replaces !== null),
    ...byName(
      reports.filter(({ dueOn }) => dueOn < day),
      overdueReports,
    ),
    ...lateReportsOfOthers(topics),
    ...byName(
      reports.filter(({ dueOn }) => dueOn >= day),
      comingReports,
    ),
    ...summariseUndecided(topics),
    ...noticed(topics),
    ...summariseLifted(topics),
    ...announcedMonths(topics),
    ...noticedInWeek(topics),
  ];
}

type Report = Extract<Topic, { kind: 'assignment' }>;

/** Of reports that were ordered, and of explanations that the system asks for: each under its own name. */
function byName(reports: readonly Report[], partOf: (reports: readonly Report[], name: string) => Part): Part[] {
  const explanations = reports.filter(({ explains }) => explains !== undefined);
  const ordered = reports.filter(({ explains }) => explains === undefined);
  return [
    ...(ordered.length === 0 ? [] : [partOf(ordered, 'báo cáo')]),
    ...(explanations.length === 0 ? [] : [partOf(explanations, 'giải trình')]),
  ];
}

function overdueReports(reports: readonly Report[], name: string): Part {
  return { text: `${formatCount(reports.length)} ${name} quá hạn`, count: reports.length };
}

/** `2 báo cáo chậm cần đôn đốc; danh sách 5 báo cáo chưa nhận được` */
function lateReportsOfOthers(topics: readonly Topic[]): Part[] {
  const escalations = topics.filter(({ kind }) => kind === 'escalation').length;
  const lists = topics.filter((topic) => topic.kind === 'late-reports');
  const listed = lists.reduce((sum, { total }) => sum + total, 0);
  return [
    ...(escalations === 0
      ? []
      : [{ text: `${formatCount(escalations)} báo cáo chậm cần đôn đốc`, count: escalations }]),
    ...(listed === 0 ? [] : [{ text: `danh sách ${formatCount(listed)} báo cáo chưa nhận được`, count: lists.length }]),
  ];
}

function comingReports(reports: readonly Report[], name: string): Part {
  const [first = '', ...others] = [...new Set(reports.map(({ dueOn }) => dueOn))].sort();
  const when = others.length === 0 ? `đến hạn ${dayAndMonth(first)}` : `sắp đến hạn, sớm nhất ${dayAndMonth(first)}`;
  return { text: `${formatCount(reports.length)} ${name} ${when}`, count: reports.length };
}

/** `3 dấu hiệu cần rà soát` */
function noticed(topics: readonly Topic[]): Part[] {
  const ofUnits = topics.filter((topic) => topic.kind === 'findings');
  const count = ofUnits.reduce((sum, { total }) => sum + total, 0);
  return count === 0 ? [] : [{ text: `${formatCount(count)} dấu hiệu cần rà soát`, count: ofUnits.length }];
}

function noticedInWeek(topics: readonly Topic[]): Part[] {
  const weeks = topics.filter((topic) => topic.kind === 'findings-week');
  return weeks.length === 0 ? [] : [{ text: 'tổng hợp dấu hiệu trong tuần', count: weeks.length }];
}

function announcedMonths(topics: readonly Topic[]): Part[] {
  const announcements = topics.filter((topic) => topic.kind === 'announcement');
  const [month, ...others] = new Set(announcements.map((topic) => topic.month));
  if (month === undefined) return [];
  const what = others.length === 0 ? `tháng ${formatMonth(month)}` : `${formatCount(others.length + 1)} tháng`;
  return [{ text: `kết quả ${what}`, count: announcements.length }];
}

function dayAndMonth(day: Day): string {
  return formatDay(day).slice(0, 5);
}
