import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { periodOf } from '../../shared/calendar/period.ts';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import type { CountingRules } from '../../shared/policy/policy.ts';
import { type CountedDossier, countDossier, type Outcome, outcomeOf } from '../../shared/tally/count-dossier.ts';
import { type Counts, noCounts } from '../../shared/tally/tally.ts';

const zone = new ZoneOffsets('Asia/Ho_Chi_Minh');
const june = periodOf('2020-06', 1, 'Asia/Ho_Chi_Minh');
const byInstant: CountingRules = { comparison: 'instant', paused: 'within-due', returned: 'on-time' };
const byDay: CountingRules = { ...byInstant, comparison: 'day' };

/** `dd/MM HH:mm` of 2020 in the province's time. */
function at(text: string | null): number {
  if (text === null) return Number.NaN;
  const [day, month, clock] = [text.slice(0, 2), text.slice(3, 5), text.slice(6)];
  return Date.parse(`2020-${month}-${day}T${clock}:00+07:00`);
}

function dossier(
  statusClass: CountedDossier['statusClass'],
  received: string,
  due: string | null,
  completed: string | null = null,
): CountedDossier {
  return { statusClass, receivedAtMs: at(received), dueAtMs: at(due), completedAtMs: at(completed) };
}

describe('where a dossier stands at the end of June 2020', () => {
  const cases: [string, CountedDossier, CountingRules, Outcome | null][] = [
    [
      'ended on an earlier day than due: early',
      dossier('completed', '01/06 08:00', '10/06 17:00', '09/06 16:00'),
      byInstant,
      'resolvedEarly',
    ],
    [
      'ended on the due day, before the hour: on time, not early',
      dossier('completed', '01/06 08:00', '10/06 17:00', '10/06 00:00'),
      byInstant,
      'resolvedOnTime',
    ],
    [
      'ended at the due minute: on time',
      dossier('completed', '01/06 08:00', '10/06 17:00', '10/06 17:00'),
      byInstant,
      'resolvedOnTime',
    ],
    [
      'ended a minute after: overdue by instant',
      dossier('completed', '01/06 08:00', '10/06 17:00', '10/06 17:01'),
      byInstant,
      'resolvedOverdue',
    ],
    [
      'ended a minute after: on time by day',
      dossier('completed', '01/06 08:00', '10/06 17:00', '10/06 17:01'),
      byDay,
      'resolvedOnTime',
    ],
    [
      'ended the next day: overdue by day',
      dossier('completed', '01/06 08:00', '10/06 17:00', '11/06 00:00'),
      byDay,
      'resolvedOverdue',
    ],
    [
      'ended without a due date',
      dossier('completed', '01/06 08:00', null, '10/06 17:00'),
      byInstant,
      'resolvedNoDueDate',
    ],
    [
      'carried over and ended on 01/06 00:00: resolved in June',
      dossier('completed', '20/05 08:00', '29/05 17:00', '01/06 00:00'),
      byInstant,
      'resolvedOverdue',
    ],
    [
      'ended on the last minute of May: not June',
      dossier('completed', '20/05 08:00', '29/05 17:00', '31/05 23:59'),
      byInstant,
      null,
    ],
    [
      'ended on 01/07 00:00: still open at the end of June',
      dossier('completed', '01/06 08:00', '10/06 17:00', '01/07 00:00'),
      byInstant,
      'inProcessOverdue',
    ],
    [
      'open, due at the very end: within due',
      dossier('open', '01/06 08:00', '01/07 00:00'),
      byInstant,
      'inProcessWithinDue',
    ],
    [
      'open, due a minute before the end: overdue',
      dossier('open', '01/06 08:00', '30/06 23:59'),
      byInstant,
      'inProcessOverdue',
    ],
    [
      'open, due on the last day: overdue by day',
      dossier('open', '01/06 08:00', '30/06 00:00'),
      byDay,
      'inProcessOverdue',
    ],
    [
      'open, due on the day after: within due by day',
      dossier('open', '01/06 08:00', '01/07 08:00'),
      byDay,
      'inProcessWithinDue',
    ],
    ['open without a due date', dossier('open', '01/06 08:00', null), byInstant, 'inProcessNoDueDate'],
    [
      'an open status with a completion date stays open',
      dossier('open', '01/06 08:00', '10/06 17:00', '05/06 08:00'),
      byInstant,
      'inProcessOverdue',
    ],
    [
      'paused past its due date: within due',
      dossier('paused', '01/06 08:00', '10/06 17:00'),
      byInstant,
      'inProcessWithinDue',
    ],
    [
      'paused, where the policy leaves it out',
      dossier('paused', '01/06 08:00', '10/06 17:00'),
      { ...byInstant, paused: 'excluded' },
      null,
    ],
    [
      'returned after its due date: on time',
      dossier('returned', '01/06 08:00', '10/06 17:00', '20/06 08:00'),
      byInstant,
      'resolvedOnTime',
    ],
    [
      'returned before its due day: on time',
      dossier('returned', '01/06 08:00', '10/06 17:00', '02/06 08:00'),
      byInstant,
      'resolvedOnTime',
    ],
    [
      'returned, where the policy leaves it out',
      dossier('returned', '01/06 08:00', '10/06 17:00', '20/06 08:00'),
      { ...byInstant, returned: 'excluded' },
      null,
    ],
    ['not counted', dossier('not-counted', '01/06 08:00', '10/06 17:00'), byInstant, null],
    [
      'received on 01/06 00:00: in June',
      dossier('open', '01/06 00:00', '10/07 17:00'),
      byInstant,
      'inProcessWithinDue',
    ],
    ['received on 01/07 00:00: not in June', dossier('open', '01/07 00:00', '10/07 17:00'), byInstant, null],
    [
      'ended, it says, before it was received: counts in the month of receipt',
      dossier('completed', '02/06 08:00', '10/06 17:00', '28/05 08:00'),
      byInstant,
      'resolvedEarly',
    ],
  ];
  test.each(cases)('%s', (_name, counted, rules, outcome) => {
    expect(outcomeOf(counted, june, rules, zone)).toBe(outcome);
  });
});

