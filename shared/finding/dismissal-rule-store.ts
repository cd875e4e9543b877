import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import { type DismissalEnd, type DismissalRule, dismissalEndSchema, dismissalRuleSchema } from './dismissal-rule.ts';

const RULE_KIND = 'dismissal-rule';
const END_KIND = 'dismissal-rule-end';
/** The kinds of the registry table that hold them. */
export const DISMISSAL_KINDS: readonly string[] = [RULE_KIND, END_KIND];

/** Standing rules, and their early ends: registry table, kinds `dismissal-rule` and `dismissal-rule-end`, id `<ruleId>`. Written once each. */
export class DismissalRuleStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** Every rule with its end, by id. */
  async all(): Promise<DismissalRule[]> {
    const ends = new Map<string, DismissalEnd>();
    for (const item of await this.#items(END_KIND)) {
      const end = dismissalEndSchema.parse(item);
      ends.set(end.ruleId, end);
    }
    return (await this.#items(RULE_KIND)).map((item) => {
      const rule = dismissalRuleSchema.parse(item);
      return { ...rule, end: ends.get(rule.ruleId) ?? null };
    });
  }

  async find(ruleId: string): Promise<DismissalRule | null> {
    return (await this.all()).find((rule) => rule.ruleId === ruleId) ?? null;
  }

  /** Keeps a rule. Returns false where one of its id is kept already: read again. */
  putRule({ end: _end, ...rule }: DismissalRule): Promise<boolean> {
    return this.#put(RULE_KIND, rule.ruleId, dismissalRuleSchema.parse(rule));
  }

  /** Keeps an early end. Returns false where the rule has one already: read again. */
  putEnd(end: DismissalEnd): Promise<boolean> {
    return this.#put(END_KIND, end.ruleId, dismissalEndSchema.parse(end));
  }

  async #items(kind: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: { ':kind': kind },
      ConsistentRead: true,
    };
    for await (const item of queryAll(this.#tables, query)) items.push(item);
    return items;
  }

  async #put(kind: string, id: string, item: Record<string, unknown>): Promise<boolean> {
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { kind, id, ...item },
          ConditionExpression: 'attribute_not_exists(id)',
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }
}
