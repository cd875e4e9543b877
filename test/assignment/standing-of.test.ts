import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AssignmentEvents } from '../../shared/assignment/assignment.ts';
import { type Standing, standingOf } from '../../shared/assignment/standing-of.ts';
import { unfoldAssignment } from '../../shared/assignment/unfold-assignment.ts';
import { addDays } from '../../shared/calendar/day.ts';
import { assignment } from '../notice-planning/facts.ts';
import { extension, noEvents, reopening, report } from './events.ts';

const [instance = unreached()] = unfoldAssignment(assignment(), '2020-07-14');

function unreached(): never {
  throw new Error('A single assignment has one instance.');
}

function standingOn(day: string, events: Partial<AssignmentEvents>): Standing {
  return standingOf(instance, 'so-khdt', day, { ...noEvents, ...events });
}

test.each<[string, string, Partial<AssignmentEvents>, string, string]>([
  ['the last timely day', '2020-07-14', {}, 'open', '2020-07-14'],
  ['the day after it', '2020-07-15', {}, 'late', '2020-07-14'],
  [
    'received on the last day',
    '2020-08-01',
    { reports: [report({ receivedOn: '2020-07-14' })] },
    'reported-on-time',
    '2020-07-14',
  ],
  [
    'received a day late',
    '2020-08-01',
    { reports: [report({ receivedOn: '2020-07-15' })] },
    'reported-late',
    '2020-07-14',
  ],
  ['extended for all', '2020-07-20', { extensions: [extension()] }, 'open', '2020-07-20'],
  ['extended for this unit', '2020-07-21', { extensions: [extension({ unitId: 'so-khdt' })] }, 'late', '2020-07-20'],
  ['extended for another unit', '2020-07-15', { extensions: [extension({ unitId: 'so-tttt' })] }, 'late', '2020-07-14'],
  [
    'another assignment is extended',
    '2020-07-15',
    { extensions: [extension({ assignmentId: '664-1b' })] },
    'late',
    '2020-07-14',
  ],
  ['another unit reported', '2020-07-15', { reports: [report({ unitId: 'so-tttt' })] }, 'late', '2020-07-14'],
  [
    'handed back before the due date',
    '2020-07-14',
    { reports: [report()], reopenings: [reopening()] },
    'reopened',
    '2020-07-14',
  ],
  [
    'handed back, the due date over',
    '2020-07-15',
    { reports: [report()], reopenings: [reopening()] },
    'late',
    '2020-07-14',
  ],
  [
    'handed back, due anew',
    '2020-07-24',
    { reports: [report()], reopenings: [reopening({ dueOn: '2020-07-24' })] },
    'reopened',
    '2020-07-24',
  ],
  [
    'handed back and reported again in the time given anew',
    '2020-08-01',
    {
      reports: [report(), report({ round: 1, receivedOn: '2020-07-24' })],
      reopenings: [reopening({ dueOn: '2020-07-24' })],
    },
    'reported-on-time',
    '2020-07-24',
  ],
  [
    'handed back twice',
    '2020-08-01',
    {
      reports: [report(), report({ round: 1, receivedOn: '2020-07-24' })],
      reopenings: [reopening(), reopening({ round: 1, receivedOn: '2020-07-24' })],
    },
    'late',
    '2020-07-14',
  ],
])('%s, on %s', (_, day, events, state, dueOn) => {
  const standing = standingOn(day, events);

  expect([standing.state, standing.dueOn, standing.firstDueOn]).toEqual([state, dueOn, '2020-07-14']);
});

test('an extension that is recorded after a report treats its unit as it treats the others', () => {
  // Prepare: both hand in on 16/07; the extension to 20/07 is entered when one of them is recorded already
  const reports = [report({ receivedOn: '2020-07-16', recordedAt: '2020-07-16T09:00:00.000Z' })];
  const extensions = [extension({ recordedAt: '2020-07-17T09:00:00.000Z' })];

  expect(standingOn('2020-08-01', { reports, extensions }).state).toBe('reported-on-time');
});

const dayArbitrary = fc.integer({ min: 1, max: 60 }).map((offset) => addDays('2020-07-14', offset));
const extensionsArbitrary = fc.array(
  fc.record({ dueOn: dayArbitrary, unitId: fc.constantFrom(null, 'so-khdt', 'so-tttt') }),
  { maxLength: 6 },
);

test('however often and in whatever order it is extended, the first date stays visible, and the latest counts', () => {
  fc.assert(
    fc.property(extensionsArbitrary, fc.boolean(), (given, isReopened) => {
      const extensions = given.map((one) => extension(one));
      const handedBack = isReopened ? { reports: [report()], reopenings: [reopening()] } : {};
      const standing = standingOn('2020-07-15', { ...handedBack, extensions });
      const reversed = standingOn('2020-07-15', { ...handedBack, extensions: extensions.toReversed() });
      const own = given.filter(({ unitId }) => unitId !== 'so-tttt').map(({ dueOn }) => dueOn);
      expect(standing.firstDueOn).toBe('2020-07-14');
      expect(standing.extensions.map(({ dueOn }) => dueOn)).toEqual(own.toSorted());
      expect(standing.dueOn).toBe(own.toSorted().at(-1) ?? '2020-07-14');
      expect([reversed.state, reversed.dueOn]).toEqual([standing.state, standing.dueOn]);
    }),
  );
});

test('a unit owes a report exactly when as many reports were handed back as came in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), fc.boolean(), dayArbitrary, (rounds, isLastReported, day) => {
      const reports = Array.from({ length: rounds + (isLastReported ? 1 : 0) }, (_, round) => report({ round }));
      const reopenings = Array.from({ length: rounds }, (_, round) => reopening({ round }));
      const standing = standingOn(day, { reports: reports.toReversed(), reopenings: reopenings.toReversed() });
      expect(standing.report?.round).toBe(isLastReported ? rounds : undefined);
      expect(standing.state).toBe(isLastReported ? 'reported-on-time' : 'late');
    }),
  );
});
