import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import { type Mute, muteSchema } from './mute.ts';

/** The partition of the registry table. */
export const MUTE_KIND = 'mute';
/** Wide enough for any number of orders to sort. */
const NUMBER_DIGITS = 6;

/** Orders to mute and to unmute: registry table, kind `mute`, id `<unitId>#<number>`, written once each. */
export class MuteStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** Keeps an order. Returns false where another has its number already: read again. */
  async put(mute: Mute): Promise<boolean> {
    const id = `${mute.unitId}#${String(mute.number).padStart(NUMBER_DIGITS, '0')}`;
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { kind: MUTE_KIND, id, ...muteSchema.parse(mute) },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }

  /** All orders of a unit, the earliest first. */
  ofUnit(unitId: string): Promise<Mute[]> {
    return this.#list(`${unitId}#`);
  }

  all(): Promise<Mute[]> {
    return this.#list();
  }

  async #list(idPrefix?: string): Promise<Mute[]> {
    const hasPrefix = idPrefix !== undefined;
    const mutes: Mute[] = [];
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: hasPrefix ? 'kind = :kind AND begins_with(id, :prefix)' : 'kind = :kind',
      ExpressionAttributeValues: { ':kind': MUTE_KIND, ...(hasPrefix && { ':prefix': idPrefix }) },
      ConsistentRead: true,
    };
    for await (const item of queryAll(this.#tables, query)) mutes.push(muteSchema.parse(item));
    return mutes;
  }
}
