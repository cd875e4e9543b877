import type { Day } from '../calendar/day.ts';
import { Lineage, type LineageRows } from './lineage.ts';

/**
 * Who can have had, on an earlier day, what is stated today under a unit that was made after that day: the units in force
 * then which it came from. If it is one, whole or in part, all that the new unit has from before was that one's.
 *
 * @returns unitId -> unit ids, in order; none where the unit was there already, or its line is not known
 */
export function unitsBefore(rows: LineageRows, day: Day): (unitId: string) => readonly string[] {
  const lineage = new Lineage(rows);
  const known = new Map<string, readonly string[]>();
  const find = (unitId: string) => {
    const wasThere = lineage.isInForce(unitId, day) || lineage.successorsOn(unitId, day).length > 0;
    return wasThere ? [] : lineage.predecessorsOn(unitId, day).map((kin) => kin.unitId);
  };
  return (unitId) => {
    const before = known.get(unitId) ?? find(unitId);
    known.set(unitId, before);
    return before;
  };
}
