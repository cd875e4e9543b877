import { paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { queryAll, type Tables } from '../runtime/tables.ts';
import type { StoredItem } from './verify-entry.ts';

/** A number beyond all that JavaScript counts exactly comes as a bigint: somebody put it in by hand. */
const keySchema = z.looseObject({ account: z.string(), sequence: z.coerce.number() });

/** number -> the item that stands under it */
export type StoredItems = ReadonlyMap<number, StoredItem>;

/** account -> its items */
export type StoredAccounts = ReadonlyMap<string, StoredItems>;

/**
 * The ledger table whole, as it stands: nothing is parsed, so that nothing that is wrong with an item hides it. Only
 * verification may scan: an account that should not be there is found in no other way.
 */
export async function scanLedger(tables: Tables, tableName: string): Promise<StoredAccounts> {
  const accounts = new Map<string, Map<number, StoredItem>>();
  const scan = { TableName: tableName, ConsistentRead: true };
  for await (const { Items = [] } of paginateScan({ client: tables }, scan)) {
    for (const item of Items) {
      const { account, sequence } = keySchema.parse(item);
      const items = accounts.get(account) ?? new Map<number, StoredItem>();
      accounts.set(account, items.set(sequence, item));
    }
  }
  return accounts;
}

/** One account of it as it stands now. */
export async function readStoredAccount(tables: Tables, tableName: string, account: string): Promise<StoredItems> {
  const items = new Map<number, StoredItem>();
  const query = {
    TableName: tableName,
    KeyConditionExpression: 'account = :account',
    ExpressionAttributeValues: { ':account': account },
    ConsistentRead: true,
  };
  for await (const item of queryAll(tables, query)) items.set(keySchema.parse(item).sequence, item);
  return items;
}
