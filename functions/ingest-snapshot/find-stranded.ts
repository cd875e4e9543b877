import type { Day } from '../../shared/calendar/day.ts';
import { isInForce } from '../../shared/calendar/validity.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { noticeStranded, type PossibleSuccessor } from '../../shared/finding/notice-stranded.ts';
import { countOpenByUnit } from '../../shared/snapshot/count-open.ts';
import type { State } from '../../shared/snapshot/state.ts';
import { latestRows } from '../../shared/unit/latest-rows.ts';
import { Lineage } from '../../shared/unit/lineage.ts';
import type { Unit, UnitCode } from '../../shared/unit/unit.ts';
import { asOfInstant, type RegistryOfDay } from './registry-of-day.ts';

/** Findings of units that are no more on a day, and under which its file still states open dossiers that none has taken over. */
export function findStranded(state: State, registry: RegistryOfDay, noticedAt: string): Finding[] {
  const { source, movedUnits } = registry;
  const { day } = state.head;
  const ended = new Map([...endedUnits(registry.units, day)].filter(([unitId]) => !movedUnits.has(unitId)));
  if (!state.unitIds.some((unitId) => ended.has(unitId))) return [];
  return [...countOpenByUnit(state, asOfInstant(source, day))].flatMap(([unitId, counts]) => {
    const unit = ended.get(unitId);
    if (unit === undefined) return [];
    const codes = codesOf(unitId, registry);
    const successors = successorsOf(unitId, day, registry);
    const { open: openDossiers, overdue: overdueDossiers } = counts;
    return [noticeStranded({ source, day, unit, codes, openDossiers, overdueDossiers, successors, noticedAt })];
  });
}

/** unitId -> its last row, of the units whose rows have all ended before a day */
function endedUnits(units: readonly Unit[], day: Day): Map<string, Unit> {
  return new Map([...latestRows(units)].filter(([, { validTo }]) => validTo !== null && validTo < day));
}

function successorsOf(unitId: string, day: Day, registry: RegistryOfDay): PossibleSuccessor[] {
  const rows = latestRows(registry.units);
  return new Lineage(registry).successorsOn(unitId, day).flatMap((kin) => {
    const unit = rows.get(kin.unitId);
    const codes = codesOf(kin.unitId, registry, (row) => isInForce(row, day));
    return unit === undefined ? [] : [{ unitId: unit.unitId, name: unit.name, codes }];
  });
}

/** What the source calls a unit, or has called it. */
function codesOf(unitId: string, registry: RegistryOfDay, isMeant: (row: UnitCode) => boolean = () => true): string[] {
  const rows = registry.unitCodes.filter((row) => row.unitId === unitId && isMeant(row));
  return [...new Set(rows.map(({ code }) => code))].toSorted();
}
