import { PutCommand, type PutCommandInput } from '@aws-sdk/lib-dynamodb';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import { type Finding, findingSchema } from './finding.ts';

/** The findings table: `unitId`, `findingId`. A finding is written once; what people make of it later is theirs. */
export class FindingStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** Keeps a finding unless it is kept already. Returns whether it is new. */
  notice(finding: Finding): Promise<boolean> {
    return this.#put(finding, { ConditionExpression: 'attribute_not_exists(findingId)' });
  }

  /**
   * Keeps a finding on which an alarm stands, unless another event noticed it before. Returns whether to raise the alarm:
   * also where this same event, by its time, noticed it before and nobody has looked at it yet. A process that died
   * between keeping and raising is run again, so that the alarm is raised twice rather than never.
   */
  noticeForAlarm(finding: Finding): Promise<boolean> {
    const isOfThisEvent = 'noticedAt = :noticedAt AND #state = :open';
    return this.#put(finding, {
      ConditionExpression: `attribute_not_exists(findingId) OR (${isOfThisEvent})`,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':noticedAt': finding.noticedAt, ':open': 'open' },
    });
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
