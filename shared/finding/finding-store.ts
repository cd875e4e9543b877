import { GetCommand, PutCommand, type PutCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Day } from '../calendar/day.ts';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import { type Finding, type FindingKind, type FindingMove, findingMoveSchema, findingSchema } from './finding.ts';
import { lastMoveOf, reopenBySystem, resolveBySystem, SYSTEM_ACTOR } from './move-finding.ts';

/** Which findings are looked for among those of a unit that nobody has closed. */
export interface Unclosed {
  readonly unitId: string;
  /** Absent: of every kind. */
  readonly kind?: FindingKind;
  /** With what their ids begin, where that is more than the kind. */
  readonly idPrefix?: string;
  /** Absent: of every source and day. */
  readonly of?: { readonly sourceId: string; readonly day: Day };
}

/** The findings table: `unitId`, `findingId`. What was noticed is written once; what is made of it is only added to. */
export class FindingStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** Keeps a finding unless it is kept already. Returns whether it is new, or back after it was taken for over. */
  async notice(finding: Finding): Promise<boolean> {
    if (await this.#put(finding, { ConditionExpression: 'attribute_not_exists(findingId)' })) return true;
    return (await this.#reopen(finding)) === 'reopened';
  }

  /**
   * Keeps a finding on which an alarm stands, unless another event noticed it before. Returns whether to raise the alarm:
   * also where this same event, by its time, noticed it before and nobody has looked at it yet. A process that died
   * between keeping and raising is run again, so that the alarm is raised twice rather than never.
   */
  async noticeForAlarm(finding: Finding): Promise<boolean> {
    const isOfThisEvent = 'noticedAt = :noticedAt AND #state = :open AND attribute_not_exists(history)';
    const isNoticed = await this.#put(finding, {
      ConditionExpression: `attribute_not_exists(findingId) OR (${isOfThisEvent})`,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':noticedAt': finding.noticedAt, ':open': 'open' },
    });
    return isNoticed || (await this.#reopen(finding)) !== 'stands';
  }

  async find(unitId: string, findingId: string): Promise<Finding | null> {
    const { Item } = await this.#tables.send(
      new GetCommand({ TableName: this.#tableName, Key: { unitId, findingId }, ConsistentRead: true }),
    );
    return Item === undefined ? null : findingSchema.parse(Item);
  }

  async ofUnit(unitId: string): Promise<Finding[]> {
    const findings: Finding[] = [];
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: 'unitId = :unitId',
      ExpressionAttributeValues: { ':unitId': unitId },
    };
    for await (const item of queryAll(this.#tables, query)) findings.push(findingSchema.parse(item));
    return findings;
  }

  /** The findings of a unit that are open or explained; those of a kind have ids that begin with it. */
  async unclosed({ unitId, kind, idPrefix = kind && `${kind}#`, of }: Unclosed): Promise<Finding[]> {
    const findings: Finding[] = [];
    const isOfDay = of && ' AND sourceId = :sourceId AND #day = :day';
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: `unitId = :unitId${idPrefix === undefined ? '' : ' AND begins_with(findingId, :prefix)'}`,
      FilterExpression: `#state IN (:open, :explained)${isOfDay ?? ''}`,
      ExpressionAttributeNames: { '#state': 'state', ...(of && { '#day': 'day' }) },
      ExpressionAttributeValues: {
        ':unitId': unitId,
        ':open': 'open',
        ':explained': 'explained',
        ...(idPrefix !== undefined && { ':prefix': idPrefix }),
        ...(of && { ':sourceId': of.sourceId, ':day': of.day }),
      },
      ConsistentRead: true,
    };
    for await (const item of queryAll(this.#tables, query)) findings.push(findingSchema.parse(item));
    return findings;
  }

  /**
   * Adds a move to a finding, if it still stands as it was read.
   *
   * @returns false where somebody else was faster: read again
   */
  async move({ unitId, findingId, state, history = [] }: Finding, move: FindingMove): Promise<boolean> {
    const isAsRead =
      history.length === 0
        ? '#state = :before AND attribute_not_exists(history)'
        : '#state = :before AND size(history) = :moves';
    try {
      await this.#tables.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: { unitId, findingId },
          UpdateExpression: 'SET #state = :after, history = :history',
          ConditionExpression: isAsRead,
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':before': state,
            ':after': move.state,
            ':history': [...history, findingMoveSchema.parse(move)],
            ...(history.length > 0 && { ':moves': history.length }),
          },
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }

  /** Says of a finding that it is over, unless somebody has closed it. Returns whether this call did. */
  async resolve({ unitId, findingId }: Pick<Finding, 'unitId' | 'findingId'>, reason: string, at: string) {
    for (;;) {
      const kept = await this.find(unitId, findingId);
      const move = kept && resolveBySystem(kept, reason, at);
      if (kept === null || move === null) return false;
      if (await this.move(kept, move)) return true;
    }
  }

  /** What noticing again does to a kept finding: one that the system took for over is open again. */
  async #reopen({ unitId, findingId, noticedAt }: Finding): Promise<'reopened' | 'reopened-before' | 'stands'> {
    for (;;) {
      const kept = await this.find(unitId, findingId);
      const move = kept && reopenBySystem(kept, noticedAt);
      if (kept === null || move === null)
        return kept !== null && isReopenedAt(kept, noticedAt) ? 'reopened-before' : 'stands';
      if (await this.move(kept, move)) return 'reopened';
    }
  }

  async #put(finding: Finding, condition: Omit<PutCommandInput, 'TableName' | 'Item'>): Promise<boolean> {
    try {
      await this.#tables.send(
        new PutCommand({ TableName: this.#tableName, Item: findingSchema.parse(finding), ...condition }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }
}

/** The same event opened it again before, and nobody has looked at it since. */
function isReopenedAt(finding: Finding, at: string): boolean {
  const last = lastMoveOf(finding);
  return finding.state === 'open' && last?.actor === SYSTEM_ACTOR && last.at === at;
}