test('the calendar day is the province’s: 06:00 UTC+7 on the due day is 23:00 UTC of the day before', () => {
  // Prepare: due 10/06 23:59 (16:59 UTC), completed 10/06 06:00 (09/06 23:00 UTC)
  const sameDayHere = dossier('completed', '01/06 08:00', '10/06 23:59', '10/06 06:00');

  // Act and Assess
  expect(outcomeOf(sameDayHere, june, byInstant, zone)).toBe('resolvedOnTime');
  expect(outcomeOf(sameDayHere, june, byInstant, new ZoneOffsets('UTC'))).toBe('resolvedEarly');
});

test('a month of eight dossiers gives the published columns', () => {
  // Prepare
  const dossiers = [
    dossier('completed', '01/06 08:00', '10/06 17:00', '09/06 16:00'), // received, early, fell due
    dossier('completed', '01/06 08:00', '10/06 17:00', '12/06 16:00'), // received, overdue, fell due late
    dossier('completed', '20/05 08:00', '29/05 17:00', '02/06 08:00'), // carried over, overdue, fell due in May
    dossier('completed', '20/05 08:00', '10/06 17:00', '28/05 08:00'), // ended in May; fell due in June
    dossier('open', '20/05 08:00', '29/06 17:00'), // carried over, open overdue, fell due late
    dossier('open', '20/06 08:00', '10/07 17:00'), // received, within due
    dossier('open', '20/06 08:00', null), // received, no due date
    dossier('paused', '05/06 08:00', '20/06 17:00'), // received, within due, fell due
  ];

  // Act
  const counts = countAll(dossiers, byInstant);

  // Assess
  expect(counts).toEqual({
    received: 5,
    carriedOver: 2,
    handled: 7,
    resolvedEarly: 1,
    resolvedOnTime: 0,
    resolvedOverdue: 2,
    resolvedNoDueDate: 0,
    inProcessWithinDue: 2,
    inProcessOverdue: 1,
    inProcessNoDueDate: 1,
    overdue: 3,
    fellDue: 5,
    fellDueOverdue: 2,
  });
});

const instant = fc.integer({ min: at('01/05 00:00'), max: at('31/07 00:00') });
const instantOrNone = fc.oneof(instant, fc.constant(Number.NaN));
const anyDossier: fc.Arbitrary<CountedDossier> = fc
  .record({
    statusClass: fc.constantFrom('not-counted', 'open', 'paused', 'returned', 'completed'),
    receivedAtMs: instant,
    dueAtMs: instantOrNone,
    completedAtMs: instant,
  })
  .map((counted) => counted as CountedDossier);
const anyRules: fc.Arbitrary<CountingRules> = fc.record({
  comparison: fc.constantFrom('instant', 'day'),
  paused: fc.constantFrom('within-due', 'excluded'),
  returned: fc.constantFrom('on-time', 'excluded'),
});

test('whatever the dossiers: handled = received + carried over = resolved + in process, as form II.06a has it', () => {
  fc.assert(
    fc.property(fc.array(anyDossier, { maxLength: 60 }), anyRules, (dossiers, rules) => {
      const counts = countAll(dossiers, rules);
      const resolved = counts.resolvedEarly + counts.resolvedOnTime + counts.resolvedOverdue + counts.resolvedNoDueDate;
      const inProcess = counts.inProcessWithinDue + counts.inProcessOverdue + counts.inProcessNoDueDate;
      expect(counts.received + counts.carriedOver).toBe(counts.handled);
      expect(resolved + inProcess).toBe(counts.handled);
      expect(counts.resolvedOverdue + counts.inProcessOverdue).toBe(counts.overdue);
      expect(counts.fellDueOverdue).toBeLessThanOrEqual(Math.min(counts.fellDue, counts.overdue));
    }),
  );
});

test('whatever the dossier, it is received in one month only, and carried over by exactly the months it stays open in', () => {
  const months = ['2020-04', '2020-05', '2020-06', '2020-07', '2020-08'].map((month) =>
    periodOf(month, 1, 'Asia/Ho_Chi_Minh'),
  );
  fc.assert(
    fc.property(anyDossier, (counted) => {
      fc.pre(counted.statusClass === 'completed' && counted.completedAtMs >= counted.receivedAtMs);
      const outcomes = months.map((month) => outcomeOf(counted, month, byInstant, zone));
      const handledIn = months.filter((_, position) => outcomes[position] !== null);
      const expected = months.filter(
        ({ startMs, endMs }) => counted.receivedAtMs < endMs && counted.completedAtMs >= startMs,
      );
      expect(handledIn).toEqual(expected);
      expect(outcomes.filter((outcome) => outcome?.startsWith('resolved'))).toHaveLength(1);
    }),
  );
});

test('counting by day never finds more overdue than counting by instant', () => {
  fc.assert(
    fc.property(fc.array(anyDossier, { maxLength: 40 }), (dossiers) => {
      const [instantly, daily] = [countAll(dossiers, byInstant), countAll(dossiers, byDay)];
      expect(daily.overdue).toBeLessThanOrEqual(instantly.overdue);
      expect(daily.handled).toBe(instantly.handled);
    }),
  );
});

function countAll(dossiers: readonly CountedDossier[], rules: CountingRules): Counts {
  const counts = noCounts();
  for (const counted of dossiers) countDossier(counts, counted, june, rules, zone);
  return counts;
}
