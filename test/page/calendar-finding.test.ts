import { expect, test } from '@jest/globals';
import { ownerOf } from '../../infra/local/page/views/findings-table.tsx';
import { noticeCalendarGap } from '../../shared/finding/notice-calendar-gap.ts';
import { findingKindWords } from '../../shared/report/words.ts';

test('a finding about the calendar stands under the calendar, in words', () => {
  // Act
  const { unitId, kind } = noticeCalendarGap({ year: '2028', expectedDays: [] }, '2027-11-02', '2027-11-02T00:00:00Z');

  // Assess: it is no unit's, so that no unit has a name for it
  expect(ownerOf(unitId, null)).toBe('Lịch làm việc');
  expect(findingKindWords[kind]).toBe('Lịch làm việc chưa đủ');
});
