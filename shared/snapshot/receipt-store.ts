import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Day, daySchema } from '../calendar/day.ts';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import {
  type AcceptedReceipt,
  acceptedReceiptSchema,
  type QuarantinedReceipt,
  quarantinedReceiptSchema,
  type Receipt,
  receiptSchema,
} from './receipt.ts';

/** Sorts after every receipt id of its day. */
const AFTER_EVERY_ID = '~';

/**
 * The snapshots table: `sourceId`, `receiptId`. A day's accepted file stands under `<day>`, files that were put aside
 * under `<day>#quarantined#<n>`.
 */
export class ReceiptStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** The accepted receipt of a day: the pointer to that day's state. */
  async accepted(sourceId: string, day: Day): Promise<AcceptedReceipt | null> {
    const item = await this.#get(sourceId, day);
    return item === null ? null : acceptedReceiptSchema.parse(item);
  }

  async quarantined(sourceId: string, day: Day, fileNumber: number): Promise<QuarantinedReceipt | null> {
    const item = await this.#get(sourceId, quarantineId(day, fileNumber));
    return item === null ? null : quarantinedReceiptSchema.parse(item);
  }

  /** The accepted receipt of the nearest earlier day. */
  latestBefore(sourceId: string, day: Day): Promise<AcceptedReceipt | null> {
    return this.#firstAccepted(sourceId, 'receiptId < :id', day, false);
  }

  /** The accepted receipt of the nearest later day. */
  firstAfter(sourceId: string, day: Day): Promise<AcceptedReceipt | null> {
    return this.#firstAccepted(sourceId, 'receiptId > :id', `${day}${AFTER_EVERY_ID}`, true);
  }

  /** The source's earliest accepted receipt. */
  firstAccepted(sourceId: string): Promise<AcceptedReceipt | null> {
    return this.#firstAccepted(sourceId, 'receiptId > :id', '0', true);
  }

  /** Accepted receipts from `firstDay` to `lastDay`, both included, by day. */
  async acceptedBetween(sourceId: string, firstDay: Day, lastDay: Day): Promise<AcceptedReceipt[]> {
    const receipts = await this.between(sourceId, firstDay, lastDay);
    return receipts.filter((receipt) => receipt.outcome === 'accepted');
  }

  /** Every receipt, also of files put aside, from `firstDay` to `lastDay`, both included, by day. */
  async between(sourceId: string, firstDay: Day, lastDay: Day): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: 'sourceId = :sourceId AND receiptId BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':sourceId': sourceId,
        ':first': firstDay,
        ':last': `${lastDay}${AFTER_EVERY_ID}`,
      },
      ConsistentRead: true,
    };
    for await (const item of queryAll(this.#tables, query)) receipts.push(receiptSchema.parse(item));
    return receipts;
  }

  /**
   * Sets a day's pointer, if it still stands where it was read.
   *
   * @param expectedRevision the revision that was read, 0 where there was none
   * @returns false where somebody else was faster: read again
   */
  putAccepted(receipt: AcceptedReceipt, expectedRevision: number): Promise<boolean> {
    const item = { ...acceptedReceiptSchema.parse(receipt), receiptId: receipt.day };
    return expectedRevision === 0
      ? this.#put(item, 'attribute_not_exists(receiptId)')
      : this.#put(item, 'revision = :expected', { ':expected': expectedRevision });
  }

  /**
   * Keeps the receipt of a file that was put aside. One that is looked at again (the source's description was mended)
   * may be put aside for other reasons.
   */
  async putQuarantined(receipt: QuarantinedReceipt): Promise<void> {
    const receiptId = quarantineId(receipt.day, receipt.fileNumber);
    const isNotOlder = 'attribute_not_exists(receiptId) OR receivedAt <= :receivedAt';
    const item = { ...quarantinedReceiptSchema.parse(receipt), receiptId };
    await this.#put(item, isNotOlder, { ':receivedAt': receipt.receivedAt });
  }

  async #get(sourceId: string, receiptId: string): Promise<Record<string, unknown> | null> {
    const { Item } = await this.#tables.send(
      new GetCommand({ TableName: this.#tableName, Key: { sourceId, receiptId }, ConsistentRead: true }),
    );
    return Item ?? null;
  }

  async #firstAccepted(
    sourceId: string,
    idCondition: string,
    id: string,
    isForward: boolean,
  ): Promise<AcceptedReceipt | null> {
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: `sourceId = :sourceId AND ${idCondition}`,
      ExpressionAttributeValues: { ':sourceId': sourceId, ':id': id },
      ScanIndexForward: isForward,
      ConsistentRead: true,
      Limit: 10,
    };
    for await (const item of queryAll(this.#tables, query)) {
      const isPointer = daySchema.safeParse(item.receiptId).success;
      if (isPointer) return acceptedReceiptSchema.parse(item);
    }
    return null;
  }

  async #put(item: Record<string, unknown>, condition: string, values?: Record<string, unknown>): Promise<boolean> {
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: item,
          ConditionExpression: condition,
          ...(values && { ExpressionAttributeValues: values }),
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }
}

function quarantineId(day: Day, fileNumber: number): string {
  return `${day}#quarantined#${fileNumber}`;
}
