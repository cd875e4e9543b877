import {
  GetCommand,
  PutCommand,
  ScanCommand,
  type ScanCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { textSchema } from '../runtime/field-schemas.ts';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import { type MailFate, reasonByFates, writeFate } from './mail-fate.ts';
import { type DigestOrder, type Notice, type NoticeStatus, noticeSchema, type PostponementCause } from './notice.ts';
import { statusesBefore } from './notice-status.ts';

/** A digest as it is claimed: nothing has happened to it yet. */
export interface Claim extends DigestOrder {
  readonly subject: string;
  readonly claimedAt: string;
  /** To whom it is really addressed; null or absent: to those for whom it is meant. */
  readonly sentTo?: readonly string[] | null;
}

/** Who holds a notice, since when: a claim that was taken over is no longer the same. */
export type HeldClaim = Pick<Claim, 'noticeId' | 'claimedAt'>;

/** A step forward, and what is known of it. */
export interface NoticeStep {
  readonly status: Exclude<NoticeStatus, 'claimed'>;
  /** The SES MessageId, where SES has taken the mail. */
  readonly messageId: string | null;
  readonly reason: string | null;
}

/** What an event of SES tells: in words, what befell whom, and when SES took the mail. */
export interface HeardEvent {
  readonly line: string;
  readonly fates: readonly MailFate[];
  readonly acceptedAt: string;
}

export interface Postponement {
  /** ISO 8601 instant. */
  readonly at: string;
  readonly cause: PostponementCause;
  readonly reason: string;
}

/** What a notice waits for: an answer of SES to its mail, or to be tried again. */
export type WaitsFor = 'answer' | PostponementCause;

/** Of the index `byWait`, in which a notice stands only while it waits for something. */
const waitingKeysSchema = z.object({ noticeId: textSchema });

const isOurClaim = '#status = :claimed AND claimedAt = :claimedAt AND attribute_not_exists(postponed)';

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
    const { subject, claimedAt, sentTo = null, ...order } = claim;
    const status = { status: 'claimed', subject, claimedAt, sentTo, isHandedOver: false } as const;
    const unknown = { messageId: null, statusReason: null };
    const {
      trail: _trail,
      fates: _fates,
      acceptedAt: _later,
      postponed: _none,
      ...item
    } = noticeSchema.parse({ ...order, ...status, ...unknown });
    const wait = { waitsFor: 'answer' satisfies WaitsFor, waitsSince: claimedAt };
    return wasMade(
      this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { ...item, ...wait },
          ConditionExpression: 'attribute_not_exists(noticeId)',
        }),
      ),
    );
  }

  /**
   * Takes over a claim that was put off, or left without a mail. Where its mail was handed to SES and nobody heard the
   * answer, it may be sent already, for good. Returns false when somebody else was quicker, or it was sent.
   */
  renewClaim({ noticeId, claimedAt, postponed, isHandedOver }: Notice, renewedAt: string): Promise<boolean> {
    const isAsSeen = `attribute_${postponed === null ? 'not_exists' : 'exists'}(postponed)`;
    const doubt = isHandedOver ? ', mayBeSent = :true' : '';
    return this.#update(noticeId, {
      UpdateExpression:
        'SET claimedAt = :renewedAt, waitsFor = :answer, waitsSince = :renewedAt, isHandedOver = :false' +
        `${doubt} REMOVE postponed`,
      ConditionExpression: `#status = :claimed AND claimedAt = :claimedAt AND ${isAsSeen}`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':claimed': 'claimed',
        ':claimedAt': claimedAt,
        ':renewedAt': renewedAt,
        ':answer': 'answer' satisfies WaitsFor,
        ':false': false,
        ...(isHandedOver && { ':true': true }),
      },
    });
  }

  /** Says that the mail goes to SES now. Returns false where the claim is no longer ours, or SES has told of a mail. */
  handOver({ noticeId, claimedAt }: HeldClaim): Promise<boolean> {
    return this.#update(noticeId, {
      UpdateExpression: 'SET isHandedOver = :true',
      ConditionExpression: isOurClaim,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':claimed': 'claimed', ':claimedAt': claimedAt, ':true': true },
    });
  }

  /** Gives a claim back, of whose mail SES has surely taken nothing: whoever comes next takes it over at once. */
  postpone({ noticeId, claimedAt }: HeldClaim, postponement: Postponement): Promise<boolean> {
    return this.#update(noticeId, {
      UpdateExpression: 'SET isHandedOver = :false, postponed = :postponed, waitsFor = :cause, waitsSince = :at',
      ConditionExpression: isOurClaim,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':claimed': 'claimed',
        ':claimedAt': claimedAt,
        ':false': false,
        ':postponed': { ...postponement },
        ':cause': postponement.cause,
        ':at': postponement.at,
      },
    });
  }

  async get(noticeId: string): Promise<Notice | null> {
    const { Item } = await this.#tables.send(
      new GetCommand({ TableName: this.#tableName, Key: { noticeId }, ConsistentRead: true }),
    );
    return Item === undefined ? null : readNotice(Item);
  }

  /** Moves a notice forward, never back. Returns false when it is as far already, or further. */
  moveForward(noticeId: string, { status, messageId, reason }: NoticeStep): Promise<boolean> {
    const before = Object.fromEntries(statusesBefore(status).map((name, position) => [`:before${position}`, name]));
    const newMessageId = messageId === null ? '' : ', messageId = :messageId';
    // What SES took is still waited for until SES tells of it.
    const isAnswered = status === 'accepted' ? '' : ' REMOVE waitsFor, waitsSince';
    return this.#update(noticeId, {
      UpdateExpression: `SET #status = :status, statusReason = :reason${newMessageId}${isAnswered}`,
      ConditionExpression: `#status IN (${Object.keys(before).join(', ')})`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':status': status,
        ':reason': reason,
        ...before,
        ...(messageId !== null && { ':messageId': messageId }),
      },
    });
  }

  /**
   * Keeps what SES said of a notice's mail; the same twice is kept once. Returns the notice with all that is known of it
   * since, or null where there is no such notice.
   */
  async note(noticeId: string, { line, fates, acceptedAt }: HeardEvent): Promise<Notice | null> {
    const newFates = fates.length === 0 ? '' : ', fates :fates';
    const update = new UpdateCommand({
      TableName: this.#tableName,
      Key: { noticeId },
      UpdateExpression:
        'SET acceptedAt = if_not_exists(acceptedAt, :acceptedAt) REMOVE waitsFor, waitsSince ' +
        `ADD trail :lines${newFates}`,
      ConditionExpression: 'kind = :digest',
      ExpressionAttributeValues: {
        ':digest': 'digest',
        ':acceptedAt': acceptedAt,
        ':lines': new Set([line]),
        ...(fates.length > 0 && { ':fates': new Set(fates.map(writeFate)) }),
      },
      ReturnValues: 'ALL_NEW',
    });
    try {
      return readNotice((await this.#tables.send(update)).Attributes);
    } catch (error) {
      if (isConditionRefused(error)) return null;
      throw error;
    }
  }

  /**
   * The notices that wait for something since a time between two instants, the longest-waiting first. Read from an index,
   * in which only such notices stand: what it costs does not grow with the table.
   */
  async *waiting(waitsFor: WaitsFor, since: string, until: string): AsyncGenerator<Notice> {
    const query = {
      TableName: this.#tableName,
      IndexName: 'byWait',
      KeyConditionExpression: 'waitsFor = :waitsFor AND waitsSince BETWEEN :since AND :until',
      ExpressionAttributeValues: { ':waitsFor': waitsFor, ':since': since, ':until': until },
    };
    for await (const item of queryAll(this.#tables, query)) {
      const notice = await this.get(waitingKeysSchema.parse(item).noticeId);
      if (notice !== null) yield notice;
    }
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
      for (const item of page.Items ?? []) yield readNotice(item);
      startKey = page.LastEvaluatedKey;
    } while (startKey !== undefined);
  }

  #update(noticeId: string, update: Omit<UpdateCommandInput, 'TableName' | 'Key'>): Promise<boolean> {
    return wasMade(this.#tables.send(new UpdateCommand({ TableName: this.#tableName, Key: { noticeId }, ...update })));
  }
}

/** What its mail's fates say is read from them: whatever event came first. */
function readNotice(item: unknown): Notice {
  const notice = noticeSchema.parse(item);
  const { status, statusReason, sentTo, to, fates } = notice;
  return { ...notice, statusReason: statusReason ?? reasonByFates(status, sentTo ?? to, fates) };
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
