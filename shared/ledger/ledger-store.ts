import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { DomainError } from '../runtime/domain-error.ts';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import { appendEntry, type LedgerDraft } from './append-entry.ts';
import { findLiveAccounts } from './find-live-accounts.ts';
import { type LedgerEntry, ledgerEntrySchema } from './ledger-entry.ts';

/** Each lost race means that another entry went in; an account has a few dozen a year. */
const MOST_RACES = 200;

/** What is to be entered next into an account, given all its entries by sequence; null: nothing. */
export type Decide = (entries: readonly LedgerEntry[]) => LedgerDraft | null;

/** Where each entry has a copy: `LedgerCopies`. */
export interface EntryCopies {
  keep(entry: LedgerEntry): Promise<void>;
}

/** What is written to when something is entered. */
export interface Ledger {
  readonly ledger: LedgerStore;
  readonly ledgerCopies: EntryCopies;
}

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

  /** The accounts of which something may be open, or to which something was added since an instant (ISO 8601 in UTC). */
  liveAccounts(since: string): Promise<string[]> {
    return findLiveAccounts(this.#tables, this.#tableName, since);
  }

  /**
   * Reads an account, decides, and enters what was decided; whoever loses a race to another entry reads and decides
   * again. A writer may die between an entry and its copy: so nothing is entered before the entry before it has its
   * copy, and all but an account's last one always have theirs.
   *
   * @param decide a pure function of the account's entries
   * @returns the new entry, or null where nothing was to be entered
   * @throws DomainError `LEDGER_CHAIN_BROKEN`, `LEDGER_BUSY`; what `decide` throws
   */
  async enter(account: string, decide: Decide, copies: EntryCopies): Promise<LedgerEntry | null> {
    for (let race = 0; race < MOST_RACES; race++) {
      const entries = await this.entries(account);
      const draft = decide(entries);
      const last = entries.at(-1);
      if (last !== undefined) await copies.keep(last);
      if (draft === null) return null;
      const entry = ledgerEntrySchema.parse(appendEntry(entries, draft));
      if (entry.account !== account) throw ofAnotherAccount(entry, account);
      if (await this.#put(entry)) {
        await copies.keep(entry);
        return entry;
      }
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

function ofAnotherAccount({ account }: LedgerEntry, expected: string): DomainError {
  return new DomainError(
    'LEDGER_OTHER_ACCOUNT',
    `An entry of account ${account} was decided on by the entries of ${expected}: nothing was entered.`,
  );
}
