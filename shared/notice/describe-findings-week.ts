import { formatCount, formatDay } from '../report/format-vietnamese.ts';
import { findingKindWords } from '../report/words.ts';
import { type AttachedList, filesOf } from './attached-list.ts';
import type { FindingsRow } from './finding-topic.ts';
import type { Fact, Matter } from './letter.ts';
import type { Topic } from './notice.ts';

export type FindingsWeekTopic = Extract<Topic, { kind: 'findings-week' }>;

/** A letter is read on a page; the rest is attached. */
const MOST_ROWS_IN_LETTER = 10;

/** What was noticed in a week, and what is not closed, for the unit that watches over the others. */
export function describeFindingsWeek(topic: FindingsWeekTopic): Matter {
  const { firstDay, lastDay, rows, total, newTotal, openTotal } = topic;
  const shown = rows.slice(0, MOST_ROWS_IN_LETTER);
  const list = rows.length > shown.length ? listRows(topic) : null;
  return {
    tone: 'coming',
    label: `${formatCount(newTotal)} dấu hiệu mới, ${formatCount(openTotal)} chưa xử lý`,
    ...(list !== null && { list }),
    title: `Tổng hợp dấu hiệu cần rà soát, tuần từ ngày ${formatDay(firstDay)} đến ngày ${formatDay(lastDay)}`,
    facts: shown.map(factOf),
    paragraphs: [
      ...others(total, shown.length, list),
      'Các dấu hiệu này để rà soát; tự chúng không trừ điểm. Đơn vị liên quan đã được thông báo về dấu hiệu của đơn vị mình. ' +
        'Đề nghị theo dõi, đôn đốc giải trình và báo nơi liên hệ dưới đây kết quả xem xét từng trường hợp để được ghi nhận.',
    ],
  };
}

/** Numbered: a unit may have several kinds. */
function factOf({ unitName, findingKind, isNew, open, explained }: FindingsRow, position: number): Fact {
  const counts = [
    `${formatCount(isNew)} mới`,
    `${formatCount(open)} chưa xử lý`,
    ...(explained === 0 ? [] : [`${formatCount(explained)} đã giải trình`]),
  ];
  return { name: `${position + 1}. ${unitName}`, value: `${findingKindWords[findingKind]}: ${counts.join(', ')}` };
}

function others(total: number, shown: number, list: AttachedList | null): string[] {
  if (total === shown || list === null) return [];
  const most = list.rows.length === total ? '' : ` (nêu ${formatCount(list.rows.length)} dòng đầu tiên)`;
  return [`Và ${formatCount(total - shown)} dòng khác, xem tệp đính kèm ${filesOf(list)}${most}.`];
}

function listRows({ firstDay, rows }: FindingsWeekTopic): AttachedList {
  return {
    stem: `dau-hieu-can-ra-soat-tuan-${firstDay}`,
    sheet: 'Dấu hiệu cần rà soát',
    columns: [
      { name: 'STT', width: 6 },
      { name: 'Đơn vị', width: 40 },
      { name: 'Dấu hiệu', width: 60 },
      { name: 'Mới trong tuần', width: 16 },
      { name: 'Chưa xử lý', width: 14 },
      { name: 'Đã giải trình', width: 14 },
    ],
    rows: rows.map(({ unitName, findingKind, isNew, open, explained }, position) => [
      position + 1,
      unitName,
      findingKindWords[findingKind],
      isNew,
      open,
      explained,
    ]),
  };
}
