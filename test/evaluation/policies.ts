import { type Consequence, consequenceOf } from '../../shared/evaluation/evaluation.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { Tier } from '../../shared/unit/unit.ts';

const thresholds: Readonly<Record<Tier, number | null>> = { province: 20, district: 35, commune: null };

/** Dispatch 664/UBND-TH, item 4, as the registry states it: 2% and 3,5%, strictly over, 0,5 points. */
export function policyOf664(tier: Tier, changes: Partial<Policy> = {}): Policy {
  const thresholdNumerator = thresholds[tier];
  return {
    policyId: `664-${tier}`,
    rule: 'overdue-share',
    tier,
    mode: 'deduct',
    thresholdNumerator,
    thresholdDenominator: thresholdNumerator === null ? null : 1000,
    pointsHundredths: 50,
    basis: 'handled',
    comparison: 'instant',
    paused: 'within-due',
    returned: 'on-time',
    minimumDenominator: 1,
    periodStartDay: 1,
    waitDays: 3,
    countsChildren: false,
    yearlyCapHundredths: null,
    approval: 'automatic',
    approvalWorkingDays: 5,
    explanationWorkingDays: 0,
    legalBasis: 'Công văn 664/UBND-TH ngày 23/06/2020',
    validFrom: '2020-06-01',
    validTo: null,
    ...changes,
  };
}

/** What follows from exceeding the 2% of dispatch 664: half a point, at once. */
export function consequenceOf664(changes: Partial<Policy> = {}): Consequence {
  return consequenceOf(policyOf664('province', changes));
}
