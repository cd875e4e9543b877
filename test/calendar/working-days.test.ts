import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CalendarEntry } from '../../shared/calendar/calendar-entry.ts';
import { addDays } from '../../shared/calendar/day.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';

function holidays(...dates: string[]): CalendarEntry[] {
  return dates.map((date) => ({ date, kind: 'holiday', name: 'Nghỉ lễ' }));
}

/** Tết Canh Tý: off from Thursday 23/01 to Wednesday 29/01/2020. */
const tet2020 = holidays('2020-01-23', '2020-01-24', '2020-01-27', '2020-01-28', '2020-01-29');

test('the week of Tết 2020, walked by hand', () => {
  // Prepare
  const calendar = new WorkingCalendar(tet2020);
  const days = Array.from({ length: 13 }, (_, offset) => addDays('2020-01-20', offset));

  // Act
  const working = days.filter((day) => calendar.isWorkingDay(day));

  // Assess: Mon 20, Tue 21, Wed 22 before; Thu 30, Fri 31 after; Saturday 1 February is a weekend
  expect(working).toEqual(['2020-01-20', '2020-01-21', '2020-01-22', '2020-01-30', '2020-01-31']);
});

test('working days are counted over Tết 2020 in both directions', () => {
  // Prepare
  const calendar = new WorkingCalendar(tet2020);

  // Act
  const moved = [
    calendar.addWorkingDays('2020-01-22', 1),
    calendar.addWorkingDays('2020-01-22', 3),
    calendar.addWorkingDays('2020-01-30', -1),
    calendar.addWorkingDays('2020-01-25', 0),
  ];
  const between = [
    calendar.workingDaysBetween('2020-01-22', '2020-01-31'),
    calendar.workingDaysBetween('2020-01-31', '2020-01-22'),
    calendar.workingDaysBetween('2020-01-22', '2020-01-29'),
  ];

  // Assess: after the 22nd come the 30th, the 31st, and Monday 3 February
  expect(moved).toEqual(['2020-01-30', '2020-02-03', '2020-01-22', '2020-01-25']);
  expect(between).toEqual([2, -2, 0]);
});

test('a Saturday worked in exchange for a Monday off counts as a working day', () => {
  // Prepare: Monday 29/04/2019 was off, Saturday 04/05/2019 was worked for it; 30/04 and 01/05 are holidays
  const calendar = new WorkingCalendar([
    ...holidays('2019-04-29', '2019-04-30', '2019-05-01'),
    { date: '2019-05-04', kind: 'working', name: 'Làm bù ngày 29/04' },
  ]);

  // Act
  const nextFour = [1, 2, 3, 4].map((count) => calendar.addWorkingDays('2019-04-26', count));

  // Assess: from Friday 26/04: Thu 02/05, Fri 03/05, Sat 04/05, Mon 06/05
  expect(nextFour).toEqual(['2019-05-02', '2019-05-03', '2019-05-04', '2019-05-06']);
});

const dayArbitrary = fc.integer({ min: -400, max: 400 }).map((offset) => addDays('2020-03-01', offset));
const calendarArbitrary = fc
  .uniqueArray(fc.tuple(dayArbitrary, fc.constantFrom('holiday' as const, 'working' as const)), {
    selector: ([date]) => date,
    maxLength: 60,
  })
  .map((rows) => new WorkingCalendar(rows.map(([date, kind]) => ({ date, kind, name: 'x' }))));

test('counting undoes adding, from any day, in either direction, under any calendar', () => {
  fc.assert(
    fc.property(calendarArbitrary, dayArbitrary, fc.integer({ min: -40, max: 40 }), (calendar, day, count) => {
      const reached = calendar.addWorkingDays(day, count);
      expect(calendar.workingDaysBetween(day, reached)).toBe(count);
      if (count !== 0) expect(calendar.isWorkingDay(reached)).toBe(true);
    }),
  );
});

test('without entries, five days of any seven in a row are worked', () => {
  fc.assert(
    fc.property(dayArbitrary, (day) => {
      expect(new WorkingCalendar([]).workingDaysBetween(day, addDays(day, 7))).toBe(5);
    }),
  );
});
