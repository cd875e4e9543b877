import { expect, test } from '@jest/globals';
import { chooseMilestone, dayOfMilestone, milestones } from '../../shared/assignment/choose-milestone.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';

const july2020 = new WorkingCalendar([]);

test('"trước ngày 15/7/2020": the milestones of a report due on 14/07/2020', () => {
  // Act
  const days = milestones.map((milestone) => [milestone, dayOfMilestone('2020-07-14', milestone, july2020)]);

  // Assess: counted by hand on the calendar of July 2020 (the 14th is a Tuesday)
  expect(days).toEqual([
    [7, '2020-07-03'],
    [3, '2020-07-09'],
    [1, '2020-07-13'],
    [0, '2020-07-14'],
    [-1, '2020-07-15'],
    [-3, '2020-07-17'],
    [-5, '2020-07-21'],
  ]);
});

test('a milestone holds from its day until the next one', () => {
  // Act
  const chosen = ['2020-07-02', '2020-07-03', '2020-07-08', '2020-07-09', '2020-07-14', '2020-07-16', '2020-12-31'].map(
    (day) => chooseMilestone('2020-07-14', day, july2020),
  );

  // Assess
  expect(chosen).toEqual([null, 7, 7, 3, 0, -1, -5]);
});

test('Tết moves the milestones of a report due right after it to the working days before it', () => {
  // Prepare: 23/01-29/01/2020 off, due on Thursday 30/01
  const tet = ['23', '24', '27', '28', '29'].map((day) => ({
    date: `2020-01-${day}`,
    kind: 'holiday' as const,
    name: 'Tết Nguyên đán',
  }));
  const calendar = new WorkingCalendar(tet);

  // Act
  const days = milestones.slice(0, 3).map((milestone) => dayOfMilestone('2020-01-30', milestone, calendar));

  // Assess: 1 before is Wednesday 22/01, 3 before Monday 20/01, 7 before Tuesday 14/01
  expect(days).toEqual(['2020-01-14', '2020-01-20', '2020-01-22']);
  expect(chooseMilestone('2020-01-30', '2020-01-22', calendar)).toBe(1);
});
