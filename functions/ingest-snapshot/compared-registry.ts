import type { Day } from '../../shared/calendar/day.ts';
import { isInForce } from '../../shared/calendar/validity.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { boundsOn } from '../../shared/finding/bounds.ts';
import type { ComparedRegistry } from '../../shared/finding/compared-day.ts';
import { latestRows } from '../../shared/unit/latest-rows.ts';
import { Lineage } from '../../shared/unit/lineage.ts';
import type { RegistryOfDay } from './registry-of-day.ts';

/** What the registry says to a comparison. Nothing is prepared: on most days hardly a dossier asks for any of it. */
export function comparedRegistry(registry: RegistryOfDay, day: Day): ComparedRegistry {
  const once = <Made>(make: () => Made) => {
    let made: Made | undefined;
    return () => (made ??= make());
  };
  const latest = once(() => latestRows(registry.units));
  const lineage = once(() => new Lineage(registry));
  return {
    countsElsewhere: (unitId) => registry.movedUnits.has(unitId),
    isSuccession: (from, to) =>
      isNoMore(from, registry, day) || isKin(lineage(), from, to) || hasSharedCode(registry, from, to),
    nameOf: (unitId) => latest().get(unitId)?.name ?? unitId,
    nearDueWorkingDays: (unitId) => {
      const tier = latest().get(unitId)?.tier ?? 'province';
      return boundsOn(registry.bounds, tier, day)['gaming.supplementWorkingDays'];
    },
    calendar: once(() => new WorkingCalendar(registry.calendar)),
  };
}

/** Dossiers of a unit that is no more must go to some unit. */
function isNoMore(unitId: string, { units }: RegistryOfDay, day: Day): boolean {
  const rows = units.filter((row) => row.unitId === unitId);
  return rows.length > 0 && !rows.some((row) => isInForce(row, day));
}

function isKin(lineage: Lineage, one: string, other: string): boolean {
  return lineage.descendantsOf(one).includes(other) || lineage.descendantsOf(other).includes(one);
}

/** The source has called both by the same code, at different times. */
function hasSharedCode({ unitCodes, source }: RegistryOfDay, one: string, other: string): boolean {
  const codesOf = (wanted: string) =>
    unitCodes
      .filter(({ unitId, sourceId }) => unitId === wanted && sourceId === source.sourceId)
      .map(({ code }) => code);
  const codes = new Set(codesOf(one));
  return codesOf(other).some((code) => codes.has(code));
}
