import type { MonthPlan } from '../evaluation/plan-month.ts';

/**
 * The unit that collects explanations: the one that owns the source by which most units of a month are judged; null
 * where no source counts for any.
 */
export function findCollector(plans: readonly Pick<MonthPlan, 'source' | 'units'>[]): string | null {
  const unitsOf = new Map<string, number>();
  for (const { source, units } of plans) {
    if (source !== null) unitsOf.set(source.ownerUnitId, (unitsOf.get(source.ownerUnitId) ?? 0) + units.length);
  }
  const inOrder = [...unitsOf].toSorted(([one, count], [other, otherCount]) => {
    return otherCount - count || (one < other ? -1 : 1);
  });
  return inOrder[0]?.[0] ?? null;
}
