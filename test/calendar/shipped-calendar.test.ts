import { expect, test } from '@jest/globals';
import { isExpectedOnly } from '../../shared/calendar/calendar-entry.ts';
import { addDays, type Day, daysBetween } from '../../shared/calendar/day.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import { shippedCalendar } from './shipped-calendar.ts';

const calendar = new WorkingCalendar(shippedCalendar);
const weekdayOf = (day: Day) => new Date(`${day}T00:00:00Z`).getUTCDay();
const isWeekend = (day: Day) => weekdayOf(day) === 0 || weekdayOf(day) === 6;
const rowOf = (day: Day) => shippedCalendar.find(({ date }) => date === day);

/**
 * The new moons, UTC, with which the lunar year and its third month begin (Meeus, Astronomical Algorithms, chapter 49,
 * which agrees with almanacs to the minute). A month begins on the day of Viet Nam in which its new moon falls: that of
 * 09/02/2024 at 22:59 falls on the 10th there, that of 06/04/2027 on the 7th. 2020, 2023 and 2025 have leap months; in
 * 2023 it is the second, so that the third comes late.
 */
const newMoons = [
  ['2020-01-24T21:42Z', '2020-03-24T09:28Z'],
  ['2021-02-11T19:06Z', '2021-04-12T02:31Z'],
  ['2022-02-01T05:46Z', '2022-04-01T06:24Z'],
  ['2023-01-21T20:53Z', '2023-04-20T04:13Z'],
  ['2024-02-09T22:59Z', '2024-04-08T18:21Z'],
  ['2025-01-29T12:36Z', '2025-03-29T10:58Z'],
  ['2026-02-17T12:01Z', '2026-04-17T11:52Z'],
  ['2027-02-06T15:56Z', '2027-04-06T23:51Z'],
].map(([newYear = '', thirdMonth = '']) => ({
  year: newYear.slice(0, 4),
  newYearsDay: dayAt(Date.parse(newYear), 'Asia/Ho_Chi_Minh'),
  hungKingsDay: addDays(dayAt(Date.parse(thirdMonth), 'Asia/Ho_Chi_Minh'), 9),
}));

/** How many days the law gives: Labour Code 2012, article 115; 2019, article 112; with 24/11 as expected from 2026 on. */
const daysByLaw: Readonly<Record<string, number>> = {
  2020: 10,
  2021: 11,
  2022: 11,
  2023: 11,
  2024: 11,
  2025: 11,
  2026: 12,
  2027: 12,
};

test('rows are days off on weekdays and days worked at weekends, each day once, in order', () => {
  const dates = shippedCalendar.map(({ date }) => date);
  expect(dates).toEqual([...new Set(dates)].toSorted());
  expect(shippedCalendar.filter(({ date, kind }) => (kind === 'working') !== isWeekend(date))).toEqual([]);
});

test('each year has as many days off as the law gives: compensated ones count once, swapped ones are worked for', () => {
  // Act
  const daysOff = Object.keys(daysByLaw).map((year) => {
    const rows = shippedCalendar.filter(({ date }) => date.startsWith(year));
    const worked = rows.filter(({ kind }) => kind === 'working').length;
    return [year, rows.length - worked - worked];
  });

  // Assess
  expect(Object.fromEntries(daysOff)).toEqual(daysByLaw);
});

test.each(newMoons)('Tết $year: five days for it, New Year’s Day and the eve among them or made up for', (moons) => {
  // Act
  const ofTet = shippedCalendar.filter(
    ({ date, name }) => date.startsWith(moons.year) && name.startsWith('Tết Nguyên'),
  );
  const [first] = ofTet;
  const last = ofTet.at(-1);

  // Assess: without a working day between the first and the last
  expect(ofTet).toHaveLength(5);
  const span = [...daysBetween(first?.date ?? '', last?.date ?? '')];
  expect(span.filter((day) => calendar.isWorkingDay(day))).toEqual([]);
  expect(span).toEqual(expect.arrayContaining([addDays(moons.newYearsDay, -1), moons.newYearsDay]));
  // The law gives the five days around New Year's Day: one or two before it, three or four from it on.
  const daysBefore = span.indexOf(moons.newYearsDay);
  expect([1, 2]).toContain(daysBefore);
});

