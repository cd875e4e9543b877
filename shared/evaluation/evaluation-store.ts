import { GetCommand, PutCommand, paginateQuery, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Month } from '../calendar/month.ts';
import type { Rule } from '../policy/rule.ts';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import { type Evaluation, evaluationSchema, FIRST_REVISION, type Verdict } from './evaluation.ts';

type StoredItem = Record<string, unknown>;

export type EvaluationKey = Pick<Evaluation, 'unitId' | 'month' | 'rule' | 'revision'>;

/** Wide enough for any number of re-evaluations to sort. */
const REVISION_DIGITS = 4;

/** The evaluations table: `unitId`, `monthRevision` = `<month>#<rule>#<revision>`; index `byMonth`. Written once, never changed. */
export class EvaluationStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** Every revision of every unit's evaluation of a month. What was put a moment ago may not be among them yet. */
  byMonth(month: Month): Promise<Evaluation[]> {
    return this.#ofMonth(month, {});
  }

  /** Those of a month with this verdict: few of them exceed, so that the others need not be fetched. */
  byMonthAndVerdict(month: Month, verdict: Verdict): Promise<Evaluation[]> {
    return this.#ofMonth(month, { FilterExpression: 'verdict = :verdict' }, { ':verdict': verdict });
  }

  /** The revisions of a month that orders have made. Few units have any, so that the others need not be fetched. */
  laterRevisions(month: Month): Promise<Evaluation[]> {
    return this.#ofMonth(month, { FilterExpression: 'revision > :first' }, { ':first': FIRST_REVISION });
  }

  /** How many a month has in all revisions: the index is read, and nothing of it is sent. */
  async countOfMonth(month: Month): Promise<number> {
    let count = 0;
    for await (const page of paginateQuery({ client: this.#tables }, { ...this.#inMonth(month), Select: 'COUNT' })) {
      count += page.Count ?? 0;
    }
    return count;
  }

  /** The items of a month as they stand, nothing parsed, so that verification finds what is wrong with them. */
  itemsOfMonth(month: Month, filter: Partial<QueryCommandInput> = {}, values = {}): AsyncGenerator<StoredItem> {
    return queryAll(this.#tables, { ...this.#inMonth(month, values), ...filter });
  }

  #inMonth(month: Month, values = {}): QueryCommandInput {
    return {
      TableName: this.#tableName,
      IndexName: 'byMonth',
      KeyConditionExpression: '#month = :month',
      ExpressionAttributeNames: { '#month': 'month' },
      ExpressionAttributeValues: { ':month': month, ...values },
    };
  }

  async #ofMonth(month: Month, filter: Partial<QueryCommandInput>, values = {}): Promise<Evaluation[]> {
    const evaluations: Evaluation[] = [];
    for await (const item of this.itemsOfMonth(month, filter, values)) evaluations.push(evaluationSchema.parse(item));
    return evaluations;
  }

  /** The latest revision of a unit's month by a rule, or null. */
  async latest(unitId: string, month: Month, rule: Rule): Promise<Evaluation | null> {
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: 'unitId = :unitId AND begins_with(monthRevision, :month)',
      ExpressionAttributeValues: { ':unitId': unitId, ':month': `${month}#${rule}#` },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: 1,
    };
    for await (const item of queryAll(this.#tables, query)) return evaluationSchema.parse(item);
    return null;
  }

  async get({ unitId, ...revision }: EvaluationKey): Promise<Evaluation | null> {
    const Key = { unitId, monthRevision: sortKeyOf(revision) };
    const { Item } = await this.#tables.send(new GetCommand({ TableName: this.#tableName, Key, ConsistentRead: true }));
    return Item === undefined ? null : evaluationSchema.parse(Item);
  }

  /** The revision that an order has made after this one, or null: then it is the latest. */
  next(evaluation: EvaluationKey): Promise<Evaluation | null> {
    return this.get({ ...evaluation, revision: evaluation.revision + 1 });
  }

  /** Keeps an evaluation unless this revision is kept already. Returns whether it is new. */
  async put(evaluation: Evaluation): Promise<boolean> {
    const revisionIsFree = 'attribute_not_exists(unitId)';
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: { ...evaluation, monthRevision: sortKeyOf(evaluation) },
          ConditionExpression: revisionIsFree,
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }
}

function sortKeyOf({ month, rule, revision }: Omit<EvaluationKey, 'unitId'>): string {
  return `${month}#${rule}#${String(revision).padStart(REVISION_DIGITS, '0')}`;
}
