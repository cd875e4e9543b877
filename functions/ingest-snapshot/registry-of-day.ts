import type { CalendarEntry } from '../../shared/calendar/calendar-entry.ts';
import { addDays, type Day } from '../../shared/calendar/day.ts';
import { type Month, monthOf } from '../../shared/calendar/month.ts';
import { inForce } from '../../shared/calendar/validity.ts';
import { startOfDay } from '../../shared/calendar/zone.ts';
import type { Bound } from '../../shared/finding/bounds.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Source } from '../../shared/source/source.ts';
import { Lineage } from '../../shared/unit/lineage.ts';
import type { Unit, UnitCode, UnitLineage, UnitSource } from '../../shared/unit/unit.ts';

/** The registry's rows that ingesting a source depends on. */
export interface RegistryRows {
  readonly source: Source;
  readonly unitCodes: readonly UnitCode[];
  readonly policies: readonly Policy[];
  readonly units: readonly Unit[];
  readonly unitSources: readonly UnitSource[];
  readonly lineage: readonly UnitLineage[];
  readonly calendar: readonly CalendarEntry[];
  readonly bounds: readonly Bound[];
}

/** @throws DomainError `UNKNOWN_SOURCE` */
export async function readRegistry(registry: RegistryStore, sourceId: string): Promise<RegistryRows> {
  const [sources, unitCodes, policies, units, unitSources, lineage, calendar, bounds] = await Promise.all([
    registry.sources(),
    registry.unitCodesOf(sourceId),
    registry.policies(),
    registry.units(),
    registry.unitSources(),
    registry.unitLineage(),
    registry.calendar(),
    registry.bounds(),
  ]);
  const source = sources.find((candidate) => candidate.sourceId === sourceId);
  if (source === undefined) {
    throw new DomainError(
      'UNKNOWN_SOURCE',
      `There is no source ${sourceId} in the registry. Describe it in registry/sources.json, then redrive this message.`,
    );
  }
  return { source, unitCodes, policies, units, unitSources, lineage, calendar, bounds };
}

/** What the registry says of a source as of a snapshot. */
export interface RegistryOfDay extends RegistryRows {
  /** The units for which this source counts. */
  readonly countedUnits: ReadonlySet<string>;
  /**
   * The units for which another source counts, or for all of whose successors: what is missing of them has moved.
   */
  readonly movedUnits: ReadonlySet<string>;
}

/** @param countingDay the snapshot's day, or the last day of the month that it governs where that is over */
export function registryAsOf(rows: RegistryRows, countingDay: Day): RegistryOfDay {
  const counting = new Map(inForce(rows.unitSources, countingDay).map(({ unitId, sourceId }) => [unitId, sourceId]));
  const isOurs = (unitId: string) => counting.get(unitId) === rows.source.sourceId;
  const countedElsewhere = new Set([...counting.keys()].filter((unitId) => !isOurs(unitId)));
  return {
    ...rows,
    countedUnits: new Set([...counting.keys()].filter(isOurs)),
    movedUnits: new Set([...countedElsewhere, ...endedAndMoved(rows, countingDay, countedElsewhere)]),
  };
}

/** Units that are no more, each of whose successors another source counts. */
function endedAndMoved({ units, lineage }: RegistryRows, day: Day, countedElsewhere: ReadonlySet<string>): string[] {
  const line = new Lineage({ units, lineage });
  const ended = lineage.map(({ oldUnitId }) => oldUnitId).filter((unitId) => !line.isInForce(unitId, day));
  return ended.filter((unitId) => {
    const successors = line.successorsOn(unitId, day);
    return successors.length > 0 && successors.every((kin) => countedElsewhere.has(kin.unitId));
  });
}

/** The instant up to which a day's file shows everything: its cut-off, or the next midnight. */
export function asOfInstant(source: Source, day: Day): number {
  const midnightMs = startOfDay(day, source.timeZone);
  if (source.cutOff === undefined) return startOfDay(addDays(day, 1), source.timeZone);
  const [hours = 0, minutes = 0] = source.cutOff.split(':').map(Number);
  return midnightMs + (hours * 60 + minutes) * 60_000;
}

/** The first month judged by a source. */
export function evaluateFromOf(source: Source, firstDay: Day): Month {
  return source.evaluateFrom ?? monthOf(firstDay);
}
