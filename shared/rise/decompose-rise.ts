import type { ExactParts, RiseFigures, RiseParts } from './rise.ts';

type Received = Pick<RiseFigures, 'received' | 'overdueOfReceived' | 'overdueOfCarriedOver'>;

/** In this order a dossier that two parts have an equal claim to is given to the first. */
const partNames = ['moreIntake', 'slowerHandling', 'olderBacklog'] as const;

/**
 * The causes of a rise, exactly. With R received, r of them overdue and c overdue of those carried over (0 before, 1 now):
 *
 *     more intake      (R1 - R0) x r0/R0        as many more as come with the intake, at the pace of the month before
 *     slower handling  r1 - R1 x r0/R0          what the pace changed
 *     older backlog    c1 - c0
 *
 * which add up to (r1 + c1) - (r0 + c0). Where nothing was received before, there is no pace to compare with: all that is
 * overdue of what was received now came with the intake.
 */
export function decomposeExactly(before: Received, now: Received): ExactParts {
  const backlog = now.overdueOfCarriedOver - before.overdueOfCarriedOver;
  if (before.received === 0) {
    return { denominator: 1, moreIntake: now.overdueOfReceived, slowerHandling: 0, olderBacklog: backlog };
  }
  const denominator = before.received;
  return {
    denominator,
    moreIntake: (now.received - before.received) * before.overdueOfReceived,
    slowerHandling: now.overdueOfReceived * denominator - now.received * before.overdueOfReceived,
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
