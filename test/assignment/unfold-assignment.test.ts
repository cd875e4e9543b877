import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assignment } from '../../shared/assignment/assignment.ts';
import { instancesOn } from '../../shared/assignment/instances-on.ts';
import { unfoldAssignment } from '../../shared/assignment/unfold-assignment.ts';
import { addDays, dayNumber } from '../../shared/calendar/day.ts';
import { assignment } from '../notice-planning/facts.ts';

const monthly = assignment({ recurrence: 'monthly' });

function duesOf(row: Assignment, until: string): string[] {
  return unfoldAssignment(row, until).map(({ firstDueOn }) => firstDueOn);
}

test('a single report has one instance, whose id is the assignment’s', () => {
  // Act
  const instances = unfoldAssignment(assignment(), '2025-01-01');

  // Assess
  expect(instances).toEqual([
    { instanceId: '664-1a', assignment: assignment(), period: null, firstDueOn: '2020-07-14', eventIds: ['664-1a'] },
  ]);
});

test('a monthly report is due on the same day of each month: what is due by a day, and the next one', () => {
  // Act
  const instances = unfoldAssignment(monthly, '2020-08-14');

  // Assess
  expect(instances.map(({ instanceId, period, firstDueOn }) => [instanceId, period, firstDueOn])).toEqual([
    ['664-1a@2020-07', '2020-07', '2020-07-14'],
    ['664-1a@2020-08', '2020-08', '2020-08-14'],
    ['664-1a@2020-09', '2020-09', '2020-09-14'],
  ]);
});

test('a quarterly report is due every three months', () => {
  const quarterly = assignment({ recurrence: 'quarterly', dueOn: '2020-10-15' });

  expect(duesOf(quarterly, '2021-04-15')).toEqual(['2020-10-15', '2021-01-15', '2021-04-15', '2021-07-15']);
});

test('where a month has no 31st, its last day it is; the 31st comes back with the months that have one', () => {
  // Prepare: 2024 is a leap year, 2023 is none
  const atMonthEnd = assignment({ recurrence: 'monthly', dueOn: '2023-12-31', validFrom: '2023-01-01' });
  const ofLastYear = assignment({ recurrence: 'monthly', dueOn: '2023-01-31', validFrom: '2023-01-01' });

  // Assess
  expect(duesOf(atMonthEnd, '2024-04-01')).toEqual([
    '2023-12-31',
    '2024-01-31',
    '2024-02-29',
    '2024-03-31',
    '2024-04-30',
  ]);
  expect(duesOf(ofLastYear, '2023-02-28').at(1)).toBe('2023-02-28');
});

test('nothing of a recurring report falls due before or after its row is in force', () => {
  const ended = { ...monthly, validFrom: '2020-08-01', validTo: '2020-10-13' };

  expect(duesOf(ended, '2021-12-31')).toEqual(['2020-08-14', '2020-09-14']);
});

test('what fell due while an ended row was in force is still owed; what falls due later is not', () => {
  // Prepare
  const endedBefore = assignment({ validTo: '2020-07-13' });
  const endedAfter = assignment({ assignmentId: '664-1b', validTo: '2020-07-14' });
  const endedMonthly = assignment({ assignmentId: '664-4', recurrence: 'monthly', validTo: '2020-08-31' });

  // Act
  const owed = instancesOn([endedBefore, endedAfter, endedMonthly], '2021-03-01');

  // Assess
  expect(owed.map(({ instanceId }) => instanceId)).toEqual(['664-1b', '664-4@2020-07', '664-4@2020-08']);
});

test('a later row of the same assignment takes the place of the earlier one', () => {
  // Prepare: put off by a new row, and a title that changed in the autumn
  const single = [assignment({ validTo: '2020-07-20' }), assignment({ validFrom: '2020-07-21', dueOn: '2020-08-14' })];
  const recurring = [
    assignment({ assignmentId: '664-4', recurrence: 'monthly', title: 'Cũ', validTo: '2020-08-31' }),
    assignment({ assignmentId: '664-4', recurrence: 'monthly', title: 'Mới', validFrom: '2020-09-01' }),
  ];

  // Act
  const owed = instancesOn([...recurring, ...single], '2020-09-10');

  // Assess
  expect(owed.map(({ instanceId, firstDueOn, assignment }) => [instanceId, firstDueOn, assignment.title])).toEqual([
    ['664-4@2020-07', '2020-07-14', 'Cũ'],
    ['664-1a', '2020-08-14', assignment().title],
    ['664-4@2020-08', '2020-08-14', 'Cũ'],
    ['664-4@2020-09', '2020-09-14', 'Mới'],
  ]);
});

test('reports of earlier code, under the plain id, are of a recurring assignment’s first instance alone', () => {
  // Act
  const eventIds = instancesOn([monthly], '2020-08-20').map((instance) => instance.eventIds);

  // Assess
  expect(eventIds).toEqual([['664-1a@2020-07', '664-1a'], ['664-1a@2020-08'], ['664-1a@2020-09']]);
});

const firstArbitrary = fc.integer({ min: 0, max: 800 }).map((offset) => addDays('2019-06-01', offset));
const spanArbitrary = fc.integer({ min: 0, max: 1500 });

test('whatever the first day, instances are one a month (quarter), on its day or the month’s last, and never two of an id', () => {
  fc.assert(
    fc.property(firstArbitrary, spanArbitrary, fc.constantFrom('monthly', 'quarterly'), (dueOn, span, recurrence) => {
      const until = addDays(dueOn, span);
      const row = assignment({ dueOn, recurrence, validFrom: '2019-01-01' });
      const days = duesOf(row, until);
      expect(new Set(unfoldAssignment(row, until).map(({ instanceId }) => instanceId)).size).toBe(days.length);
      // exactly one lies after `until`
      expect(days.filter((day) => day > until)).toEqual(days.slice(-1));
      const step = recurrence === 'monthly' ? 1 : 3;
      for (const [position, day] of days.entries()) {
        const monthsOn = Number(dueOn.slice(0, 4)) * 12 + Number(dueOn.slice(5, 7)) - 1 + position * step;
        // Date.UTC counts the 31st of a month of 30 days as the 1st of the next
        const wished = new Date(Date.UTC(Math.floor(monthsOn / 12), monthsOn % 12, Number(dueOn.slice(8))));
        const isThere = wished.getUTCMonth() === monthsOn % 12;
        const last = new Date(Date.UTC(Math.floor(monthsOn / 12), (monthsOn % 12) + 1, 0));
        expect(dayNumber(day) * 86_400_000).toBe((isThere ? wished : last).getTime());
      }
    }),
  );
});
