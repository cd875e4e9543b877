import type { Unit } from '../unit/unit.ts';

/** Who is asked to see to a late report: the unit's superior or, where there is none to write to, the unit that leads. */
export interface Superior {
  readonly unitId: string;
  readonly role: 'superior' | 'lead';
}

/**
 * Null where nobody is left: the lead unit itself is late, or has no address.
 *
 * @param units the units in force on the day, by id. A lead unit that was merged is written to where it went.
 */
export function findSuperior(
  lateUnitId: string,
  leadUnitId: string,
  units: ReadonlyMap<string, Unit>,
): Superior | null {
  const parentUnitId = units.get(lateUnitId)?.parentUnitId ?? null;
  const parent = parentUnitId === null ? undefined : units.get(parentUnitId);
  if (parent !== undefined && hasAddress(parent)) return { unitId: parent.unitId, role: 'superior' };
  const lead = units.get(leadUnitId);
  if (leadUnitId === lateUnitId || (lead !== undefined && !hasAddress(lead))) return null;
  return { unitId: leadUnitId, role: 'lead' };
}

function hasAddress({ headEmail, deputyEmails }: Unit): boolean {
  return headEmail !== null || deputyEmails.length > 0;
}
