import * as z from 'zod';
import { instantTextSchema, textSchema } from '../runtime/field-schemas.ts';
import type { Unit } from '../unit/unit.ts';

/** That an address of a unit is not to be mailed: it bounced for good, or somebody complained there. */
export const addressAsideSchema = z.object({
  /** In lower case. */
  address: textSchema,
  unitId: textSchema,
  /** When SES told of it, ISO 8601 in UTC with milliseconds. */
  since: instantTextSchema,
  /** What SES, or the other mail server, said. */
  reason: textSchema,
  /** The notice whose mail it was. */
  noticeId: textSchema,
});
export type AddressAside = z.infer<typeof addressAsideSchema>;

/** That an admin lets an address be mailed again. */
export const addressRestoredSchema = z.object({
  /** In lower case. */
  address: textSchema,
  at: instantTextSchema,
  actor: textSchema,
  reason: textSchema,
});
export type AddressRestored = z.infer<typeof addressRestoredSchema>;

export interface AsideFacts {
  readonly asides: readonly AddressAside[];
  readonly restorations: readonly AddressRestored[];
}

/**
 * Which addresses are aside. An address that bounced is aside for every unit that names it, until that unit's registry
 * row changes, or an admin restores the address. All instants have milliseconds, so that they compare as text.
 */
export class AsideRegister {
  readonly #latest: ReadonlyMap<string, AddressAside>;
  readonly #changedAt: ReadonlyMap<string, string>;

  /** @param changedAt unitId -> when its registry rows last changed */
  constructor({ asides, restorations }: AsideFacts, changedAt: ReadonlyMap<string, string>) {
    const restoredAt = new Map<string, string>();
    for (const { address, at } of restorations) {
      if (at > (restoredAt.get(address) ?? '')) restoredAt.set(address, at);
    }
    const latest = new Map<string, AddressAside>();
    for (const aside of asides) {
      const isRestored = (restoredAt.get(aside.address) ?? '') >= aside.since;
      if (!isRestored && aside.since > (latest.get(aside.address)?.since ?? '')) latest.set(aside.address, aside);
    }
    this.#latest = latest;
    this.#changedAt = changedAt;
  }

  /** Why an address of a unit is not to be mailed, or null where it may be. */
  standing(unitId: string, address: string): AddressAside | null {
    const aside = this.#latest.get(address.toLowerCase());
    if (aside === undefined || aside.since < (this.#changedAt.get(unitId) ?? '')) return null;
    return aside;
  }

  /** The unit with the addresses alone that may be mailed. */
  withoutAsides(unit: Unit): Unit {
    const mayBeMailed = (address: string) => this.standing(unit.unitId, address) === null;
    return {
      ...unit,
      headEmail: unit.headEmail !== null && mayBeMailed(unit.headEmail) ? unit.headEmail : null,
      deputyEmails: unit.deputyEmails.filter(mayBeMailed),
      ccEmails: unit.ccEmails.filter(mayBeMailed),
    };
  }
}
