import { paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Tables } from '../runtime/tables.ts';

const itemSchema = z.object({
  account: z.string(),
  /** Put in by hand it may be too large for a number, and is a bigint. */
  sequence: z.coerce.number(),
  month: z.unknown().optional(),
  rule: z.unknown().optional(),
  event: z.unknown().optional(),
  recordedAt: z.unknown().optional(),
});
type Item = z.infer<typeof itemSchema>;

const attributes = { '#month': 'month', '#event': 'event', '#rule': 'rule', '#sequence': 'sequence' };

/** Whatever says something else than these is for those who read the account whole. */
const ending: readonly unknown[] = ['confirmed', 'adjusted', 'withdrawn', 'reversed'];

/**
 * The accounts of which something may be open, or to which something was added since an instant: of any year, since a
 * month of years ago may be judged anew. An entry cannot be marked as closed, for nothing in the ledger is ever changed;
 * so the table is read whole, a few megabytes a year. Nothing is parsed further: what is wrong with an entry is found
 * when its account is read, and holds up no other.
 *
 * @param since ISO 8601 in UTC
 */
export async function findLiveAccounts(tables: Tables, tableName: string, since: string): Promise<string[]> {
  const scan = {
    TableName: tableName,
    ConsistentRead: true,
    ProjectionExpression: 'account, #sequence, #month, #rule, #event, recordedAt',
    ExpressionAttributeNames: attributes,
  };
  const live = new Set<string>();
  const last = new Map<string, Item>();
  for await (const { Items = [] } of paginateScan({ client: tables }, scan)) {
    for (const one of Items) {
      const item = itemSchema.parse(one);
      const deduction = JSON.stringify([item.account, item.month, item.rule]);
      if (item.sequence > (last.get(deduction)?.sequence ?? 0)) last.set(deduction, item);
      if (typeof item.recordedAt !== 'string' || item.recordedAt >= since) live.add(item.account);
    }
  }
  for (const { account, event } of last.values()) if (!ending.includes(event)) live.add(account);
  return [...live].toSorted();
}
