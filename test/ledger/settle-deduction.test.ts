import { expect, test } from '@jest/globals';
import type { Day } from '../../shared/calendar/day.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { findDeduction } from '../../shared/ledger/deductions-of.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { nextConsequence } from '../../shared/ledger/plan-consequences.ts';
import { type Acceptance, attentionFor, settleDeduction } from '../../shared/ledger/settle-deduction.ts';
import { enterAll, judged, settlingDay } from './histories.ts';

/** Proposed in the night to Thursday 02/07/2020, with five working days; Friday 03/07 is a holiday. */
const june = judged('2020-06', 1, 50, { explanationWorkingDays: 5 });
const proposed = enterAll([], (entries) => nextConsequence(entries, june));
/** Five working days after Thursday 02/07: 6, 7, 8, 9 and 10 July. */
const toHead: Acceptance = { noticeId: 'to-head', on: '2020-07-02' };
const toDeputies: Acceptance = { noticeId: 'to-head_deputies', on: '2020-07-06' };

function deductionIn(entries: readonly LedgerEntry[]) {
  const deduction = findDeduction(entries, june);
  if (deduction === null) throw new Error('there is no deduction');
  return deduction;
}

function settle(entries: readonly LedgerEntry[], acceptance: Acceptance | null, on: Day, day = settlingDay(on)) {
  return enterAll(entries, (all) => settleDeduction(deductionIn(all), acceptance, day));
}

function attentionOn(on: Day, entries: readonly LedgerEntry[], acceptance: Acceptance | null) {
  return attentionFor(deductionIn(entries), acceptance, '2020-07-02', settlingDay(on));
}

const eventsOf = (entries: readonly LedgerEntry[]) => entries.map(({ event }) => event);

test('once the mail system took the mail, the unit counts as told, from that day on', () => {
  // Act
  const entries = settle(proposed, toHead, '2020-07-06');

  // Assess
  expect(entries.at(-1)).toMatchObject({
    event: 'notified',
    pointsHundredths: 0,
    reference: 'to-head',
    happenedOn: '2020-07-02',
    explainBy: '2020-07-10',
    recordedAt: '2020-07-06T10:00:00.000Z',
    evaluationDigest: '2020-06 r1',
    manifest: { key: 'evidence/2020-06/m1.json', digest: 'm1' },
  });
  expect(deductionIn(entries)).toMatchObject({ state: 'notified', takenHundredths: 0 });
  expect(settle(entries, toHead, '2020-07-06')).toEqual(entries);
});

test('nothing is told or confirmed while no mail is accepted', () => {
  expect(settle(proposed, null, '2020-07-31')).toEqual(proposed);
});

test('the last day of the window is still the unit’s; without an explanation it is confirmed on the next', () => {
  // Act
  const told = settle(proposed, toHead, '2020-07-02');
  const onLastDay = settle(told, toHead, '2020-07-10');
  const after = settle(told, toHead, '2020-07-13');

  // Assess
  expect(onLastDay).toEqual(told);
  expect(eventsOf(after)).toEqual(['proposed', 'notified', 'confirmed']);
  expect(after.at(-1)).toMatchObject({
    pointsHundredths: 50,
    actor: 'settle-deductions',
    reference: 'to-head',
    reason: 'Hết thời hạn giải trình ngày 10/07/2020, đơn vị không giải trình trong thời hạn.',
  });
});

test('after days of outage all is made up for at once, by the day on which the mail went out', () => {
  expect(eventsOf(settle(proposed, toHead, '2020-07-20'))).toEqual(['proposed', 'notified', 'confirmed']);
  expect(eventsOf(settle(proposed, toHead, '2020-07-10'))).toEqual(['proposed', 'notified']);
});

