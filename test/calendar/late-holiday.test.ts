import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { milestones } from '../../shared/assignment/choose-milestone.ts';
import { listDues } from '../../shared/assignment/list-dues.ts';
import type { CalendarEntry } from '../../shared/calendar/calendar-entry.ts';
import { addDays, type Day, daysBetween } from '../../shared/calendar/day.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import type { Topic } from '../../shared/notice/notice.ts';
import { planAssignmentTopics } from '../../shared/notice/plan-assignment-topics.ts';
import { planDeductionTopics } from '../../shared/notice/plan-deduction-topics.ts';
import { planDigests } from '../../shared/notice/plan-digests.ts';
import { noEvents } from '../assignment/events.ts';
import { assignment, evaluation, ledgerEntry, unit } from '../notice-planning/facts.ts';

/** A report due on Friday 23/10/2020, and a proposal of 01/07 with five working days for an answer. */
const DUE = '2020-10-23';
const report = assignment({ dueOn: DUE, validFrom: '2020-10-01', coordinatingUnitIds: [] });
const proposal = ledgerEntry({ event: 'proposed', explanationWorkingDays: 5 });
const units = new Map([unit('so-tttt'), unit('so-khdt')].map((row) => [row.unitId, row]));

const holiday = (date: Day): CalendarEntry => ({ date, kind: 'holiday', name: 'Nghỉ' });
const worked = (date: Day): CalendarEntry => ({ date, kind: 'working', name: 'Làm bù' });

/** Mornings, each with the calendar of that day; what was told stays known from one to the next. */
class Mornings {
  readonly #told = new Map<string, string>();

  /** What the digests of a morning tell: all of it is sent. */
  tell(day: Day, entries: readonly CalendarEntry[]): Topic[] {
    const calendar = new WorkingCalendar(entries);
    if (!calendar.isWorkingDay(day)) return [];
    const dues = listDues(day, { assignments: [report], events: noEvents, calendar });
    const reminders = planAssignmentTopics(day, { dues, calendar, nameOf: (unitId) => unitId });
    const explainByFor = (workingDays: number) => calendar.addWorkingDays(day, workingDays);
    const deductions = planDeductionTopics({ evaluations: [evaluation()], entries: [proposal], explainByFor });
    const { orders } = planDigests(day, [...reminders, ...deductions], this.#told, units);
    for (const { noticeId, topics } of orders) for (const topic of topics) this.#told.set(topic.topicId, noticeId);
    return orders.flatMap(({ topics }) => topics);
  }
}

function remindersIn(topics: readonly Topic[]) {
  return topics.flatMap((topic) => (topic.kind === 'assignment' ? [topic] : []));
}

test('a holiday that is added after the first reminder moves the coming ones, and neither the due date nor what was told', () => {
  // Prepare: on 15/10 Thursday 22/10 is declared a day off
  const mornings = new Mornings();
  const calendarOf = (day: Day) => (day > '2020-10-15' ? [holiday('2020-10-22')] : []);

  // Act
  const told = [...daysBetween('2020-10-10', DUE)].flatMap((day) =>
    remindersIn(mornings.tell(day, calendarOf(day))).map(({ milestone, dueOn, workingDaysLeft }) => [
      day,
      milestone,
      dueOn,
      workingDaysLeft,
    ]),
  );

  // Assess: 7 before 23/10 was Wednesday 14/10 (22, 21, 20, 19, 16, 15, 14), and is told already. 3 before would have been
  // Tuesday 20/10 and is Monday 19/10 now (21, 20, 19), 1 before would have been the 22nd and is the 21st.
  expect(told).toEqual([
    ['2020-10-14', 7, DUE, 7],
    ['2020-10-19', 3, DUE, 3],
    ['2020-10-21', 1, DUE, 1],
    ['2020-10-23', 0, DUE, 0],
  ]);
});

test('a Saturday that is worked after all brings no reminder back that was told', () => {
  // Prepare: 7 before 23/10 is told on Wednesday 14/10; then Saturday 17/10 becomes a working day, so that it would be Thursday
  const mornings = new Mornings();

  // Act
  const before = remindersIn(mornings.tell('2020-10-14', []));
  const after = ['2020-10-15', '2020-10-16', '2020-10-17', '2020-10-19'].flatMap((day) =>
    remindersIn(mornings.tell(day, [worked('2020-10-17')])),
  );

  // Assess
  expect(before.map(({ milestone }) => milestone)).toEqual([7]);
  expect(after).toEqual([]);
});

test('the last day for an answer that a unit was told stays: the proposal is not told again with another', () => {
  // Prepare: Wednesday 01/07: 2, 3, 6, 7 and 8 July
  const mornings = new Mornings();

  // Act: told, and then planned again, the same morning and the next ones, with a holiday more and with a worked Saturday
  const told = mornings.tell('2020-07-01', []);
  const sameMorning = mornings.tell('2020-07-01', [holiday('2020-07-03')]);
  const later = ['2020-07-02', '2020-07-06'].flatMap((day) => mornings.tell(day, [holiday('2020-07-03')]));
  const shorter = mornings.tell('2020-07-07', [worked('2020-07-04')]);

  // Assess: an order that is repeated under the same id is dropped by send-notice, whatever it says
  expect(told).toMatchObject([{ kind: 'deduction', explainBy: '2020-07-08' }]);
  expect(sameMorning.map(({ topicId }) => topicId)).toEqual(told.map(({ topicId }) => topicId));
  expect([...later, ...shorter]).toEqual([]);
});

/** A calendar for October and November 2020, as an admin might have imported it by some morning. */
const calendarArbitrary = fc.uniqueArray(
  fc
    .tuple(fc.integer({ min: 0, max: 45 }), fc.boolean())
    .map(([offset, isHoliday]) => (isHoliday ? holiday : worked)(addDays('2020-10-05', offset))),
  { selector: ({ date }) => date, maxLength: 20 },
);

test('however the calendar changes from morning to morning, nothing is told twice, late milestones never return, the due date stays', () => {
  const days = [...daysBetween('2020-10-05', '2020-11-15')];
  const calendars = fc.array(calendarArbitrary, { minLength: days.length, maxLength: days.length });
  fc.assert(
    fc.property(calendars, (calendarOfMorning) => {
      const mornings = new Mornings();
      const told = days.flatMap((day, at) => remindersIn(mornings.tell(day, calendarOfMorning[at] ?? [])));
      const order = told.map(({ milestone }) => milestones.indexOf(milestone));
      expect(order).toEqual([...new Set(order)].toSorted((one, other) => one - other));
      expect(told.every(({ dueOn }) => dueOn === DUE)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
