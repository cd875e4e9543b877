import { addDays, type Day } from '../../shared/calendar/day.ts';
import { type Month, monthOf } from '../../shared/calendar/month.ts';
import { inForce, isInForce } from '../../shared/calendar/validity.ts';
import { startOfDay } from '../../shared/calendar/zone.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Source } from '../../shared/source/source.ts';
import type { Tier, Unit, UnitCode, UnitSource } from '../../shared/unit/unit.ts';

/** What the registry says of a source on a snapshot's day. */
export interface RegistryOfDay {
  readonly source: Source;
  readonly unitCodes: readonly UnitCode[];
  readonly policies: readonly Policy[];
  /** unit -> tier, of every unit that there ever was */
  readonly tiers: ReadonlyMap<string, Tier>;
  /** The units for which this source counts on the day. */
  readonly countedUnits: ReadonlySet<string>;
}

/** @throws DomainError `UNKNOWN_SOURCE` */
export async function readRegistry(registry: RegistryStore, sourceId: string, day: Day): Promise<RegistryOfDay> {
  const [sources, unitCodes, policies, units, unitSources] = await Promise.all([
    registry.sources(),
    registry.unitCodesOf(sourceId),
    registry.policies(),
    registry.units(),
    registry.unitSources(),
  ]);
  const source = sources.find((candidate) => candidate.sourceId === sourceId);
  if (source === undefined) {
    throw new DomainError(
      'UNKNOWN_SOURCE',
      `There is no source ${sourceId} in the registry. Describe it in registry/sources.json, then redrive this message.`,
    );
  }
  return {
    source,
    unitCodes,
    policies,
    tiers: tiersOf(units, day),
    countedUnits: countedBy(unitSources, sourceId, day),
  };
}

/** The tier of a unit on a day; of a unit that is not in force, the one it had or will have nearest. */
function tiersOf(units: readonly Unit[], day: Day): Map<string, Tier> {
  const ordered = units.toSorted((a, b) => Number(isInForce(a, day)) - Number(isInForce(b, day)));
  return new Map(ordered.map(({ unitId, tier }) => [unitId, tier]));
}

function countedBy(unitSources: readonly UnitSource[], sourceId: string, day: Day): Set<string> {
  const counting = inForce(unitSources, day).filter((row) => row.sourceId === sourceId);
  return new Set(counting.map(({ unitId }) => unitId));
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
