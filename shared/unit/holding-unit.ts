import type { Day } from '../calendar/day.ts';
import { Lineage, type LineageRows } from './lineage.ts';

/**
 * Who has, on a day, what a source still states under a unit: its one successor where the unit went whole into it, else
 * the unit itself. Portals go on naming units that were merged away.
 *
 * @returns unitId -> unitId
 */
export function holdingUnit(rows: LineageRows, day: Day): (unitId: string) => string {
  const lineage = new Lineage(rows);
  return (unitId) => {
    if (lineage.isInForce(unitId, day)) return unitId;
    const [successor, ...others] = lineage.successorsOn(unitId, day);
    return successor?.isFull && others.length === 0 ? successor.unitId : unitId;
  };
}
