import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assignment, ReceivedReport } from '../../shared/assignment/assignment.ts';
import { milestones } from '../../shared/assignment/choose-milestone.ts';
import type { CalendarEntry } from '../../shared/calendar/calendar-entry.ts';
import { addDays } from '../../shared/calendar/day.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import type { Topic } from '../../shared/notice/notice.ts';
import { type AssignmentFacts, planAssignmentTopics } from '../../shared/notice/plan-assignment-topics.ts';
import { planDigests } from '../../shared/notice/plan-digests.ts';
import { assignment, unit } from './facts.ts';

const units = new Map([unit('so-tttt'), unit('so-khdt')].map((row) => [row.unitId, row]));
const noHolidays = new WorkingCalendar([]);

function factsOf(changes: Partial<AssignmentFacts> = {}): AssignmentFacts {
  return { assignments: [assignment()], receivedReports: [], units, calendar: noHolidays, ...changes };
}

/** Plans the working days among `days`, as they come, and tells what a digest that was not sent before holds. */
function tellOn(days: readonly string[], facts: AssignmentFacts): { day: string; topic: Topic }[] {
  const told = new Map<string, string>();
  const sent = new Set<string>();
  const toldTopics: { day: string; topic: Topic }[] = [];
  for (const day of days.filter((candidate) => facts.calendar.isWorkingDay(candidate))) {
    const { orders } = planDigests(day, planAssignmentTopics(day, facts), told, facts.units);
    for (const { noticeId, topics } of orders.filter((order) => !sent.has(order.noticeId))) {
      sent.add(noticeId);
      for (const topic of topics) told.set(topic.topicId, noticeId);
      toldTopics.push(...topics.map((topic) => ({ day, topic })));
    }
  }
  return toldTopics;
}

function milestonesTold(toldTopics: readonly { day: string; topic: Topic }[], unitId: string): [string, number][] {
  return toldTopics.flatMap(({ day, topic }) =>
    topic.kind === 'assignment' && topic.unitId === unitId ? [[day, topic.milestone] as [string, number]] : [],
  );
}

test('the lead and the coordinating unit are reminded on each milestone of dispatch 664, item 1a', () => {
  // Prepare
  const everyDay = Array.from({ length: 60 }, (_, offset) => addDays('2020-06-20', offset));

  // Act
  const told = tellOn(everyDay, factsOf());

  // Assess
  const expected = [
    ['2020-07-03', 7],
    ['2020-07-09', 3],
    ['2020-07-13', 1],
    ['2020-07-14', 0],
    ['2020-07-15', -1],
    ['2020-07-17', -3],
    ['2020-07-21', -5],
  ];
  expect(milestonesTold(told, 'so-tttt')).toEqual(expected);
  expect(milestonesTold(told, 'so-khdt')).toEqual(expected);
});

test('a unit whose own report is recorded is reminded no more, the other still is', () => {
  // Prepare
  const report: ReceivedReport = {
    assignmentId: '664-1a',
    unitId: 'so-khdt',
    receivedOn: '2020-07-10',
    reference: '812/SKHĐT-VP',
    actor: 'van-thu',
    reason: 'Công văn đến',
  };

  // Act
  const due = planAssignmentTopics('2020-07-14', factsOf({ receivedReports: [report] }));

  // Assess
  expect(due.map(({ topic }) => topic.unitId)).toEqual(['so-tttt']);
});

test('an assignment is not told before it was given, nor after its row ended', () => {
  // Act
  const early = planAssignmentTopics('2020-07-06', factsOf({ assignments: [assignment({ validFrom: '2020-07-07' })] }));
  const ended = planAssignmentTopics('2020-07-06', factsOf({ assignments: [assignment({ validTo: '2020-07-05' })] }));

  // Assess
  expect([early, ended]).toEqual([[], []]);
});

test('a due date that was put off is reminded of anew', () => {
  // Prepare: told for 14/07, then extended to 14/08 (Friday) by a new dated row
  const rows: Assignment[] = [
    assignment({ validTo: '2020-07-13' }),
    assignment({ validFrom: '2020-07-14', dueOn: '2020-08-14' }),
  ];

  // Act
  const told = tellOn(['2020-07-03', '2020-07-14', '2020-08-05'], factsOf({ assignments: rows }));

  // Assess: 7 working days before Friday 14/08 is Wednesday 05/08
  expect(milestonesTold(told, 'so-tttt')).toEqual([
    ['2020-07-03', 7],
    ['2020-08-05', 7],
  ]);
});

test('how many working days are left is counted from the day of the digest, not from the milestone', () => {
  // Act
  const left = ['2020-07-03', '2020-07-07', '2020-07-14', '2020-07-16', '2020-07-20'].map((day) => {
    const topic = planAssignmentTopics(day, factsOf())[0]?.topic;
    return topic?.kind === 'assignment' ? [topic.milestone, topic.workingDaysLeft] : null;
  });

  // Assess
  expect(left).toEqual([
    [7, 7],
    [7, 5],
    [0, 0],
    [-1, -2],
    [-3, -4],
  ]);
});

test('a report due on a Sunday is one working day away on Friday and overdue on Monday', () => {
  // Prepare: 12/07/2020 is a Sunday
  const facts = factsOf({ assignments: [assignment({ dueOn: '2020-07-12', coordinatingUnitIds: [] })] });

  // Act
  const left = ['2020-07-10', '2020-07-13'].flatMap((day) => planAssignmentTopics(day, facts));

  // Assess
  expect(left.map(({ topic }) => topic.kind === 'assignment' && [topic.milestone, topic.workingDaysLeft])).toEqual([
    [1, 1],
    [-1, -1],
  ]);
});

const dayArbitrary = fc.integer({ min: -30, max: 40 }).map((offset) => addDays('2020-07-14', offset));
const holidayArbitrary = fc
  .uniqueArray(dayArbitrary, { maxLength: 15 })
  .map((days) => days.map((date): CalendarEntry => ({ date, kind: 'holiday', name: 'Nghỉ' })));

test('whichever days it runs on, in whatever order, each milestone is told at most once and never out of order', () => {
  fc.assert(
    fc.property(fc.array(dayArbitrary, { maxLength: 40 }), holidayArbitrary, dayArbitrary, (days, entries, dueOn) => {
      const facts = factsOf({ assignments: [assignment({ dueOn })], calendar: new WorkingCalendar(entries) });
      const told = milestonesTold(tellOn(days, facts), 'so-tttt').map(([, milestone]) => milestone);
      expect(told).toEqual(milestones.filter((milestone) => told.includes(milestone)));
    }),
  );
});

test('after the last run on a working day, nothing that is due is untold', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(dayArbitrary, { minLength: 1, maxLength: 40 }),
      holidayArbitrary,
      dayArbitrary,
      (days, entries, dueOn) => {
        const calendar = new WorkingCalendar(entries);
        const facts = factsOf({ assignments: [assignment({ dueOn })], calendar });
        const inOrder = days.toSorted();
        const told = milestonesTold(tellOn(inOrder, facts), 'so-khdt');
        const lastRun = inOrder.findLast((day) => calendar.isWorkingDay(day) && day >= '2020-06-23');
        fc.pre(lastRun !== undefined);
        // the definition itself, written the other way round: k working days before the due date, or k after it
        const passed = milestones.filter((milestone) => calendar.addWorkingDays(dueOn, 0 - milestone) <= lastRun);
        expect(told.at(-1)?.[1]).toBe(passed.at(-1));
      },
    ),
  );
});
