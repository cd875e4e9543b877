import type { ExactParts, RiseFigures, RiseParts } from './rise.ts';

type Handled = Pick<RiseFigures, 'toHandleInTime' | 'becameOverdue' | 'overdueAtStart'>;

/** In this order a dossier that two parts have an equal claim to is given to the first. */
const partNames = ['moreIntake', 'slowerHandling', 'olderBacklog'] as const;

/**
 * The causes of a rise, exactly. With V dossiers that could be handled in time, n of them that became overdue, and b that
 * were overdue already when the month began (0 in the month before, 1 now):
 *
 *     more intake      (V1 - V0) x n0/V0        as many more as come with what came in, at the pace of the month before
 *     slower handling  n1 - V1 x n0/V0          what the pace changed
 *     older backlog    b1 - b0
 *
 * which add up to (n1 + b1) - (n0 + b0). Where there was nothing to handle in time before, there is no pace to compare
 * with: all that became overdue now came with the intake.
 */
export function decomposeExactly(before: Handled, now: Handled): ExactParts {
  const backlog = now.overdueAtStart - before.overdueAtStart;
  if (before.toHandleInTime === 0) {
    return { denominator: 1, moreIntake: now.becameOverdue, slowerHandling: 0, olderBacklog: backlog };
  }
  const denominator = before.toHandleInTime;
  return {
    denominator,
    moreIntake: (now.toHandleInTime - before.toHandleInTime) * before.becameOverdue,
    slowerHandling: now.becameOverdue * denominator - now.toHandleInTime * before.becameOverdue,
    olderBacklog: backlog * denominator,
  };
}

/** The same in whole dossiers that add up to the rise: each part rounded down, what is left to the largest remainders. */
export function inWholeDossiers(exact: ExactParts): RiseParts {
  const { denominator } = exact;
  const parts = partNames.map((name) => {
    const floor = Math.floor(exact[name] / denominator);
    return { name, floor, remainder: exact[name] - floor * denominator };
  });
  const left = parts.reduce((sum, { remainder }) => sum + remainder, 0) / denominator;
  const byRemainder = parts.toSorted((one, other) => other.remainder - one.remainder);
  const whole: { -readonly [Part in keyof RiseParts]: number } = { moreIntake: 0, slowerHandling: 0, olderBacklog: 0 };
  for (const [position, { name, floor }] of byRemainder.entries()) whole[name] = floor + (position < left ? 1 : 0);
  return whole;
}
