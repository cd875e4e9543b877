import { setTimeout as wait } from 'node:timers/promises';
import { BatchGetCommand, DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Day, daySchema } from '../calendar/day.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { textSchema } from '../runtime/field-schemas.ts';
import { isConditionRefused, type Tables } from '../runtime/tables.ts';

/** That a topic was told, by which digest, and on which day. Written after the digest's claim. */
export const toldTopicSchema = z.object({
  kind: z.literal('told-topic'),
  topicId: textSchema,
  toldBy: textSchema,
  day: daySchema,
});
export type ToldTopic = z.infer<typeof toldTopicSchema>;

/** DynamoDB reads at most so many items at a time. */
const BATCH_SIZE = 100;
/** What a throttled table leaves unread is asked for again so often, after 50, 100, 200 ... milliseconds. */
const MOST_ATTEMPTS = 8;
const FIRST_WAIT_MS = 50;

/** What was told: in the notices table, beside the digests, under `told#<topicId>`. */
export class ToldTopicStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** Which of these topics were told, and by which digest: topicId -> noticeId. */
  async toldAmong(topicIds: Iterable<string>): Promise<Map<string, string>> {
    const ids = [...new Set(topicIds)];
    const told = new Map<string, string>();
    for (let start = 0; start < ids.length; start += BATCH_SIZE) {
      const batch = ids.slice(start, start + BATCH_SIZE);
      for (const { topicId, toldBy } of await this.#toldInBatch(batch)) told.set(topicId, toldBy);
    }
    return told;
  }

  /** Keeps that a topic was told by a digest. Returns the digest that tells it: the first one stays. */
  async markTold(topicId: string, noticeId: string, day: Day): Promise<string> {
    const told: ToldTopic = { kind: 'told-topic', topicId, toldBy: noticeId, day };
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { noticeId: keyOf(topicId), ...toldTopicSchema.parse(told) },
          ConditionExpression: 'attribute_not_exists(noticeId)',
        }),
      );
      return noticeId;
    } catch (error) {
      if (!isConditionRefused(error)) throw error;
      return (await this.#teller(topicId)) ?? this.markTold(topicId, noticeId, day); // taken back since
    }
  }

  /**
   * Takes back that a topic was told, where it was by this digest: the digest reached nobody, and another must tell it.
   * Returns whether it was taken back now.
   */
  async release(topicId: string, noticeId: string): Promise<boolean> {
    try {
      await this.#tables.send(
        new DeleteCommand({
          TableName: this.#tableName,
          Key: { noticeId: keyOf(topicId) },
          ConditionExpression: 'toldBy = :noticeId',
          ExpressionAttributeValues: { ':noticeId': noticeId },
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }

  async #teller(topicId: string): Promise<string | null> {
    const { Item } = await this.#tables.send(
      new GetCommand({ TableName: this.#tableName, Key: { noticeId: keyOf(topicId) }, ConsistentRead: true }),
    );
    return Item === undefined ? null : toldTopicSchema.parse(Item).toldBy;
  }

  async #toldInBatch(topicIds: readonly string[]): Promise<ToldTopic[]> {
    const told: ToldTopic[] = [];
    let keys: Record<string, unknown>[] = topicIds.map((topicId) => ({ noticeId: keyOf(topicId) }));
    for (let attempt = 0; keys.length > 0; attempt++) {
      if (attempt === MOST_ATTEMPTS) throw tableTooBusy(this.#tableName, keys.length);
      if (attempt > 0) await wait(FIRST_WAIT_MS * 2 ** (attempt - 1));
      const { Responses, UnprocessedKeys } = await this.#tables.send(
        new BatchGetCommand({ RequestItems: { [this.#tableName]: { Keys: keys, ConsistentRead: true } } }),
      );
      for (const item of Responses?.[this.#tableName] ?? []) told.push(toldTopicSchema.parse(item));
      keys = UnprocessedKeys?.[this.#tableName]?.Keys ?? [];
    }
    return told;
  }
}

function keyOf(topicId: string): string {
  return `told#${topicId}`;
}

function tableTooBusy(tableName: string, unread: number): DomainError {
  return new DomainError(
    'TABLE_TOO_BUSY',
    `Table ${tableName} left ${unread} items unread ${MOST_ATTEMPTS} times; nothing was sent, run it again later.`,
  );
}
