import { expect, test } from '@jest/globals';
import type { CalendarEntry } from '../../shared/calendar/calendar-entry.ts';
import { findCalendarGaps } from '../../shared/calendar/find-calendar-gaps.ts';
import { noticeCalendarGap } from '../../shared/finding/notice-calendar-gap.ts';

const holiday = (date: string, name = 'Tết Dương lịch'): CalendarEntry => ({ date, kind: 'holiday', name });
const of2027 = holiday('2027-01-01');

test.each([
  // 30 days from 02/11 to 02/12, and 30 to 01/01/2028: 60 days
  ['2027-11-01', []],
  ['2027-11-02', [{ year: '2028', expectedDays: [] }]],
  ['2027-12-31', [{ year: '2028', expectedDays: [] }]],
  ['2028-01-01', [{ year: '2028', expectedDays: [] }]],
  ['2028-06-15', [{ year: '2028', expectedDays: [] }]],
])('a year without a row is missed from the 60th day before it on, and while it runs: %s', (day, expected) => {
  expect(findCalendarGaps(day, [of2027])).toEqual(expected);
});

test('one row of the year is enough, a day off or one that is worked', () => {
  const worked: CalendarEntry = { date: '2028-01-08', kind: 'working', name: 'Làm bù' };
  expect(findCalendarGaps('2027-12-01', [of2027, holiday('2028-01-03')])).toEqual([]);
  expect(findCalendarGaps('2027-12-01', [of2027, worked])).toEqual([]);
});

test('where neither this year nor the next has a row, both are missed', () => {
  expect(findCalendarGaps('2026-11-23', []).map(({ year }) => year)).toEqual(['2026', '2027']);
});

test.each([
  // 04/02 is the 35th day of the year: 60 days before it is 06/12 (25 days of December, 31 of January, 4)
  ['2026-12-05', []],
  ['2026-12-06', ['2027-02-04']],
  ['2026-12-07', ['2027-02-04', '2027-02-05']],
  ['2027-02-05', ['2027-02-05']],
  ['2027-02-06', []],
])(
  'a day that is only expected is asked for from the 60th day before it on, until it has come: %s',
  (day, expected) => {
    // Prepare
    const expectedOnly = ['2027-02-05', '2027-02-04'].map((date) => holiday(date, 'Tết Nguyên đán (dự kiến)'));

    // Act
    const gaps = findCalendarGaps(day, [holiday('2026-01-01'), of2027, ...expectedOnly]);

    // Assess
    expect(gaps.flatMap(({ expectedDays }) => expectedDays)).toEqual(expected);
  },
);

test('the finding says what is lacking, by when it was seen, and which file to drop where', () => {
  // Act
  const nothing = noticeCalendarGap({ year: '2028', expectedDays: [] }, '2027-11-02', '2027-11-02T00:00:00.000Z');
  const expectedOnly = noticeCalendarGap(
    { year: '2027', expectedDays: ['2027-02-04', '2027-02-05'] },
    '2026-12-07',
    '2026-12-07T00:00:00.000Z',
  );

  // Assess
  expect(nothing).toMatchObject({
    unitId: 'lich-lam-viec',
    findingId: 'calendar-missing#2028#2027-11',
    kind: 'calendar-missing',
    severity: 'alarm',
    day: '2027-11-02',
    evidence: { year: '2028', expectedDays: [] },
  });
  expect(nothing.sentence).toMatch(/^Đến ngày 02\/11\/2027, .* của năm 2028: .*calendar\.csv .*registry\/\.$/);
  expect(expectedOnly.sentence).toMatch(
    /^Đến ngày 07\/12\/2026, .*dự kiến: 04\/02\/2027, 05\/02\/2027\..*calendar\.csv .*registry\/\.$/,
  );
});
