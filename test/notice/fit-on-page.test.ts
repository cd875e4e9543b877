import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { composeDigest } from '../../shared/notice/compose-digest.ts';
import { fitOnPage } from '../../shared/notice/fit-on-page.ts';
import type { Matter } from '../../shared/notice/letter.ts';
import type { Topic } from '../../shared/notice/notice.ts';
import { writeLetter } from '../../shared/notice/write-letter.ts';
import { announcement, assignment, deduction, letterhead, order } from './sample-orders.ts';

const reports = (count: number) =>
  Array.from({ length: count }, (_, position) => assignment({ title: `Báo cáo số ${position}.` }));
const letterOf = (...topics: Topic[]) => writeLetter(order({ topics }), [], letterhead);

test('a deduction and three reminders find room on the page, and nothing is attached', () => {
  const { matters, further, lists } = letterOf(deduction(), ...reports(3));
  expect(matters).toHaveLength(4);
  expect([further, lists]).toEqual([null, []]);
});

test('of more the most urgent stand in full, the next in a line, the others in the attached list, with their count', () => {
  // Act
  const { matters, further, lists } = letterOf(deduction(), ...reports(60));

  // Assess
  expect(matters[0]?.label).toBe('Trừ 0,5 điểm');
  expect(matters.length).toBeGreaterThan(1);
  const lines = further?.lines ?? [];
  expect(lines.length).toBeGreaterThanOrEqual(10);
  expect(lines[0]).toBe(`[Còn 3 ngày làm việc] Báo cáo số ${matters.length - 1}.`);
  expect(further?.note).toBe(
    `Và ${61 - matters.length - lines.length} nội dung khác, xem đầy đủ từng nội dung, số liệu và việc cần làm tại tệp ` +
      'đính kèm noi-dung-thu-2020-07-09.xlsx (hoặc noi-dung-thu-2020-07-09.csv).',
  );
  expect(lists.map(({ stem, rows }) => [stem, rows.length])).toEqual([['noi-dung-thu-2020-07-09', 61]]);
  expect(lists[0]?.rows[60]).toEqual([
    61,
    'Còn 3 ngày làm việc',
    'Báo cáo số 59.',
    expect.stringContaining('Hạn báo cáo: Chậm nhất ngày 14/07/2020'),
    expect.stringContaining('gửi báo cáo đến Ủy ban nhân dân tỉnh chậm nhất ngày 14/07/2020.'),
  ]);
});

test('the text of a digest with a hundred matters is about a page', () => {
  const { text } = composeDigest(order({ topics: [deduction(), ...reports(99)] }), [], letterhead);
  const lines = text.split('\n').filter((line) => line !== '');
  const printed = lines.reduce((sum, line) => sum + Math.ceil(line.length / 90), 0);
  expect(printed).toBeLessThanOrEqual(66);
});

test('a proposal that has room for a line alone says until when the unit may explain itself', () => {
  const proposals = Array.from({ length: 12 }, (_, position) =>
    deduction({ unitName: `Sở ${position}`, explanationWorkingDays: 5, explainBy: '2020-07-16' }),
  );
  const { further } = letterOf(...proposals);
  expect(further?.lines.at(-1)).toBe(
    '[Đề xuất trừ 0,5 điểm] Sở 11: tỷ lệ hồ sơ quá hạn tháng 6/2020 trên 2%; giải trình chậm nhất ngày 16/07/2020',
  );
});

test('the hash of an announcement has its line though forty reports are more urgent', () => {
  const { further } = letterOf(deduction(), ...reports(60), announcement());
  expect(further?.lines.at(-1)).toContain('; mã đối chiếu 0123 4567 89ab cdef');
  expect(further?.lines.length).toBeLessThanOrEqual(40);
});

test('a title of 2,000 characters is cut in the letter and stands in full in the attached list', () => {
  const title = 'Rà soát thủ tục '.repeat(125).trim();
  const { matters, further, lists } = letterOf(assignment({ title }));
  expect(matters[0]?.title.length).toBeLessThanOrEqual(700);
  expect(matters[0]?.title).toMatch(/thủ tục…$|Rà soát…$|…$/);
  expect(further?.lines).toEqual([]);
  expect(lists[0]?.rows[0]?.[2]).toBe(title);
});

test('letters of many units name five and count the others', () => {
  const topics = Array.from({ length: 8 }, (_, position) => assignment({ unitName: `Sở ${position}` }));
  expect(letterOf(...topics).units).toBe('Sở 0; Sở 1; Sở 2; Sở 3; Sở 4; và 3 đơn vị khác');
});

const matter = fc.record({
  tone: fc.constant('coming' as const),
  label: fc.string({ maxLength: 40 }),
  title: fc.string({ maxLength: 900 }),
  facts: fc.array(fc.record({ name: fc.string(), value: fc.string({ maxLength: 900 }) }), { maxLength: 8 }),
  paragraphs: fc.array(fc.string({ maxLength: 900 }), { maxLength: 5 }),
});

test('cutting loses nothing: each matter stands in full, in a line or is counted, in this order', () => {
  fc.assert(
    fc.property(fc.array(matter, { minLength: 1, maxLength: 80 }), fc.array(fc.string()), (matters, others) => {
      const page = fitOnPage(matters, others);
      const { full, entries, cut, isCut } = page;
      expect(full.length + entries.length + cut).toBe(matters.length);
      expect(full.length).toBeGreaterThan(0);
      expect(full.map(({ label }) => label)).toEqual(matters.slice(0, full.length).map(({ label }) => label));
      expect(isCut).toBe(entries.length + cut > 0 || full.some((one, at) => !isSame(one, matters[at])));
      // A page has at least 10 lines for what does not stand in full, and no more than 40 are ever said.
      const rest = matters.slice(full.length).map(({ label }) => `[${label}]`);
      expect(entries.length).toBeGreaterThanOrEqual(Math.min(10, rest.length));
      expect(entries.length).toBeLessThanOrEqual(40);
      const first = rest.slice(0, Math.min(10, rest.length));
      expect(first.map((beginning, at) => entries[at]?.startsWith(beginning))).toEqual(first.map(() => true));
    }),
  );
});

function isSame(one: Matter, other: Matter | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
