import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Day } from '../calendar/day.ts';
import type { Tables } from '../runtime/tables.ts';

/** On which days the admins were told of the mail's standing: in the notices table, under `admins#<day>`. */
export class AdminMailStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  async isTold(day: Day): Promise<boolean> {
    const { Item } = await this.#tables.send(
      new GetCommand({ TableName: this.#tableName, Key: { noticeId: keyOf(day) }, ConsistentRead: true }),
    );
    return Item !== undefined;
  }

  /** A day that was marked already is marked again with the same. */
  async markTold(day: Day, subject: string): Promise<void> {
    await this.#tables.send(
      new PutCommand({
        TableName: this.#tableName,
        Item: { noticeId: keyOf(day), kind: 'admin-mail', day, subject },
      }),
    );
  }
}

function keyOf(day: Day): string {
  return `admins#${day}`;
}
