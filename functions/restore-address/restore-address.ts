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
  readonly address: string;
  readonly at: string;
  /** The units for which it had been put aside. */
  readonly unitIds: readonly string[];
}

/**
 * Lets an address be mailed again that was put aside, for every unit that names it.
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
  if (asides.length === 0) {
    throw new DomainError(
      'ADDRESS_NOT_ASIDE',
      `No mail to ${address} ever bounced: it is not put aside. Look up its spelling in the admins' mail. Nothing was written.`,
    );
  }
  const restored = { address: address.toLowerCase(), at, actor, reason };
  await store.restore(restored);
  return { address: restored.address, at, unitIds: [...new Set(asides.map(({ unitId }) => unitId))].sort() };
}
