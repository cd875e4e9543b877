import { PutCommand } from '@aws-sdk/lib-dynamodb';
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
  async notice(finding: Finding): Promise<boolean> {
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: findingSchema.parse(finding),
          ConditionExpression: 'attribute_not_exists(findingId)',
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
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
}
