import type { Day } from '../calendar/day.ts';
import type { Finding } from '../finding/finding.ts';
import type { Lineage } from '../unit/lineage.ts';
import type { UnitLineage } from '../unit/unit.ts';

/** Another unit that a unit came from or went into. */
export interface Relative {
  readonly unitId: string;
  readonly name: string;
  readonly share: UnitLineage['share'];
  readonly on: Day;
}

/** The units that a unit came from, by the mergers and splits of the registry. */
export function predecessorsOf(unitId: string, lineage: Lineage, nameOf: NameOf): Relative[] {
  return lineage
    .rowsInto(unitId)
    .map(({ oldUnitId, share, on }) => ({ unitId: oldUnitId, name: nameOf(oldUnitId), share, on }));
}

/** The units that a unit went into. */
export function successorsOf(unitId: string, lineage: Lineage, nameOf: NameOf): Relative[] {
  return lineage
    .rowsOutOf(unitId)
    .map(({ newUnitId, share, on }) => ({ unitId: newUnitId, name: nameOf(newUnitId), share, on }));
}

type NameOf = (unitId: string) => string;

/**
 * What was found since a merger about dossiers that were last seen under a unit that it ended: it concerns those that came
 * after it.
 */
export function findingsLeftBy(predecessors: readonly Relative[], findings: readonly Finding[]): Finding[] {
  const endedOn = new Map(predecessors.map(({ unitId, on }) => [unitId, on]));
  return findings.filter(({ unitId, day }) => {
    const on = endedOn.get(unitId);
    return on !== undefined && day !== null && day >= on;
  });
}
