import type { Period } from '../calendar/period.ts';
import type { CountingRules, Policy } from '../policy/policy.ts';
import { type CountedDossier, isFallingDue, isOverdue, type Outcome } from '../tally/count-dossier.ts';
import type { Counts } from '../tally/tally.ts';

/** What one dossier is to the rate of its unit's month. */
export interface Weight {
  readonly inDenominator: boolean;
  readonly isOverdue: boolean;
  /** Without a due date: on time at best, overdue at worst. */
  readonly isUnknown: boolean;
}

/**
 * What a dossier with this outcome is to a rate of this basis. On the basis `fell-due`, a dossier without a due date may
 * have fallen due in the period, and is not among those of which it is known.
 */
export function weighDossier(
  basis: Policy['basis'],
  dossier: CountedDossier,
  outcome: Outcome | null,
  period: Period,
  rules: CountingRules,
): Weight {
  const hasNoDueDate = outcome === 'resolvedNoDueDate' || outcome === 'inProcessNoDueDate';
  switch (basis) {
    case 'handled':
      return { inDenominator: outcome !== null, isOverdue: isOverdue(outcome), isUnknown: hasNoDueDate };
    case 'resolved':
      return {
        inDenominator: outcome?.startsWith('resolved') ?? false,
        isOverdue: outcome === 'resolvedOverdue',
        isUnknown: outcome === 'resolvedNoDueDate',
      };
    case 'fell-due': {
      const inDenominator = isFallingDue(dossier, period, rules);
      return { inDenominator, isOverdue: inDenominator && isOverdue(outcome), isUnknown: hasNoDueDate };
    }
  }
}

/** The overdue part and the whole of counts on a basis, before anything unknown is weighed. */
export function shareOf(counts: Counts, basis: Policy['basis']): { overdue: number; denominator: number } {
  switch (basis) {
    case 'handled':
      return { overdue: counts.overdue, denominator: counts.handled };
    case 'fell-due':
      return { overdue: counts.fellDueOverdue, denominator: counts.fellDue };
    case 'resolved':
      return {
        overdue: counts.resolvedOverdue,
        denominator: counts.resolvedEarly + counts.resolvedOnTime + counts.resolvedOverdue + counts.resolvedNoDueDate,
      };
  }
}
