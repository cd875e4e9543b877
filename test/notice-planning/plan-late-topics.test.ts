import { expect, test } from '@jest/globals';
import type { Assignment, AssignmentEvents } from '../../shared/assignment/assignment.ts';
import { listDues } from '../../shared/assignment/list-dues.ts';
import { addDays } from '../../shared/calendar/day.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { MOST_MESSAGE_BYTES } from '../../shared/notice/fit-in-message.ts';
import { planDigests } from '../../shared/notice/plan-digests.ts';
import { planEscalationTopics } from '../../shared/notice/plan-escalation-topics.ts';
import { planLateReportTopics } from '../../shared/notice/plan-late-report-topics.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { extension, noEvents, report } from '../assignment/events.ts';
import { assignment, unit } from './facts.ts';

const calendar = new WorkingCalendar([]);
const district = unit('huyen-an-phu', { tier: 'district' });
const commune = unit('xa-phu-huu', { tier: 'commune', parentUnitId: 'huyen-an-phu' });
const province = [unit('so-tttt'), unit('so-khdt'), district, commune];
/** Due on Tuesday 14/07/2020. */
const ordered = assignment({ coordinatingUnitIds: ['so-khdt', 'xa-phu-huu'] });

interface Facts {
  readonly units?: readonly Unit[];
  readonly assignments?: readonly Assignment[];
  readonly events?: AssignmentEvents;
}

function planOn(day: string, { units = province, assignments = [ordered], events = noEvents }: Facts = {}) {
  const byId = new Map(units.map((row) => [row.unitId, row]));
  const dues = listDues(day, { assignments, events, calendar });
  const facts = { dues, calendar, units: byId, nameOf: (unitId: string) => byId.get(unitId)?.name ?? unitId };
  return { ...planEscalationTopics(day, facts), lists: planLateReportTopics(day, facts), byId };
}

/** `[day, who is told, of whom, step]`, as digests tell it that go out on these days. */
function escalationsOn(days: readonly string[], facts: Facts): unknown[] {
  const told = new Map<string, string>();
  return days.flatMap((day) => {
    const { topics, byId } = planOn(day, facts);
    const { orders } = planDigests(day, topics, told, byId);
    return orders.flatMap(({ noticeId, topics }) =>
      topics.flatMap((topic) => {
        told.set(topic.topicId, noticeId);
        return topic.kind === 'escalation' ? [[day, topic.unitId, topic.lateUnitId, topic.step]] : [];
      }),
    );
  });
}

const julyAfterDue = Array.from({ length: 20 }, (_, offset) => addDays('2020-07-14', offset)).filter((day) =>
  calendar.isWorkingDay(day),
);

test('superiors are told 1, 3 and 5 working days after the due date, the unit that leads in their place', () => {
  // Act
  const told = escalationsOn(julyAfterDue, {});

  // Assess: 15/07 (Wednesday), 17/07 (Friday), 21/07 (Tuesday)
  expect(told).toEqual([
    ['2020-07-15', 'huyen-an-phu', 'xa-phu-huu', 1],
    ['2020-07-15', 'so-tttt', 'so-khdt', 1],
    ['2020-07-17', 'huyen-an-phu', 'xa-phu-huu', 3],
    ['2020-07-17', 'so-tttt', 'so-khdt', 3],
    ['2020-07-21', 'huyen-an-phu', 'xa-phu-huu', 5],
    ['2020-07-21', 'so-tttt', 'so-khdt', 5],
  ]);
});

test('an assignment has steps of its own; a missed morning tells the latest step alone', () => {
  // Prepare
  const assignments = [{ ...ordered, coordinatingUnitIds: ['xa-phu-huu'], escalationWorkingDays: [2, 4, 10] }];
  const days = ['2020-07-15', '2020-07-16', '2020-07-21', '2020-07-22', '2020-07-28', '2020-07-29'];

  // Act
  const told = escalationsOn(days, { assignments });

  // Assess: 2 -> 16/07; 4 -> 20/07, told on the 21st; 10 -> Tuesday 28/07
  expect(told).toEqual([
    ['2020-07-16', 'huyen-an-phu', 'xa-phu-huu', 2],
    ['2020-07-21', 'huyen-an-phu', 'xa-phu-huu', 4],
    ['2020-07-28', 'huyen-an-phu', 'xa-phu-huu', 10],
  ]);
});

