import type { ZoneOffsets } from '../calendar/zone.ts';
import type { CanonicalLine } from '../snapshot/canonical-line.ts';
import { contradicts, type RejectedLine } from './bound-unknown.ts';
import type { UnitMonth } from './unit-month.ts';
import { type CountedUnit, UnitMonthCounter } from './unit-month-counter.ts';

/** How lines come to be counted. */
export interface LineRules {
  /** Which units count what is a given unit's: itself, and those above it whose policy says so. */
  readonly countedBy: (unitId: string) => readonly string[];
  /** Whether the copy's day lies after the period: dossiers are then counted as last seen before its end. */
  readonly isAfterEnd: boolean;
  readonly zone: ZoneOffsets;
}

/**
 * Counts the months of all units of one source in one pass over its canonical copy, in any order of its lines. Memory
 * grows with the dossiers handled in the month, not with the copy.
 *
 * @param units those to count
 * @returns unitId -> its month
 */
export async function countUnitMonths(
  lines: AsyncIterable<CanonicalLine> | Iterable<CanonicalLine>,
  units: readonly CountedUnit[],
  { countedBy, isAfterEnd, zone }: LineRules,
): Promise<Map<string, UnitMonth>> {
  const counters = new Map(units.map((unit) => [unit.unitId, new UnitMonthCounter(unit, isAfterEnd, zone)]));
  const contradicted = new Map<string, RejectedLine>();
  for await (const line of lines) {
    if (line.kind === 'rejected') keepContradiction(line, contradicted);
    const unitId = unitOf(line, isAfterEnd);
    if (unitId === null) continue;
    for (const counting of countedBy(unitId)) counters.get(counting)?.add(line, counting === unitId);
  }
  return new Map([...counters].map(([unitId, counter]) => [unitId, counter.result(contradicted)]));
}

/** A dossier that changed hands after the period's end is counted by the unit that had it then. */
function unitOf(line: CanonicalLine, isAfterEnd: boolean): string | null {
  if (line.kind !== 'dossier') return line.unitId;
  const lastSeen = isAfterEnd ? line.lastSeenBeforeEnd : undefined;
  return lastSeen?.unitId ?? line.dossier.unitId;
}

/** The first row that contradicts a dossier stands for all, in whatever order they come and whichever units they name. */
function keepContradiction(row: RejectedLine, contradicted: Map<string, RejectedLine>): void {
  if (row.dossierCode === null || !contradicts(row)) return;
  const known = contradicted.get(row.dossierCode);
  if (known === undefined || row.row < known.row) contradicted.set(row.dossierCode, row);
}
