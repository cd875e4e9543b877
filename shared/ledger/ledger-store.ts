import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../runtime/domain-error.ts';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import { accountOf, appendEntry, findEntry, findFirstEntry, type LedgerDraft } from './append-entry.ts';
import { type LedgerEntry, ledgerEntrySchema } from './ledger-entry.ts';

/** Each lost race means that another entry went in; an account has a few dozen a year. */
const MOST_RACES = 200;

/** The ledger table: `account` = `<unitId>#<year>`, `sequence`. Entries are only ever added. */
export class LedgerStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /** All entries of an account, by sequence. */
  async entries(account: string): Promise<LedgerEntry[]> {
    const entries: LedgerEntry[] = [];
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: 'account = :account',
      ExpressionAttributeValues: { ':account': account },
      ConsistentRead: true,
    };
    for await (const item of queryAll(this.#tables, query)) entries.push(ledgerEntrySchema.parse(item));
    return entries;
  }

  /**
   * Enters a draft once per unit, month, rule, revision and event, and returns the entry that stands for it.
   *
   * @throws DomainError `LEDGER_CHAIN_BROKEN`, `LEDGER_BUSY`
   */
  append(draft: LedgerDraft): Promise<LedgerEntry> {
    return this.#enter(draft, findEntry);
  }

  /**
   * Enters a draft by which a deduction begins, unless its unit, month, rule and revision has any entry, and returns the
   * first one: what people made of it since is not begun anew.
   *
   * @throws DomainError `LEDGER_CHAIN_BROKEN`, `LEDGER_BUSY`
   */
  appendFirst(draft: LedgerDraft): Promise<LedgerEntry> {
    return this.#enter(draft, findFirstEntry);
  }

  async #enter(draft: LedgerDraft, findEntered: typeof findEntry): Promise<LedgerEntry> {
    const account = accountOf(draft.unitId, draft.month);
    for (let race = 0; race < MOST_RACES; race++) {
      const entries = await this.entries(account);
      const entered = findEntered(entries, draft);
      if (entered !== null) return entered;
      const next = ledgerEntrySchema.parse(appendEntry(entries, draft));
      if (await this.#put(next)) return next;
    }
    throw new DomainError('LEDGER_BUSY', `Account ${account} changed ${MOST_RACES} times while being appended to.`);
  }

  async #put(entry: LedgerEntry): Promise<boolean> {
    const sequenceIsFree = 'attribute_not_exists(account)';
    try {
      await this.#tables.send(
        new PutCommand({ TableName: this.#tableName, Item: entry, ConditionExpression: sequenceIsFree }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }
}
