import type { Unit } from '../unit/unit.ts';

/** To whom a unit's digest is addressed: its head, or, where the register has no address of one, its deputies. */
export function addresseesOf({ headEmail, deputyEmails }: Pick<Unit, 'headEmail' | 'deputyEmails'>): readonly string[] {
  return headEmail === null ? deputyEmails : [headEmail];
}

/**
 * unitId -> the addressees of all units that share one with it, directly or by way of others; nothing of units without
 * any. Such units are told by one digest, so that nobody gets two in a morning: somebody may head two units, or head one
 * and stand in for another. What a unit is told that morning plays no part: planned again, the groups are the same.
 *
 * @param units those in force on the day
 */
export function digestGroups(units: Iterable<Unit>): ReadonlyMap<string, readonly string[]> {
  const groupOf = new Map<string, Set<string>>();
  const reachable = [...units].map((unit) => ({ unit, addresses: addresseesOf(unit).map((one) => one.toLowerCase()) }));
  for (const { addresses } of reachable) join(addresses, groupOf);
  return new Map(
    reachable.flatMap(({ unit, addresses: [first] }) => {
      const group = first === undefined ? undefined : groupOf.get(first);
      return group === undefined ? [] : [[unit.unitId, [...group].sort()] as const];
    }),
  );
}

/** Puts addresses, and the groups in which some of them are already, into one group: the largest takes in the others. */
function join(addresses: readonly string[], groupOf: Map<string, Set<string>>): void {
  const groups = new Set(addresses.map((address) => groupOf.get(address) ?? new Set([address])));
  const [largest, ...others] = [...groups].sort((one, other) => other.size - one.size);
  if (largest === undefined) return;
  for (const address of [...largest, ...others.flatMap((group) => [...group])]) {
    if (groupOf.get(address) === largest) continue;
    largest.add(address);
    groupOf.set(address, largest);
  }
}
