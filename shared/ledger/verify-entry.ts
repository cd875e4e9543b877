import { canonicalJson } from '../runtime/canonical-json.ts';
import { digestOf } from '../runtime/digest.ts';
import { accountOf } from './append-entry.ts';
import { type LedgerEntry, ledgerEntrySchema } from './ledger-entry.ts';

/** An item as it stands in the table or in a copy, whatever anybody made of it. */
export type StoredItem = Readonly<Record<string, unknown>>;

/** An entry, or what stands in its place, with all that verification asks of it. */
export interface WitnessedEntry {
  /** Where it stands. */
  readonly sequence: number;
  /** Its canonical JSON, null where it has none. */
  readonly text: string | null;
  /** Null where it is no entry at all. */
  readonly entry: LedgerEntry | null;
  readonly hash: unknown;
  readonly previousHash: unknown;
  /** Whether it is an entry of this account and place, and its hash is that of all it says. */
  readonly isWhole: boolean;
  /** What was entered, wherever it stands in the chain. */
  readonly identity: string;
}

/**
 * Looks at one item by itself. The hash covers the item as it is stored: an entry of older code, which had fewer fields,
 * is proven as it was entered.
 */
export function witnessEntry(account: string, sequence: number, item: StoredItem | null): WitnessedEntry {
  const { hash, ...facts } = item ?? {};
  const { sequence: _place, previousHash, ...said } = facts;
  const text = item === null ? null : jsonOf(item);
  const parsed = ledgerEntrySchema.safeParse(item);
  const entry = parsed.success && text !== null ? parsed.data : null;
  return {
    sequence,
    text,
    entry,
    hash,
    previousHash,
    isWhole: entry !== null && isOfPlace(entry, account, sequence) && hash === digestOf(facts),
    identity: jsonOf(said) ?? `unreadable at ${sequence}`,
  };
}

function isOfPlace(entry: LedgerEntry, account: string, sequence: number): boolean {
  const isOfAccount = entry.account === account && accountOf(entry.unitId, entry.month) === account;
  return isOfAccount && entry.sequence === sequence && entry.year === entry.month.slice(0, 4);
}

/** Null for what JSON cannot hold: no entry has it. */
function jsonOf(data: unknown): string | null {
  try {
    return canonicalJson(data);
  } catch {
    return null;
  }
}
