import type { Finding } from '../finding/finding.ts';
import type { Unit } from '../unit/unit.ts';
import type { AddressAside, AsideRegister } from './address-aside.ts';

/** A unit of whose addresses some cannot be mailed, or that has none though there was something to tell it. */
export interface UnreachableUnit {
  readonly unit: Unit;
  /** Those of its own addresses that are aside, each with why and since when; none where it has no address. */
  readonly asides: readonly AddressAside[];
  /** Whether neither its head nor a deputy can be mailed. */
  readonly hasNobody: boolean;
  /** ISO 8601 instant: since when; the first of several. */
  readonly since: string;
}

/**
 * The units that cannot be reached whole, by name; those first whom no mail reaches at all. A unit without any address is
 * among them once there was something to tell it.
 *
 * @param units those in force
 * @param findingsOf unitId -> its findings; needed of units without an address only
 */
export function listUnreachable(
  units: readonly Unit[],
  register: AsideRegister,
  findingsOf: (unitId: string) => readonly Finding[],
): UnreachableUnit[] {
  return units
    .flatMap((unit) => unreachableUnit(unit, register, findingsOf))
    .sort((a, b) => Number(b.hasNobody) - Number(a.hasNobody) || a.unit.name.localeCompare(b.unit.name, 'vi'));
}

/** Whether the registry names nobody of a unit: neither its head nor a deputy. */
export function hasNoAddress({ headEmail, deputyEmails }: Unit): boolean {
  return headEmail === null && deputyEmails.length === 0;
}

function unreachableUnit(
  unit: Unit,
  register: AsideRegister,
  findingsOf: (unitId: string) => readonly Finding[],
): UnreachableUnit[] {
  const addresses = [unit.headEmail ?? [], unit.deputyEmails, unit.ccEmails].flat();
  const asides = addresses.flatMap((address) => register.standing(unit.unitId, address) ?? []);
  const hasNobody = hasNoAddress(register.withoutAsides(unit));
  if (asides.length > 0) return [{ unit, asides, hasNobody, since: earliest(asides.map(({ since }) => since)) }];
  if (!hasNobody) return [];
  const untold = findingsOf(unit.unitId).filter(({ kind }) => kind === 'unit-unreachable');
  if (untold.length === 0) return [];
  return [{ unit, asides: [], hasNobody, since: earliest(untold.map(({ noticedAt }) => noticedAt)) }];
}

function earliest(instants: readonly string[]): string {
  return [...instants].sort()[0] ?? '';
}
