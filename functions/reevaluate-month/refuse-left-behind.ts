import { plansOf } from '../../shared/evaluation/due-plans.ts';
import { type JudgingRegistry, registryOfMonth } from '../../shared/evaluation/judging-registry.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { MonthJudgedAnew } from './judge-anew.ts';
import type { OrderedPolicy } from './policies-of-order.ts';
import { keyOf, unitsOf } from './unit-and-rule.ts';

/**
 * Every unit that was judged by a row that changes is judged anew by the one that takes its place: none may keep a
 * verdict by a row that the registry then has no more.
 *
 * @param before the registry without the rows of the order
 * @throws DomainError `POLICIES_LEAVE_UNITS_BEHIND`
 */
export function refuseLeftBehind(
  { month, notJudgedAnew }: MonthJudgedAnew,
  policies: readonly OrderedPolicy[],
  before: JudgingRegistry,
  timeZone: string,
): void {
  if (!policies.some(({ months }) => months.includes(month))) return;
  const judgedBefore = new Set(
    plansOf(registryOfMonth(before, month, timeZone))
      .flatMap(unitsOf)
      .map(keyOf),
  );
  const leftBehind = notJudgedAnew.filter((evaluation) => judgedBefore.has(keyOf(evaluation)));
  if (leftBehind.length === 0) return;
  throw new DomainError(
    'POLICIES_LEAVE_UNITS_BEHIND',
    `Nothing was written. By the policies ${month} is not over yet, its snapshot may still come, or a rule is no longer judged, so that ${leftBehind.length} units, such as ${leftBehind[0]?.unitId}, would keep verdicts by the rows that were.`,
  );
}
