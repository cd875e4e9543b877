import type { Day } from '../../shared/calendar/day.ts';
import { inForce } from '../../shared/calendar/validity.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';

/** In lower case. */
export type RegisteredAddresses = Pick<ReadonlySet<string>, 'has'>;

/**
 * Every address that the registry names on a day. Read anew for each mail: some 50 read units, against a mail to somebody
 * who is not, or no longer, to have it.
 */
export async function registeredOn(registry: Pick<RegistryStore, 'units'>, day: Day): Promise<RegisteredAddresses> {
  const units = inForce(await registry.units(), day);
  const addresses = units.flatMap(({ headEmail, deputyEmails, ccEmails }) => [headEmail ?? [], deputyEmails, ccEmails]);
  return new Set(addresses.flat().map((address) => address.toLowerCase()));
}
