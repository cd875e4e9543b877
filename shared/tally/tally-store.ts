import { BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { inParallel } from '../runtime/in-parallel.ts';
import { isConditionRefused, type Tables } from '../runtime/tables.ts';
import { type Tally, tallySchema } from './tally.ts';

export type TallyKey = Pick<Tally, 'unitId' | 'month' | 'sourceId' | 'day'>;

/** BatchGetItem takes at most so many keys. */
const KEYS_PER_BATCH = 100;
const BATCHES_AT_ONCE = 8;

/** The tallies table: `unitId`, `monthSourceDay` = `<month>#<sourceId>#<day>`. */
export class TallyStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** The tallies that exist under the given keys, in no particular order. A unit without dossiers has none. */
  async getMany(keys: readonly TallyKey[]): Promise<Tally[]> {
    const batches: (readonly TallyKey[])[] = [];
    for (let first = 0; first < keys.length; first += KEYS_PER_BATCH) {
      batches.push(keys.slice(first, first + KEYS_PER_BATCH));
    }
    return (await inParallel(batches, BATCHES_AT_ONCE, (batch) => this.#getBatch(batch))).flat();
  }

  /**
   * Keeps what a day's state shows of a unit and month. `stateRevision` is the revision of the day's receipt from
   * which it is counted: a slower, older run never overwrites a newer one.
   */
  async put(tally: Tally, stateRevision: number): Promise<void> {
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { ...tallySchema.parse(tally), monthSourceDay: sortKeyOf(tally), stateRevision },
          ConditionExpression: 'attribute_not_exists(unitId) OR stateRevision <= :stateRevision',
          ExpressionAttributeValues: { ':stateRevision': stateRevision },
        }),
      );
    } catch (error) {
      if (!isConditionRefused(error)) throw error;
    }
  }

  async #getBatch(keys: readonly TallyKey[]): Promise<Tally[]> {
    const tallies: Tally[] = [];
    let wanted: Record<string, unknown>[] = keys.map((key) => ({
      unitId: key.unitId,
      monthSourceDay: sortKeyOf(key),
    }));
    while (wanted.length > 0) {
      const request = { [this.#tableName]: { Keys: wanted, ConsistentRead: true } };
      const { Responses, UnprocessedKeys } = await this.#tables.send(new BatchGetCommand({ RequestItems: request }));
      for (const item of Responses?.[this.#tableName] ?? []) tallies.push(tallySchema.parse(item));
      wanted = UnprocessedKeys?.[this.#tableName]?.Keys ?? [];
    }
    return tallies;
  }
}

function sortKeyOf({ month, sourceId, day }: TallyKey): string {
  return `${month}#${sourceId}#${day}`;
}
