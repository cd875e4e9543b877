import { expect, test } from '@jest/globals';
import { movedDueDates, perfunctory, week } from '../../infra/local/preview-mail/sample-findings.ts';
import { describeFindings, type FindingsTopic } from '../../shared/notice/describe-findings.ts';
import { describeFindingsWeek, type FindingsWeekTopic } from '../../shared/notice/describe-findings-week.ts';
import type { Topic } from '../../shared/notice/notice.ts';
import { compareUrgency } from '../../shared/notice/rank-topics.ts';
import { subjectOf } from '../../shared/notice/summarise-digest.ts';
import { assignment, order } from './sample-orders.ts';

const findings = (topic: Topic) => describeFindings(topic as FindingsTopic);
const ofWeek = (topic: Topic) => describeFindingsWeek(topic as FindingsWeekTopic);

test('five dossiers stand in the letter, all of them in a list that is attached', () => {
  const matter = findings(movedDueDates(18));

  expect(matter.title).toBe('Sở Xây dựng: ngày hẹn trả bị dời sau khi đã quá hạn (18 hồ sơ), dữ liệu ngày 08/07/2020');
  expect(matter.facts.map(({ name }) => name)).toEqual(['1.', '2.', '3.', '4.', '5.']);
  expect(matter.facts[4]?.value).toContain('Hồ sơ 000.00.19.H01-200622-0005 đã quá hạn');
  expect(matter.paragraphs[0]).toBe(
    'Và 13 hồ sơ khác, xem tệp đính kèm ngay-hen-tra-bi-doi-sau-khi-da-qua-han-so-xay-dung-2020-07-08.xlsx ' +
      '(hoặc ngay-hen-tra-bi-doi-sau-khi-da-qua-han-so-xay-dung-2020-07-08.csv).',
  );
  expect(matter.list?.rows).toHaveLength(18);
});

test('where the message has no room for all, the letter says how many the list names', () => {
  const { findings: all, ...topic } = movedDueDates(18) as FindingsTopic;

  const { paragraphs, list } = describeFindings({ ...topic, findings: all.slice(0, 10) });

  expect(paragraphs[0]).toMatch(/^Và 13 hồ sơ khác, xem tệp đính kèm .* \(nêu 10 hồ sơ đầu tiên\)\.$/);
  expect(list?.rows).toHaveLength(10);
});

test('what is noticed of a month, not of a dossier, is told in its sentence; nothing is attached', () => {
  const matter = findings(perfunctory());

  expect(matter.title).toBe('UBND xã Mỹ Bình: tham gia hệ thống một cửa còn hình thức, tháng 6/2020');
  expect(matter.facts.map(({ name }) => name)).toEqual(['Nội dung']);
  expect(matter.list).toBeUndefined();
  expect(matter.paragraphs.join(' ')).toContain('tự nó không trừ điểm');
});

test('the table of a week counts what is new, open and explained', () => {
  const matter = ofWeek(week());

  expect(matter.label).toBe('17 dấu hiệu mới, 24 chưa xử lý'); // 12 + 4 + 1 + 0; 12 + 9 + 1 + 2
  expect(matter.facts[0]).toEqual({
    name: '1. Sở Xây dựng',
    value: 'Ngày hẹn trả bị dời sau khi đã quá hạn: 12 mới, 12 chưa xử lý, 3 đã giải trình',
  });
  expect(matter.list).toBeUndefined();
  expect(ofWeek(week(6)).list?.rows).toHaveLength(24);
});

test('the subject counts what is to be looked at, after what has a due date', () => {
  const topics = [week(), movedDueDates(3), perfunctory(), assignment()].toSorted(compareUrgency);

  expect(topics.map(({ kind }) => kind)).toEqual(['assignment', 'findings', 'findings', 'findings-week']);
  expect(subjectOf(order({ topics }))).toMatch(
    /^\[Đúng Hẹn\] 1 báo cáo .*; 4 dấu hiệu cần rà soát; tổng hợp dấu hiệu trong tuần$/,
  );
});
