import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { isConditionRefused, type Tables } from '../runtime/tables.ts';
import { type Assignment, assignmentSchema, EXPLANATION_REQUEST_KIND } from './assignment.ts';

/** Explanations that the system asks units for: registry table, id the assignment's, rows shaped as those of the files. Written once. */
export class ExplanationRequestStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** Keeps a request unless it is kept already: its first due date stays. */
  async ask(request: Assignment): Promise<void> {
    const row = assignmentSchema.parse(request);
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { kind: EXPLANATION_REQUEST_KIND, id: row.assignmentId, row },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      );
    } catch (error) {
      if (!isConditionRefused(error)) throw error;
    }
  }
}
