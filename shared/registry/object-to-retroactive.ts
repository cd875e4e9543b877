import { addMonths, type Month, monthOf } from '../calendar/month.ts';
import { policySchema } from '../policy/policy.ts';
import { describeMonths, monthsToAsk, type PolicyChange, retroactiveMonths } from '../policy/retroactive-months.ts';
import type { Objections } from './plan-import.ts';
import type { FileRow, Rejection, StoredEntry } from './registry-entry.ts';

/** A row of policies.csv, and what of the registry it replaces. */
export interface PolicyRow extends PolicyChange {
  readonly row: FileRow;
}

/** @param rows of the kind `policy`, as `stored` are */
export function policyRowsOf(rows: readonly FileRow[], stored: readonly StoredPolicy[]): PolicyRow[] {
  const storedById = new Map(stored.map(({ id, policy }) => [id, policy]));
  return rows.map((row) => ({
    row,
    before: storedById.get(row.entry.id) ?? null,
    after: policySchema.parse(row.entry.row),
  }));
}

/** A stored row of the kind `policy`. */
export type StoredPolicy = ReturnType<typeof storedPolicies>[number];

export function storedPolicies(stored: readonly StoredEntry[]) {
  return stored.map(({ entry }) => ({ id: entry.id, policy: policySchema.parse(entry.row) }));
}

/**
 * The months of which it must be asked whether they are judged before these rows are stored.
 *
 * @param importedAt when they came, ISO 8601 in UTC
 */
export function monthsToAskOf(rows: readonly FileRow[], stored: readonly StoredEntry[], importedAt: string): Month[] {
  // A message that failed may lie for 14 days until it is taken up again: by then one more month may be judged.
  const last = addMonths(monthOf(importedAt), 1);
  return monthsToAsk(policyRowsOf(rows, storedPolicies(stored)), last);
}

/** Rows of policies by which a judged month would have been judged otherwise, each with its months. */
export function retroactiveRows(
  rows: readonly FileRow[],
  stored: readonly StoredEntry[],
  judged: Iterable<Month>,
): { readonly row: FileRow; readonly months: readonly Month[] }[] {
  const before = storedPolicies(stored);
  const months = retroactiveMonths(
    before.map(({ policy }) => policy),
    policyRowsOf(rows, before),
    judged,
  );
  return [...months].map(([{ row }, ofRow]) => ({ row, months: ofRow })).filter((one) => one.months.length > 0);
}

/** Refuses such rows: nothing that is judged may be judged otherwise unless somebody orders it, and knows what follows. */
export function objectToRetroactive(stored: readonly StoredEntry[], judged: ReadonlySet<Month>): Objections {
  return (rows) => retroactiveRows(rows, stored, judged).map(({ row, months }) => rejectionOf(row, months));
}

function rejectionOf({ line, entry }: FileRow, months: readonly Month[]): Rejection {
  const reason =
    `would change by what ${describeMonths(months)} was judged. Begin or end with the first month that is not judged, ` +
    'or have these months judged anew by these rows: send them with an order to reevaluate-month, as `policies`';
  return { line, column: null, value: entry.id, reason };
}
