import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decomposeExactly, inWholeDossiers } from '../../shared/rise/decompose-rise.ts';

function month(toHandleInTime: number, becameOverdue: number, overdueAtStart: number) {
  return { toHandleInTime, becameOverdue, overdueAtStart };
}

test.each([
  // As many to handle, as many of them late, two more of the backlog.
  ['backlog alone', month(100, 5, 1), month(100, 5, 3), [100, 0, 0, 200], [0, 0, 2]],
  // 200 - 100 = 100 more; at 5 of 100 they bring 100 x 5/100 = 5. At that pace 200 give 10 late: 10 - 10 = 0 by slowness.
  ['intake alone', month(100, 5, 1), month(200, 10, 1), [100, 500, 0, 0], [5, 0, 0]],
  // No more to handle, 12 late instead of 5.
  ['slower handling alone', month(100, 5, 1), month(100, 12, 1), [100, 0, 700, 0], [0, 7, 0]],
  // 60 more bring 60 x 4/120 = 2; 180 at that pace give 6, 11 are late: 5; of the backlog 3 instead of 4: -1.
  ['all three', month(120, 4, 4), month(180, 11, 3), [120, 240, 600, -120], [2, 5, -1]],
  // 10 more bring 10 x 7/30 = 2 1/3; 40 at that pace give 9 1/3, 14 are late: 4 2/3; the sum is 7. 2/3 is the larger rest.
  ['thirds', month(30, 7, 0), month(40, 14, 0), [30, 70, 140, 0], [2, 5, 0]],
  // 50 fewer: -50 x 3/100 = -1.5; at that pace 1.5 of 50 are late, 8 are: 6.5. Equal halves: the first part gets the dossier.
  ['fewer to handle', month(100, 3, 0), month(50, 8, 0), [100, -150, 650, 0], [-1, 6, 0]],
  // Nothing to handle in time before: no pace to compare with.
  ['nothing to handle before', month(0, 0, 2), month(20, 4, 3), [1, 4, 0, 1], [4, 0, 1]],
] as const)('the parts of a rise, by hand: %s', (_, before, now, [denominator, ...numerators], whole) => {
  const exact = decomposeExactly(before, now);
  expect([exact.moreIntake, exact.slowerHandling, exact.olderBacklog]).toEqual(numerators);
  expect(exact.denominator).toBe(denominator);
  const { moreIntake, slowerHandling, olderBacklog } = inWholeDossiers(exact);
  expect([moreIntake, slowerHandling, olderBacklog]).toEqual(whole);
});

/** Up to a million to handle, some of them late, and some of the backlog. */
const months = fc
  .record({ handled: fc.nat(1_000_000), share: fc.double({ min: 0, max: 1, noNaN: true }), backlog: fc.nat(100_000) })
  .map(({ handled, share, backlog }) => month(handled, Math.floor(handled * share), backlog));

test('the parts add up to the whole, exactly and in whole dossiers, and no whole part is a dossier off', () => {
  fc.assert(
    fc.property(months, months, (before, now) => {
      const rise = now.becameOverdue + now.overdueAtStart - before.becameOverdue - before.overdueAtStart;
      const exact = decomposeExactly(before, now);
      expect(exact.moreIntake + exact.slowerHandling + exact.olderBacklog).toBe(rise * exact.denominator);
      const whole = inWholeDossiers(exact);
      expect(whole.moreIntake + whole.slowerHandling + whole.olderBacklog).toBe(rise);
      for (const part of ['moreIntake', 'slowerHandling', 'olderBacklog'] as const) {
        expect(Math.abs(whole[part] * exact.denominator - exact[part])).toBeLessThan(exact.denominator);
      }
    }),
  );
});
