import * as z from 'zod';
import type { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredShape } from '../../shared/runtime/field-schemas.ts';

const restoreAddressSchema = z.strictObject({ address: z.email(), ...enteredShape });
export type RestoreAddress = z.infer<typeof restoreAddressSchema>;

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseRestoreAddress(event: unknown): RestoreAddress {
  const parsed = restoreAddressSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    `restore-address takes {address, actor, reason}. Nothing was written.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

export interface RestoredAddress {
  /** False where the address is mailed again already, by the order of which `at` tells. */
  readonly isNew: boolean;
  readonly address: string;
  readonly at: string;
  /** The units for which it had been put aside. */
  readonly unitIds: readonly string[];
}

/**
 * Lets an address be mailed again that was put aside, for every unit that names it. The same order again changes nothing,
 * unless the address bounced since.
 *
 * @param at ISO 8601 instant, with milliseconds
 * @throws DomainError `ADDRESS_NOT_ASIDE`
 */
export async function restoreAddress(
  { address, actor, reason }: RestoreAddress,
  at: string,
  store: AddressAsideStore,
): Promise<RestoredAddress> {
  const asides = await store.ofAddress(address);
  const lifts = asides
    .map(({ since }) => since)
    .toSorted()
    .at(-1);
  if (lifts === undefined) {
    throw new DomainError(
      'ADDRESS_NOT_ASIDE',
      `No mail to ${address} ever bounced: it is not put aside. Look up its spelling in the admins' mail. Nothing was written.`,
    );
  }
  // SES's clock may be ahead of ours: what is restored is restored since the bounce at the earliest.
  const restored = { address: address.toLowerCase(), at: at > lifts ? at : lifts, actor, reason };
  const { isNew, kept } = await store.restore(restored, lifts);
  const unitIds = [...new Set(asides.map(({ unitId }) => unitId))].sort();
  return { isNew, address: kept.address, at: kept.at, unitIds };
}
