import type { Finding } from '../../shared/finding/finding.ts';
import { noticeStranded } from '../../shared/finding/notice-stranded.ts';
import { countOpenByUnit } from '../../shared/snapshot/count-open.ts';
import type { State } from '../../shared/snapshot/state.ts';
import { latestRows } from '../../shared/unit/latest-rows.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import type { RegistryOfDay } from './registry-of-day.ts';

/** Findings of units that are no more on a day, and under which its file still states open dossiers that none has taken over. */
export function findStranded(state: State, registry: RegistryOfDay, noticedAt: string): Finding[] {
  const { source, movedUnits } = registry;
  const { day } = state.head;
  const ended = new Map([...endedUnits(registry.units, day)].filter(([unitId]) => !movedUnits.has(unitId)));
  if (!state.unitIds.some((unitId) => ended.has(unitId))) return [];
  return [...countOpenByUnit(state)].flatMap(([unitId, openDossiers]) => {
    const unit = ended.get(unitId);
    return unit === undefined ? [] : [noticeStranded({ source, day, unit, openDossiers, noticedAt })];
  });
}

/** unitId -> its last row, of the units whose rows have all ended before a day */
function endedUnits(units: readonly Unit[], day: string): Map<string, Unit> {
  return new Map([...latestRows(units)].filter(([, { validTo }]) => validTo !== null && validTo < day));
}
