import { type Month, monthSchema } from '../../shared/calendar/month.ts';
import { type LedgerListing, sortLedgerKeys } from '../../shared/ledger/copy-listing.ts';
import type { StoredAccounts } from '../../shared/ledger/ledger-scan.ts';
import { type HeadLink, linkOf, readHead, type StoredHead } from '../../shared/ledger/verify-head.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { readUnlessMissing } from './digest-object.ts';
import type { VerifyStores } from './stores.ts';

/** Objects and accounts are small: what takes time is the way to each. */
export const READS_AT_ONCE = 32;

/** What stands in the table, and what lies apart from it under `ledger/`. */
export interface LedgerReading {
  readonly listing: LedgerListing;
  readonly heads: readonly HeadLink[];
  /** Months that have evidence, which outlives all that is deleted from the tables. */
  readonly evidenceMonths: readonly Month[];
  readonly accounts: StoredAccounts;
}

/**
 * Reads in the reverse order of writing: what a head or a copy tells of was entered before, so that it is found,
 * whoever writes meanwhile.
 */
export async function readLedger(stores: VerifyStores): Promise<LedgerReading> {
  const apart = await readApart(stores);
  return { ...apart, accounts: await stores.scanLedger() };
}

/** Reads all objects once more, and these accounts; the others stay as they were read first. */
export async function readAgain(
  first: LedgerReading,
  accounts: ReadonlySet<string>,
  stores: VerifyStores,
): Promise<LedgerReading> {
  const apart = await readApart(stores);
  const anew = await inParallel([...accounts], READS_AT_ONCE, async (account) => {
    return [account, await stores.readAccount(account)] as const;
  });
  return { ...apart, accounts: new Map([...first.accounts, ...anew]) };
}

async function readApart(stores: VerifyStores): Promise<Omit<LedgerReading, 'accounts'>> {
  const listing = sortLedgerKeys(await stores.bucket.keysUnder('ledger/'));
  const months = await stores.bucket.foldersUnder('evidence/');
  const evidenceMonths = months.filter((month) => monthSchema.safeParse(month).success);
  return { listing, heads: await readLinks(listing, stores), evidenceMonths };
}

/** One head after the other: a head of 10,000 units has 2 MB. */
async function readLinks({ headKeys }: LedgerListing, stores: VerifyStores): Promise<HeadLink[]> {
  const links: HeadLink[] = [];
  for (const key of headKeys) links.push(linkOf(await readStoredHead(key, stores)));
  return links;
}

export async function readStoredHead(key: string, { bucket }: Pick<VerifyStores, 'bucket'>): Promise<StoredHead> {
  return readHead(key, (await readUnlessMissing(key, bucket)) ?? Buffer.alloc(0));
}

/** Accounts of which an entry or a copy is there. */
export function accountNames({ accounts, listing: { copies } }: LedgerReading): string[] {
  return [...new Set([...accounts.keys(), ...copies.keys()])].toSorted();
}