test('an extension begins the steps anew, and a report ends them', () => {
  // Prepare: 20/07 is a Monday, 23/07 a Thursday
  const extensions = [extension({ unitId: 'xa-phu-huu', dueOn: '2020-07-20' })];
  const reports = [report({ receivedOn: '2020-07-15' }), report({ unitId: 'so-tttt' })];

  // Act
  const told = escalationsOn(julyAfterDue, { events: { ...noEvents, extensions, reports } });

  // Assess
  expect(told).toEqual([
    ['2020-07-21', 'huyen-an-phu', 'xa-phu-huu', 1],
    ['2020-07-23', 'huyen-an-phu', 'xa-phu-huu', 3],
    ['2020-07-27', 'huyen-an-phu', 'xa-phu-huu', 5],
  ]);
});

test('a superior is told who is late with what, since when, and how the due date was put off', () => {
  // Act
  const { topics } = planOn('2020-07-21', {
    events: { ...noEvents, extensions: [extension({ unitId: 'xa-phu-huu', dueOn: '2020-07-16' })] },
  });

  // Assess: from Thursday 16/07 it is 17, 20, 21: three working days
  expect(topics.map(({ topic }) => topic)).toContainEqual(
    expect.objectContaining({
      toldAs: 'superior',
      unitName: 'Đơn vị huyen-an-phu',
      lateUnitName: 'Đơn vị xa-phu-huu',
      assignmentId: '664-1a',
      item: '1a',
      firstDueOn: '2020-07-14',
      dueOn: '2020-07-16',
      workingDaysLate: 3,
    }),
  );
});

test('where nobody can be told, the report is named for a finding', () => {
  // Act: so-tttt leads, and is late itself
  const { topics, unaddressed } = planOn('2020-07-15');

  // Assess
  expect(topics.map(({ topic }) => topic.unitId).toSorted()).toEqual(['huyen-an-phu', 'so-tttt']);
  expect(unaddressed.map(({ unitId }) => unitId)).toEqual(['so-tttt']);
});

test('the collecting unit is told each day what others owe it, the oldest first, until all is in', () => {
  // Prepare
  const older = assignment({ assignmentId: '664-1b', dueOn: '2020-07-10', coordinatingUnitIds: ['xa-phu-huu'] });
  const listsOn = (day: string, events = noEvents) =>
    planOn(day, { assignments: [ordered, older], events }).lists.map(({ topic, supersededBy }) => {
      if (topic.kind !== 'late-reports') throw new Error('It is a list.');
      const rows = topic.reports.map((one) => [one.assignmentId, one.unitId, one.workingDaysLate]);
      return [topic.topicId, topic.unitId, topic.total, rows, supersededBy];
    });

  // Act
  const [onFriday, onMonday, onWednesday] = ['2020-07-10', '2020-07-13', '2020-07-15'].map((day) => listsOn(day));
  const reports = [
    report({ assignmentId: '664-1b', unitId: 'xa-phu-huu' }),
    report({ unitId: 'xa-phu-huu' }),
    report({ unitId: 'so-khdt' }),
  ];
  const whenAllAreIn = listsOn('2020-07-16', { ...noEvents, reports });

  // Assess: what so-tttt owes itself is in its reminders
  expect(onFriday).toEqual([]);
  expect(onMonday).toEqual([['late-reports#so-tttt#2020-07-13', 'so-tttt', 1, [['664-1b', 'xa-phu-huu', 1]], []]]);
  expect(onWednesday).toEqual([
    [
      'late-reports#so-tttt#2020-07-15',
      'so-tttt',
      3,
      [
        ['664-1b', 'xa-phu-huu', 3],
        ['664-1a', 'so-khdt', 1],
        ['664-1a', 'xa-phu-huu', 1],
      ],
      [],
    ],
  ]);
  expect(whenAllAreIn).toEqual([]);
});

test('a list of thousands is cut to what a message holds, and says how many there are', () => {
  // Prepare
  const unitIds = Array.from({ length: 3000 }, (_, number) => `xa-${number}`);
  const assignments = [{ ...ordered, title: 'Đ'.repeat(2000), coordinatingUnitIds: unitIds }];

  // Act
  const [list] = planOn('2020-07-15', { assignments }).lists;

  // Assess: more than a letter shows, and room for what else the unit is told
  if (list?.topic.kind !== 'late-reports') throw new Error('There is a list.');
  expect(list.topic.total).toBe(3000);
  expect(list.topic.reports.length).toBeGreaterThan(20);
  expect(Buffer.byteLength(JSON.stringify(list.topic))).toBeLessThan(MOST_MESSAGE_BYTES * 0.6);
});

test('reports that are late for years stay in the list, though no letter about them goes out any more', () => {
  // Act
  const { topics, lists } = planOn('2023-03-01');

  // Assess
  expect(topics).toEqual([]);
  expect(lists.map(({ topic }) => topic.kind === 'late-reports' && topic.total)).toEqual([2]);
});
