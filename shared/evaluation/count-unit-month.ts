import type { ZoneOffsets } from '../calendar/zone.ts';
import type { CanonicalLine } from '../snapshot/canonical-line.ts';
import type { UnitMonth } from './unit-month.ts';
import { type CountedUnit, UnitMonthCounter } from './unit-month-counter.ts';

/**
 * Counts the months of all units of one source in one pass over its canonical copy, in any order of its lines. Memory
 * grows with the dossiers handled in the month, not with the copy.
 *
 * @param units those to count
 * @param countedBy which units count what is a given unit's: itself, and those above it whose policy says so
 * @returns unitId -> its month
 */
export async function countUnitMonths(
  lines: AsyncIterable<CanonicalLine> | Iterable<CanonicalLine>,
  units: readonly CountedUnit[],
  countedBy: (unitId: string) => readonly string[],
  zone: ZoneOffsets,
): Promise<Map<string, UnitMonth>> {
  const counters = new Map(units.map((unit) => [unit.unitId, new UnitMonthCounter(unit, zone)]));
  for await (const line of lines) {
    const unitId = unitOf(line);
    if (unitId === null) continue;
    for (const counting of countedBy(unitId)) counters.get(counting)?.add(line, counting === unitId);
  }
  return new Map([...counters].map(([unitId, counter]) => [unitId, counter.result()]));
}

/** A dossier that changed hands after the period's end is counted by the unit that had it then. */
function unitOf(line: CanonicalLine): string | null {
  if (line.kind !== 'dossier') return line.unitId;
  return line.lastSeenBeforeEnd?.unitId ?? line.dossier.unitId;
}
