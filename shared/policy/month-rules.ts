import { addMonths, lastDayOf, type Month } from '../calendar/month.ts';
import { type Period, periodOf } from '../calendar/period.ts';
import { isInForce } from '../calendar/validity.ts';
import type { Tier } from '../unit/unit.ts';
import type { CountingRules, Policy } from './policy.ts';
import { OVERDUE_SHARE_RULE, type Rule } from './rule.ts';

/** By what the month of a tier's units is counted, awaited and judged. */
export interface MonthRules {
  /** Null where the tier has no policy in the month: counted, but not judged. */
  readonly policy: Policy | null;
  readonly period: Period;
  readonly counting: CountingRules;
  readonly basis: Policy['basis'];
  readonly waitDays: number;
  readonly countsChildren: boolean;
}

/** How a tier without a policy is counted: DOMAIN's defaults. */
const withoutPolicy = {
  comparison: 'instant',
  paused: 'within-due',
  returned: 'on-time',
  basis: 'handled',
  periodStartDay: 1,
  waitDays: 3,
  countsChildren: false,
} as const satisfies Partial<Policy>;

/**
 * A rule's policy in force for a tier on a month's last day. Policies start on a month's first day, so that it is also
 * the one in force on the last day of the month's period.
 */
export function policyForMonth(
  policies: readonly Policy[],
  tier: Tier,
  month: Month,
  rule: Rule = OVERDUE_SHARE_RULE,
): Policy | null {
  const lastDay = lastDayOf(month);
  const isMeant = (policy: Policy) => policy.tier === tier && policy.rule === rule && isInForce(policy, lastDay);
  return policies.find(isMeant) ?? null;
}

/** @param timeZone the province's: periods begin and end at its midnights */
export function monthRulesOf(
  policies: readonly Policy[],
  tier: Tier,
  month: Month,
  timeZone: string,
  rule: Rule = OVERDUE_SHARE_RULE,
): MonthRules {
  const policy = policyForMonth(policies, tier, month, rule);
  // A tier's first policy has its whole first month, and what has no policy is counted by the calendar.
  const before = policy && policyForMonth(policies, tier, addMonths(month, -1), rule);
  const { comparison, paused, returned, basis, periodStartDay, waitDays, countsChildren } = policy ?? withoutPolicy;
  return {
    policy,
    period: periodOf(month, periodStartDay, timeZone, before?.periodStartDay),
    counting: { comparison, paused, returned },
    basis,
    waitDays,
    countsChildren,
  };
}