test('in 2027 as in 2020 New Year’s Day is a Saturday: the same seven days, from Thursday to Wednesday', () => {
  const [of2020, , , , , , , of2027] = newMoons;
  const around = (day: Day = '') => Array.from({ length: 7 }, (_, at) => addDays(day, at - 2));
  expect([of2020?.newYearsDay, of2027?.newYearsDay]).toEqual(['2020-01-25', '2027-02-06']);
  for (const moons of [of2020, of2027]) {
    expect(around(moons?.newYearsDay).map(weekdayOf)).toEqual([4, 5, 6, 0, 1, 2, 3]);
    expect(around(moons?.newYearsDay).filter((day) => calendar.isWorkingDay(day))).toEqual([]);
  }
});

test.each(newMoons)(
  'Giỗ Tổ $year is the tenth of the third lunar month, or the next free working day after it',
  (moons) => {
    const { hungKingsDay } = moons;
    const [dayOff] = shippedCalendar.filter(
      ({ date, name }) => date.startsWith(moons.year) && name.includes('Giỗ Tổ Hùng Vương'),
    );
    expect(dayOff?.kind).toBe('holiday');
    expect(calendar.isWorkingDay(hungKingsDay)).toBe(false);
    if (isWeekend(hungKingsDay)) {
      expect(dayOff?.name).toBe(`Nghỉ bù Giỗ Tổ Hùng Vương (${hungKingsDay.split('-').toReversed().join('/')})`);
      const skipped = [...daysBetween(hungKingsDay, dayOff?.date ?? '')].filter((day) => calendar.isWorkingDay(day));
      expect(skipped).toEqual([]);
    } else expect(dayOff?.date).toBe(hungKingsDay);
  },
);

test('the fixed holidays are off on their day, or at a weekend made up for on the next days that are free', () => {
  for (const year of Object.keys(daysByLaw)) {
    for (const fixed of ['01-01', '04-30', '05-01', '09-02'].map((day) => `${year}-${day}`)) {
      const madeUp = shippedCalendar.find(
        ({ name }) => name.startsWith('Nghỉ bù') && name.endsWith(`(${fixed.split('-').toReversed().join('/')})`),
      );
      expect([fixed, calendar.isWorkingDay(fixed)]).toEqual([fixed, false]);
      expect([fixed, madeUp !== undefined]).toEqual([fixed, isWeekend(fixed)]);
      const between = madeUp === undefined ? [] : [...daysBetween(fixed, madeUp.date)];
      expect([fixed, between.filter((day) => calendar.isWorkingDay(day))]).toEqual([fixed, []]);
    }
  }
});

test('every day off in exchange names the day worked for it, and that day names it', () => {
  // Act
  const exchanged = shippedCalendar.filter(({ name }) => name.startsWith('Nghỉ hoán đổi với ngày '));
  const worked = shippedCalendar.filter(({ kind, date }) => kind === 'working' && date >= '2020');

  // Assess
  const dayIn = (name: string) => (/\d\d\/\d\d\/\d{4}/.exec(name)?.[0] ?? '').split('/').toReversed().join('-');
  for (const { date, name } of exchanged) {
    const makeUp = rowOf(dayIn(name));
    expect(makeUp).toMatchObject({ kind: 'working' });
    expect(dayIn(makeUp?.name ?? '')).toBe(date);
  }
  expect(
    exchanged
      .filter(({ date }) => date >= '2020')
      .map(({ name }) => dayIn(name))
      .toSorted(),
  ).toEqual(worked.map(({ date }) => date));
});

test('what no announcement was seen of is marked, and nothing else', () => {
  expect(shippedCalendar.filter(isExpectedOnly).map(({ date }) => date)).toEqual([
    '2026-11-24',
    ...['02-04', '02-05', '02-08', '02-09', '02-10', '09-03', '11-24'].map((day) => `2027-${day}`),
  ]);
});

test.each([
  // 8056/VPCP-KGVX, 8662/VPCP-KGVX, 2450/VPCP-KGVX, 8726/VPCP-KGVX, 9859/VPCP-KGVX: the free days as announced, from - to
  ['2023-01-20', '2023-01-26'],
  ['2023-09-01', '2023-09-04'],
  ['2024-02-08', '2024-02-14'],
  ['2024-04-27', '2024-05-01'],
  ['2024-08-31', '2024-09-03'],
  ['2025-01-25', '2025-02-02'],
  ['2025-04-30', '2025-05-04'],
  ['2025-08-30', '2025-09-02'],
  ['2026-02-14', '2026-02-22'],
  ['2026-08-29', '2026-09-02'],
])('from %s to %s nobody works, the day before and the day after everybody does', (first, last) => {
  const working = [...daysBetween(addDays(first, -1), addDays(last, 1))].filter((day) => calendar.isWorkingDay(day));
  expect(working).toEqual([addDays(first, -1), addDays(last, 1)]);
});
