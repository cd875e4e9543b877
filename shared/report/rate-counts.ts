import type { Policy } from '../policy/policy.ts';
import type { Counts } from '../tally/tally.ts';
import type { Share } from './format-vietnamese.ts';

/** How many dossiers were resolved in the period, in time or not. */
export function resolvedOf(counts: Counts): number {
  return counts.resolvedEarly + counts.resolvedOnTime + counts.resolvedOverdue + counts.resolvedNoDueDate;
}

/** The overdue share of counts on a policy's basis, before anything unknown is weighed. */
export function rateCounts(counts: Counts, basis: Policy['basis']): Share {
  switch (basis) {
    case 'handled':
      return { numerator: counts.overdue, denominator: counts.handled };
    case 'fell-due':
      return { numerator: counts.fellDueOverdue, denominator: counts.fellDue };
    case 'resolved':
      return { numerator: counts.resolvedOverdue, denominator: resolvedOf(counts) };
  }
}
