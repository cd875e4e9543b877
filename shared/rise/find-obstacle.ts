import { addDays, dayNumber } from '../calendar/day.ts';
import type { Period } from '../calendar/period.ts';
import { isInForce } from '../calendar/validity.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { JudgingRegistry } from '../evaluation/judging-registry.ts';
import type { UnitToJudge } from '../evaluation/plan-month.ts';
import type { RiseUntoldBecause } from './rise.ts';

/** A unit's month as it was planned and judged. */
export interface JudgedUnitMonth {
  /** Null: the unit was not to be judged. */
  readonly unit: UnitToJudge | null;
  /** Null: it is not judged. */
  readonly evaluation: Pick<Evaluation, 'governing' | 'sourceId'> | null;
}

const SHORTEST_MONTH_DAYS = 28;
const LONGEST_MONTH_DAYS = 31;

/** Why a unit's month cannot be compared with the one before; null where it can. */
export function findObstacle(
  before: JudgedUnitMonth,
  now: JudgedUnitMonth,
  registry: Pick<JudgingRegistry, 'units' | 'lineage'>,
): RiseUntoldBecause | null {
  if (now.unit === null || before.unit === null) return 'unit-began-or-ends';
  if (before.evaluation === null || now.evaluation === null) return 'month-before-not-judged';
  if (before.evaluation.governing === null || now.evaluation.governing === null) return 'governing-snapshot-missing';
  const [first, last] = [before.unit.rules.period.firstDay, addDays(now.unit.rules.period.lastDay, 1)];
  const { unitId } = now.unit.unit;
  const rows = registry.units.filter((row) => row.unitId === unitId);
  if (![first, last].every((day) => rows.some((row) => isInForce(row, day)))) return 'unit-began-or-ends';
  const isKin = registry.lineage.some(
    ({ oldUnitId, newUnitId, on }) => [oldUnitId, newUnitId].includes(unitId) && first < on && on <= last,
  );
  if (isKin) return 'unit-merged-or-split';
  if (before.evaluation.sourceId !== now.evaluation.sourceId) return 'source-changed';
  return isCountedAlike(before.unit, now.unit) ? null : 'counted-otherwise';
}

/** Basis and comparison need not be the same: both months are counted by those of the later one. */
function isCountedAlike(before: UnitToJudge, now: UnitToJudge): boolean {
  const isWhole = !before.isCountedInPart && !now.isCountedInPart;
  const isOfSameUnits = before.rules.countsChildren === now.rules.countsChildren;
  return isWhole && isOfSameUnits && isOfUsualLength(before.rules.period) && isOfUsualLength(now.rules.period);
}

/** A period in which the start day changes is shorter or longer than a month. */
function isOfUsualLength({ firstDay, lastDay }: Period): boolean {
  const days = dayNumber(lastDay) - dayNumber(firstDay) + 1;
  return SHORTEST_MONTH_DAYS <= days && days <= LONGEST_MONTH_DAYS;
}
