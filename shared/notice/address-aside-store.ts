import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import {
  type AddressAside,
  type AddressRestored,
  AsideRegister,
  addressAsideSchema,
  addressRestoredSchema,
} from './address-aside.ts';

export const ASIDE_KIND = 'address-aside';
export const RESTORED_KIND = 'address-restored';

/**
 * Which addresses were put aside and restored: registry table, kinds `address-aside` and `address-restored`. Each is
 * written once and never changed; what stands follows from all of them.
 */
export class AddressAsideStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** Returns whether it is new. */
  putAside(aside: AddressAside): Promise<boolean> {
    const item = addressAsideSchema.parse(aside);
    return this.#keep(ASIDE_KIND, `${item.address}#${item.since}#${item.unitId}`, item);
  }

  /**
   * Returns what is kept: the order itself, or the one that lifted the same before it.
   *
   * @param lifts since when the address is aside, the last time: an order that comes again lifts nothing else
   */
  async restore(restored: AddressRestored, lifts: string): Promise<{ isNew: boolean; kept: AddressRestored }> {
    const item = addressRestoredSchema.parse(restored);
    const earlier = await this.#list(RESTORED_KIND, addressRestoredSchema, `${item.address}#`);
    const standing = earlier.find(({ at }) => at >= lifts);
    if (standing !== undefined) return { isNew: false, kept: standing };
    if (await this.#keep(RESTORED_KIND, `${item.address}#${lifts}`, item)) return { isNew: true, kept: item };
    return this.restore(restored, lifts); // a lost race: the other order lifted it
  }

  /** What was ever put aside of an address. */
  ofAddress(address: string): Promise<AddressAside[]> {
    return this.#list(ASIDE_KIND, addressAsideSchema, `${address.toLowerCase()}#`);
  }

  /** What stands now. Few addresses ever bounce: where none did, this reads nothing else. */
  async register(): Promise<AsideRegister> {
    const asides = await this.#list(ASIDE_KIND, addressAsideSchema);
    if (asides.length === 0) return new AsideRegister({ asides, restorations: [] }, new Map());
    const restorations = await this.#list(RESTORED_KIND, addressRestoredSchema);
    return new AsideRegister({ asides, restorations }, await this.#changedAt());
  }

  /** unitId -> when its registry rows last changed: an import leaves a row alone that is as it was. */
  async #changedAt(): Promise<Map<string, string>> {
    const changedAt = new Map<string, string>();
    for await (const { row, importedAt } of queryAll(this.#tables, this.#query('unit'))) {
      const unitId = Object(row).unitId;
      const isLater = String(importedAt ?? '') > (changedAt.get(String(unitId)) ?? '');
      if (isLater) changedAt.set(String(unitId), String(importedAt));
    }
    return changedAt;
  }

  async #list<Schema extends z.ZodType>(kind: string, schema: Schema, prefix?: string): Promise<z.infer<Schema>[]> {
    const rows: z.infer<Schema>[] = [];
    for await (const item of queryAll(this.#tables, this.#query(kind, prefix))) rows.push(schema.parse(item));
    return rows;
  }

  #query(kind: string, prefix?: string) {
    const ofPrefix = prefix === undefined ? '' : ' AND begins_with(id, :prefix)';
    return {
      TableName: this.#tableName,
      KeyConditionExpression: `kind = :kind${ofPrefix}`,
      ExpressionAttributeValues: { ':kind': kind, ...(prefix !== undefined && { ':prefix': prefix }) },
      ConsistentRead: true,
    };
  }

  async #keep(kind: string, id: string, item: AddressAside | AddressRestored): Promise<boolean> {
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { kind, id, ...item },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }
}
