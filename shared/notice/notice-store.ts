import { GetCommand, PutCommand, ScanCommand, type ScanCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isConditionRefused, type Tables } from '../runtime/tables.ts';
import { type Notice, type NoticeStatus, noticeSchema } from './notice.ts';
import { statusesBefore } from './notice-status.ts';

/** A digest as it is claimed: nothing has happened to it yet. */
export type Claim = Omit<Notice, 'status' | 'messageId' | 'acceptedAt' | 'statusReason' | 'trail'>;

/** A step forward, and what is known of it. */
export interface NoticeStep {
  readonly status: Exclude<NoticeStatus, 'claimed'>;
  /** The SES MessageId, where SES has taken the mail. */
  readonly messageId: string | null;
  readonly reason: string | null;
}

/** The notices table: `noticeId`. Topics that were told stand in it too, and are another store's. */
export class NoticeStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** Claims a digest before it is sent. Returns whether the claim is ours: false when there was one already. */
  claim(claim: Claim): Promise<boolean> {
    const {
      trail: _added,
      acceptedAt: _later,
      ...item
    } = noticeSchema.parse({
      ...claim,
      status: 'claimed',
      messageId: null,
      statusReason: null,
    });
    return wasMade(
      this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: item,
          ConditionExpression: 'attribute_not_exists(noticeId)',
        }),
      ),
    );
  }

  /** Takes over a claim that was left without a mail. Returns false when somebody else was quicker, or it was sent. */
  renewClaim({ noticeId, claimedAt }: Notice, renewedAt: string): Promise<boolean> {
    return wasMade(
      this.#tables.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: { noticeId },
          UpdateExpression: 'SET claimedAt = :renewedAt',
          ConditionExpression: '#status = :claimed AND claimedAt = :claimedAt',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':claimed': 'claimed', ':claimedAt': claimedAt, ':renewedAt': renewedAt },
        }),
      ),
    );
  }

  async get(noticeId: string): Promise<Notice | null> {
    const { Item } = await this.#tables.send(
      new GetCommand({ TableName: this.#tableName, Key: { noticeId }, ConsistentRead: true }),
    );
    return Item === undefined ? null : noticeSchema.parse(Item);
  }

  /** Moves a notice forward, never back. Returns false when it is as far already, or further. */
  moveForward(noticeId: string, { status, messageId, reason }: NoticeStep): Promise<boolean> {
    const before = Object.fromEntries(statusesBefore(status).map((name, position) => [`:before${position}`, name]));
    const isBehind = `#status IN (${Object.keys(before).join(', ')})`;
    const newMessageId = messageId === null ? '' : ', messageId = :messageId';
    return wasMade(
      this.#tables.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: { noticeId },
          UpdateExpression: `SET #status = :status, statusReason = :reason${newMessageId}`,
          ConditionExpression: isBehind,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':status': status,
            ':reason': reason,
            ...before,
            ...(messageId !== null && { ':messageId': messageId }),
          },
        }),
      ),
    );
  }

  /** Keeps what SES said of a notice's mail, in words (the same words twice are kept once), and when it took the mail. */
  async note(noticeId: string, line: string, acceptedAt: string): Promise<void> {
    await this.#tables.send(
      new UpdateCommand({
        TableName: this.#tableName,
        Key: { noticeId },
        UpdateExpression: 'SET acceptedAt = if_not_exists(acceptedAt, :acceptedAt) ADD trail :lines',
        ConditionExpression: 'attribute_exists(noticeId)',
        ExpressionAttributeValues: { ':acceptedAt': acceptedAt, ':lines': new Set([line]) },
      }),
    );
  }

  /** Every notice, in no order. Reads the whole table: for the local page and for checks, not for decisions. */
  async *all(): AsyncGenerator<Notice> {
    let startKey: ScanCommandInput['ExclusiveStartKey'];
    do {
      const page = await this.#tables.send(
        new ScanCommand({
          TableName: this.#tableName,
          FilterExpression: 'kind = :digest',
          ExpressionAttributeValues: { ':digest': 'digest' },
          ...(startKey && { ExclusiveStartKey: startKey }),
        }),
      );
      for (const item of page.Items ?? []) yield noticeSchema.parse(item);
      startKey = page.LastEvaluatedKey;
    } while (startKey !== undefined);
  }
}

/** Whether a conditional write was made; false when its condition did not hold. */
async function wasMade(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConditionRefused(error)) return false;
    throw error;
  }
}
