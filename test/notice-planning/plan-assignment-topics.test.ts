import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assignment } from '../../shared/assignment/assignment.ts';
import { milestones } from '../../shared/assignment/choose-milestone.ts';
import { type DueFacts, listDues } from '../../shared/assignment/list-dues.ts';
import type { CalendarEntry } from '../../shared/calendar/calendar-entry.ts';
import { addDays } from '../../shared/calendar/day.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import type { DueTopic } from '../../shared/notice/due-topic.ts';
import type { Topic } from '../../shared/notice/notice.ts';
import { planAssignmentTopics } from '../../shared/notice/plan-assignment-topics.ts';
import { planDigests } from '../../shared/notice/plan-digests.ts';
import { extension, noEvents, reopening, report } from '../assignment/events.ts';
import { assignment, unit } from './facts.ts';

const units = new Map([unit('so-tttt'), unit('so-khdt')].map((row) => [row.unitId, row]));
const noHolidays = new WorkingCalendar([]);

function factsOf(changes: Partial<DueFacts> = {}): DueFacts {
  return { assignments: [assignment()], events: noEvents, calendar: noHolidays, ...changes };
}

function planOn(day: string, facts: DueFacts): DueTopic[] {
  const nameOf = (unitId: string) => units.get(unitId)?.name ?? unitId;
  return planAssignmentTopics(day, { dues: listDues(day, facts), calendar: facts.calendar, nameOf });
}

/** Plans the working days among `days`, as they come, and tells what a digest that was not sent before holds. */
function tellOn(days: readonly string[], facts: DueFacts): { day: string; topic: Topic }[] {
  const told = new Map<string, string>();
  const sent = new Set<string>();
  const toldTopics: { day: string; topic: Topic }[] = [];
  for (const day of days.filter((candidate) => facts.calendar.isWorkingDay(candidate))) {
    const { orders } = planDigests(day, planOn(day, facts), told, units);
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
  const events = { ...noEvents, reports: [report({ receivedOn: '2020-07-10' })] };

  // Act
  const due = planOn('2020-07-14', factsOf({ events }));

  // Assess
  expect(due.map(({ topic }) => topic.unitId)).toEqual(['so-tttt']);
});

