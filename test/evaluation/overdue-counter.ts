import type { ZoneOffsets } from '../../shared/calendar/zone.ts';
import { type CountedUnit, UnitMonthCounter } from '../../shared/evaluation/unit-month-counter.ts';

/** What counts a unit's overdue share, with its counts at hand. */
export function overdueCounter(unit: CountedUnit, isAfterEnd: boolean, zone: ZoneOffsets): UnitMonthCounter {
  return new UnitMonthCounter(unit, isAfterEnd, zone);
}
