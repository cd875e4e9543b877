import type { Day } from '../../shared/calendar/day.ts';
import { inForce } from '../../shared/calendar/validity.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';

/** unitId -> its addresses, in lower case */
export type RegisteredAddresses = Pick<ReadonlyMap<string, Pick<ReadonlySet<string>, 'has'>>, 'get'>;

/**
 * Whom the registry names of each unit on a day. Read anew for each mail: some 50 read units, against a mail to somebody
 * who is not, or no longer, to have it.
 */
export async function registeredOn(registry: Pick<RegistryStore, 'units'>, day: Day): Promise<RegisteredAddresses> {
  const units = inForce(await registry.units(), day);
  return new Map(
    units.map(({ unitId, headEmail, deputyEmails, ccEmails }) => {
      const addresses = [headEmail ?? [], deputyEmails, ccEmails].flat();
      return [unitId, new Set(addresses.map((address) => address.toLowerCase()))];
    }),
  );
}
