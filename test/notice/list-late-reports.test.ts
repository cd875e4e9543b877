import { expect, test } from '@jest/globals';
import { describeLateReports, MOST_REPORTS_IN_LETTER } from '../../shared/notice/describe-late-reports.ts';
import type { LateReport } from '../../shared/notice/report-topic.ts';
import { writeLetter } from '../../shared/notice/write-letter.ts';
import { letterhead, order } from './sample-orders.ts';

/** Reports on item 4 of dispatch 664 that were due on 14/07/2020, a Tuesday; the list is of Thursday the 16th. */
function late(count: number): LateReport[] {
  return Array.from({ length: count }, (_, position) => ({
    unitId: `huyen-${position}`,
    unitName: `UBND huyện ${position}`,
    assignmentId: '664-4',
    directive: 'Công văn 664/UBND-TH',
    item: '4',
    title: 'Báo cáo tháng',
    role: position === 0 ? ('lead' as const) : ('coordinating' as const),
    dueOn: '2020-07-14',
    workingDaysLate: 2,
  }));
}

function topic(reports: readonly LateReport[], total = reports.length) {
  return {
    kind: 'late-reports' as const,
    topicId: 'late-reports#so-tttt#2020-07-16',
    unitId: 'so-tttt',
    unitName: 'Sở Thông tin và Truyền thông',
    day: '2020-07-16',
    reports: [...reports],
    total,
  };
}

test('what a letter has room for is not attached', () => {
  expect(describeLateReports(topic(late(MOST_REPORTS_IN_LETTER))).list).toBeUndefined();
});

test('a longer list is cut with a count and goes with the mail, one report a row', () => {
  // Act
  const { matters, lists } = writeLetter(order({ day: '2020-07-16', topics: [topic(late(30))] }), [], letterhead);

  // Assess: the letter's own order of matters stays as it is
  expect(matters[0]?.facts).toHaveLength(MOST_REPORTS_IN_LETTER);
  expect(matters[0]?.paragraphs[0]).toBe(
    `Và ${30 - MOST_REPORTS_IN_LETTER} báo cáo quá hạn khác, xem tệp đính kèm bao-cao-qua-han-2020-07-16.xlsx (hoặc bao-cao-qua-han-2020-07-16.csv).`,
  );
  expect(lists.map(({ stem, rows }) => [stem, rows.length])).toEqual([['bao-cao-qua-han-2020-07-16', 30]]);
  expect(lists[0]?.rows[29]).toEqual([
    30,
    'UBND huyện 29',
    'Phối hợp',
    'Công văn 664/UBND-TH, mục 4',
    'Báo cáo tháng',
    '14/07/2020',
    '14/07/2020',
    2,
  ]);
});

test('where a message did not hold all of them the letter says how many are attached', () => {
  const [others] = describeLateReports(topic(late(30), 1_200)).paragraphs;
  expect(others).toContain('báo cáo quá hạn khác, xem tệp đính kèm');
  expect(others).toContain('(nêu 30 báo cáo quá hạn lâu nhất)');
});
