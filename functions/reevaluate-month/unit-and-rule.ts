import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { MonthPlan } from '../../shared/evaluation/plan-month.ts';

/** What is judged of a month: a unit by a rule. */
export type UnitAndRule = Pick<Evaluation, 'unitId' | 'rule'>;

/** Whom a plan has judged by its rule. */
export function unitsOf({ rule, units }: MonthPlan): UnitAndRule[] {
  return units.map(({ unit: { unitId } }) => ({ unitId, rule }));
}

export function keyOf({ unitId, rule }: UnitAndRule): string {
  return `${unitId}#${rule}`;
}
