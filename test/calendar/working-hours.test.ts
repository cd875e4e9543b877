import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { problemOfOfficeHours, WorkingHours } from '../../shared/calendar/working-hours.ts';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';

const HOUR_MS = 3_600_000;
const zone = new ZoneOffsets('Asia/Ho_Chi_Minh');
// 30/04 and 01/05/2020 are a Thursday and a Friday; 09/05/2020, a Saturday, is worked here in exchange.
const calendar = new WorkingCalendar([
  { date: '2020-04-30', kind: 'holiday', name: 'Ngày Giải phóng miền Nam' },
  { date: '2020-05-01', kind: 'holiday', name: 'Quốc tế Lao động' },
  { date: '2020-05-09', kind: 'working', name: 'Làm bù' },
]);
const hours = new WorkingHours(calendar, ['07:00-11:00', '13:00-17:00'], zone);

function at(local: string): number {
  return Date.parse(`${local.replace(' ', 'T')}:00+07:00`);
}

describe('eight working hours, 07:00-11:00 and 13:00-17:00', () => {
  test.each([
    ['at the opening: the end of the same day', '2020-06-01 07:00', '2020-06-01 17:00'],
    ['in the morning: the next morning', '2020-06-01 09:30', '2020-06-02 09:30'],
    ['over noon: noon does not count', '2020-06-01 12:00', '2020-06-02 11:00'],
    ['in the evening: as if at the next opening', '2020-06-01 20:15', '2020-06-02 17:00'],
    ['before dawn', '2020-06-01 03:00', '2020-06-01 17:00'],
    ['on a Friday afternoon: Monday', '2020-06-05 16:00', '2020-06-08 16:00'],
    ['on a Saturday: Monday', '2020-06-06 10:00', '2020-06-08 17:00'],
    ['the day before two holidays and a weekend: Monday', '2020-04-29 15:00', '2020-05-04 15:00'],
    ['before a Saturday that is worked: that Saturday', '2020-05-08 15:00', '2020-05-09 15:00'],
  ])('%s', (_name, from, to) => {
    expect(hours.after(at(from), 8 * HOUR_MS)).toBe(at(to));
  });
});

test.each([
  ['from an end of work to the next opening', '2020-06-01 17:00', '2020-06-02 07:00', false],
  ['a minute later', '2020-06-01 17:00', '2020-06-02 07:01', true],
  ['over noon', '2020-06-01 11:00', '2020-06-01 13:00', false],
  ['over a weekend', '2020-06-05 17:00', '2020-06-08 07:00', false],
  ['from an instant to itself', '2020-06-01 08:00', '2020-06-01 08:00', false],
  ['backwards', '2020-06-01 08:00', '2020-06-01 07:30', false],
])('whether working time passes, %s', (_name, from, to, isAny) => {
  expect(hours.isAnyBetween(at(from), at(to))).toBe(isAny);
});

test('what begins later ends no earlier, and working time passes until the end', () => {
  const instants = fc.integer({ min: at('2020-04-20 00:00'), max: at('2020-06-20 00:00') });
  fc.assert(
    fc.property(
      instants,
      fc.nat({ max: 10 * HOUR_MS }),
      fc.integer({ min: 1, max: 40 * HOUR_MS }),
      (from, later, ms) => {
        const end = hours.after(from, ms);
        expect(hours.after(from + later, ms)).toBeGreaterThanOrEqual(end);
        expect(hours.isAnyBetween(from, end)).toBe(true);
        expect(hours.isAnyBetween(end - 1, end)).toBe(true);
      },
    ),
  );
});

test.each([
  [['07:00-11:00', '13:00-17:00'], null],
  [['00:00-24:00'], null],
  [['7:00-11:00'], '7:00-11:00 is no part of a day such as 07:00-11:00'],
  [['11:00-07:00'], '11:00-07:00 ends before it begins, or after its day'],
  [['07:00-24:30'], '07:00-24:30 ends before it begins, or after its day'],
  [['13:00-17:00', '07:00-11:00'], '07:00-11:00 must begin after the part before it has ended'],
  [['07:00-11:00', '11:00-17:00'], '11:00-17:00 must begin after the part before it has ended'],
])('office hours %s', (texts, problem) => {
  expect(problemOfOfficeHours(texts)).toBe(problem);
});