test('a holiday that is added later gives the unit its working days all the same', () => {
  // Prepare: Monday 06/07 becomes a holiday too, so that the fifth working day is Monday 13/07
  const told = settle(proposed, toHead, '2020-07-02');
  const holidays = ['2020-07-03', '2020-07-06'].map((date) => ({ date, kind: 'holiday' as const, name: 'x' }));
  const calendar = new WorkingCalendar(holidays);

  // Act
  const onLastDay = settle(told, toHead, '', { ...settlingDay('2020-07-13'), calendar });
  const after = settle(onLastDay, toHead, '', { ...settlingDay('2020-07-14'), calendar });

  // Assess
  expect(eventsOf(onLastDay)).toEqual(['proposed', 'notified', 'notified']);
  expect(onLastDay.at(-1)).toMatchObject({ reference: 'to-head', happenedOn: '2020-07-02', explainBy: '2020-07-13' });
  expect(eventsOf(after)).toEqual(['proposed', 'notified', 'notified', 'confirmed']);
  expect(after.at(-1)?.reason).toContain('ngày 13/07/2020');
});

test.each([
  ['2020-07-13', 'explained'],
  ['2020-07-14', 'confirmed'],
])(
  'an explanation that came on %s, in a window that a later holiday lengthened to 13/07, leaves it %s',
  (receivedOn, state) => {
    // Prepare: Thursday 09/07 becomes a holiday after the unit was told: 6, 7, 8, 10 and 13 July
    const told = settle(proposed, toHead, '2020-07-02');
    const answer = {
      event: 'explained',
      pointsHundredths: 0,
      happenedOn: receivedOn,
      explanation: 'Lỗi hệ thống',
    } as const;
    const answered = enterAll(told, (all) => (all.length > told.length ? null : { ...judgedTerms, ...answer }));
    const holidays = ['2020-07-03', '2020-07-09'].map((date) => ({ date, kind: 'holiday' as const, name: 'x' }));

    // Act
    const after = settle(answered, toHead, '', {
      ...settlingDay('2020-07-14'),
      calendar: new WorkingCalendar(holidays),
    });

    // Assess
    expect(deductionIn(after).state).toBe(state);
  },
);

test('a holiday that is taken out later takes no day from the unit', () => {
  const told = settle(proposed, toHead, '2020-07-02');
  const withoutHoliday = { ...settlingDay('2020-07-10'), calendar: new WorkingCalendar([]) };
  expect(settle(told, toHead, '', withoutHoliday)).toEqual(told);
});

test('where the mail bounced later, the one to the deputies begins the window anew', () => {
  // Act: five working days after Monday 06/07 end on Monday 13/07
  const told = settle(proposed, toHead, '2020-07-02');
  const bounced = settle(told, null, '2020-07-13');
  const again = settle(told, toDeputies, '2020-07-07');
  const afterFirst = settle(again, toDeputies, '2020-07-13');
  const afterSecond = settle(again, toDeputies, '2020-07-14');

  // Assess
  expect(bounced).toEqual(told);
  expect(again.at(-1)).toMatchObject({ event: 'notified', reference: 'to-head_deputies', explainBy: '2020-07-13' });
  expect(afterFirst).toEqual(again);
  expect(eventsOf(afterSecond)).toEqual(['proposed', 'notified', 'notified', 'confirmed']);
});

test('people are needed where nobody could be told for three working days, and where an explanation waits', () => {
  // Prepare: the 6th, 7th and 8th are the three working days after the 2nd
  const told = settle(proposed, toHead, '2020-07-02');
  const explained = enterAll(told, (entries) =>
    entries.length > told.length
      ? null
      : {
          ...judgedTerms,
          event: 'explained',
          pointsHundredths: 0,
          happenedOn: '2020-07-10',
          explanation: 'Lỗi hệ thống',
        },
  );

  // Act and Assess
  expect(attentionOn('2020-07-07', proposed, null)).toBeNull();
  expect(attentionOn('2020-07-08', proposed, null)).toBe('deduction-not-notified');
  expect(attentionOn('2020-07-08', proposed, toHead)).toBeNull();
  expect(attentionOn('2020-07-10', explained, toHead)).toBeNull();
  expect(attentionOn('2020-07-13', explained, toHead)).toBe('explanation-undecided');
  expect(settle(explained, toHead, '2020-07-31')).toEqual(explained);
});

const judgedTerms = {
  unitId: 'so-khdt',
  month: '2020-06',
  rule: 'overdue-share',
  revision: 1,
  yearlyCapHundredths: null,
  evaluationDigest: '2020-06 r1',
  actor: 'van-thu',
  reason: 'Công văn đến số 9',
  recordedAt: '2020-07-10T08:00:00.000Z',
};