test('an assignment is not told before it was given, nor after its row ended', () => {
  // Act
  const early = planOn('2020-07-06', factsOf({ assignments: [assignment({ validFrom: '2020-07-07' })] }));
  const ended = planOn('2020-07-06', factsOf({ assignments: [assignment({ validTo: '2020-07-05' })] }));

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
    const topic = planOn(day, factsOf())[0]?.topic;
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

test('of a report due on a Sunday Friday is the last working day, and it is overdue on Monday', () => {
  // Prepare: 12/07/2020 is a Sunday
  const facts = factsOf({ assignments: [assignment({ dueOn: '2020-07-12', coordinatingUnitIds: [] })] });

  // Act
  const left = ['2020-07-08', '2020-07-10', '2020-07-13'].flatMap((day) => planOn(day, facts));

  // Assess: after Wednesday there are Thursday and Friday; after Friday none, which the letter says in words
  expect(left.map(({ topic }) => topic.kind === 'assignment' && [topic.milestone, topic.workingDaysLeft])).toEqual([
    [3, 2],
    [1, 0],
    [-1, -1],
  ]);
});

test('a due date that was extended is reminded of anew, with the first one and the document', () => {
  // Prepare: told on 03/07 (7 before 14/07); 7 working days before Monday 27/07 is Thursday 16/07
  const events = { ...noEvents, extensions: [extension({ unitId: 'so-khdt', dueOn: '2020-07-27' })] };

  // Act: 3 before 27/07 is Wednesday 22/07
  const told = tellOn(['2020-07-16', '2020-07-21', '2020-07-22'], factsOf({ events }));

  // Assess: the lead unit, which got no more time, is one and then five working days late
  expect(milestonesTold(told, 'so-khdt')).toEqual([
    ['2020-07-16', 7],
    ['2020-07-22', 3],
  ]);
  expect(milestonesTold(told, 'so-tttt')).toEqual([
    ['2020-07-16', -1],
    ['2020-07-21', -5],
  ]);
  expect(told.find(({ topic }) => topic.unitId === 'so-khdt')?.topic).toMatchObject({
    dueOn: '2020-07-27',
    firstDueOn: '2020-07-14',
    putOff: [{ dueOn: '2020-07-27', reference: '702/UBND-TH' }],
  });
});

test('that a report was handed back is told the next morning, with the reason, and reminded of from its due date on', () => {
  // Prepare: received on 10/07, handed back on Thursday 16/07, due anew on Friday 31/07 (11 working days later)
  const events = {
    ...noEvents,
    reports: [report({ receivedOn: '2020-07-10' })],
    reopenings: [reopening({ receivedOn: '2020-07-10', reopenedOn: '2020-07-16', dueOn: '2020-07-31' })],
  };
  const everyDay = Array.from({ length: 25 }, (_, offset) => addDays('2020-07-17', offset));

  // Act
  const told = tellOn(everyDay, factsOf({ assignments: [assignment({ leadUnitId: 'so-khdt' })], events }));

  // Assess: 3 before 31/07 is Tuesday 28/07, 1 before Thursday 30/07; 1, 3, 5 after: 03/08, 05/08, 07/08
  expect(milestonesTold(told, 'so-khdt')).toEqual([
    ['2020-07-17', 7],
    ['2020-07-28', 3],
    ['2020-07-30', 1],
    ['2020-07-31', 0],
    ['2020-08-03', -1],
    ['2020-08-05', -3],
    ['2020-08-07', -5],
  ]);
  expect(told[0]?.topic).toMatchObject({
    firstDueOn: '2020-07-14',
    handedBack: { receivedOn: '2020-07-10', on: '2020-07-16', reason: 'Thiếu số liệu quý II' },
  });
});

test('a report handed back long after its due date is told of, though nothing else of that age is', () => {
  // Prepare: 92 days after 14/07/2020 is 14/10/2020
  const assignments = [assignment({ coordinatingUnitIds: ['so-khdt'] })];
  const events = {
    ...noEvents,
    reports: [report({ receivedOn: '2020-07-10' })],
    reopenings: [reopening({ receivedOn: '2020-07-10', reopenedOn: '2020-10-14' })],
  };

  // Act
  const [lastDay, afterwards] = ['2020-10-14', '2020-10-15'].map((day) =>
    planOn(day, factsOf({ assignments, events })).map(({ topic }) => topic.unitId),
  );

  // Assess
  expect(lastDay).toEqual(['so-tttt', 'so-khdt']);
  expect(afterwards).toEqual(['so-khdt']);
});

test('a monthly report is reminded of each month, and what was told of one month says nothing of the next', () => {
  // Prepare: 14/07 is a Tuesday, 14/08 a Friday
  const monthly = assignment({ recurrence: 'monthly', coordinatingUnitIds: [] });
  const days = ['2020-07-13', '2020-07-14', '2020-08-13', '2020-08-14'];

  // Act
  const told = tellOn(days, factsOf({ assignments: [monthly] }));

  // Assess: the one of July is overdue all the while, and told so once, 5 and more working days after
  expect(
    told.map(({ day, topic }) => topic.kind === 'assignment' && [day, topic.assignmentId, topic.milestone]),
  ).toEqual([
    ['2020-07-13', '664-1a@2020-07', 1],
    ['2020-07-14', '664-1a@2020-07', 0],
    ['2020-08-13', '664-1a@2020-07', -5],
    ['2020-08-13', '664-1a@2020-08', 1],
    ['2020-08-14', '664-1a@2020-08', 0],
  ]);
});

test('nobody is reminded of a report after it was recorded, whatever else happened to it', () => {
  const days = Array.from({ length: 60 }, (_, offset) => addDays('2020-07-01', offset));
  fc.assert(
    fc.property(fc.constantFrom(...days), fc.constantFrom(...days), fc.boolean(), (receivedOn, dueOn, isForAll) => {
      const extended = extension({ unitId: isForAll ? null : 'so-khdt', dueOn });
      const events = { ...noEvents, reports: [report({ receivedOn })], extensions: [extended] };
      const reminded = days.flatMap((day) => planOn(day, factsOf({ events })));
      expect(reminded.filter(({ topic }) => topic.unitId === 'so-khdt')).toEqual([]);
      expect(reminded.length).toBeGreaterThan(0);
    }),
  );
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
