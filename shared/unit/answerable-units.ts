import type { Day } from '../calendar/day.ts';
import { Lineage, type LineageRows } from './lineage.ts';

/**
 * To which units a dossier is unknown that is missing, or cannot be read, and was last known under a unit: to that unit
 * while it is in force on the period's last day; after a merger or split to each unit that may have it now, so that a
 * merger hides nothing. A row that names a unit which was made only after the period (a file that came later governs it)
 * is unknown to each unit that the new one came from.
 *
 * @param lastDay the last day of the period that is judged
 * @returns unitId -> unit ids, at least one, in order
 */
export function answerableUnits(rows: LineageRows, lastDay: Day): (unitId: string) => readonly string[] {
  const lineage = new Lineage(rows);
  const known = new Map<string, readonly string[]>();
  return (unitId) => {
    const answerable = known.get(unitId) ?? lineage.standingOn(unitId, lastDay).map((kin) => kin.unitId);
    known.set(unitId, answerable);
    return answerable;
  };
}
