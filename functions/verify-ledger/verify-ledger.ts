import type { Month } from '../../shared/calendar/month.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { type LedgerListing, sortLedgerKeys } from '../../shared/ledger/copy-listing.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { faultAt, type LedgerFault } from '../../shared/ledger/ledger-fault.ts';
import type { StoredAccounts } from '../../shared/ledger/ledger-scan.ts';
import { parseHeadKey } from '../../shared/ledger/month-head.ts';
import { verifyAccount } from '../../shared/ledger/verify-account.ts';
import { witnessEntry } from '../../shared/ledger/verify-entry.ts';
import { evaluationName } from '../../shared/ledger/verify-grounds.ts';
import {
  answerHeadHash,
  type HeadHashAnswer,
  type HeadLink,
  linkOf,
  readHead,
  type StoredHead,
  verifyHead,
  verifyHeadChain,
} from '../../shared/ledger/verify-head.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { readUnlessMissing } from './digest-object.ts';
import { readEvaluations } from './read-evaluations.ts';
import { verifyMonth } from './verify-month.ts';
import type { VerifyOrder } from './verify-order.ts';

/** Objects are small: what takes time is the way to each. */
const READS_AT_ONCE = 32;

export interface VerifyStores {
  readonly scanLedger: () => Promise<StoredAccounts>;
  readonly evaluations: Pick<EvaluationStore, 'itemsOfMonth'>;
  readonly bucket: Bucket;
}

/** How much was looked at, so that a report of nothing wrong shows that it is not one of nothing looked at. */
export interface Checked {
  readonly accounts: number;
  readonly entries: number;
  readonly copies: number;
  readonly heads: number;
  readonly evaluations: number;
  readonly objects: number;
}

export interface Verification {
  readonly checked: Checked;
  /** Where a head hash was asked for. */
  readonly headHash?: HeadHashAnswer;
  readonly faults: readonly LedgerFault[];
}

/**
 * Recomputes the ledger from what lies apart from it: entries against their copies and one another, what they rest on
 * against its digests, accounts and evaluations against the heads of months. Nothing is written.
 */
export async function verifyLedger(order: VerifyOrder, stores: VerifyStores): Promise<Verification> {
  const accounts = await stores.scanLedger();
  const listing = sortLedgerKeys(await stores.bucket.keysUnder('ledger/'));
  const heads = await readLinks(listing, stores);
  const faults = [
    ...listing.unknownKeys.map((key) => faultAt('object-unknown', {}, `${key} is neither a copy nor a head.`)),
    ...(await verifyAccounts(accounts, listing, stores)),
    ...verifyHeadChain(heads),
  ];
  const months = await verifyMonths(order, accounts, heads, stores);
  const checked = {
    accounts: accountNames(accounts, listing).length,
    entries: countAll(accounts),
    copies: countAll(listing.copies),
    heads: heads.length,
    evaluations: months.evaluations,
    objects: months.objects,
  };
  return { checked, ...answerAsked(order, heads), faults: [...faults, ...months.faults] };
}

/** One head after the other: a head of 10,000 units has 2 MB. */
async function readLinks({ headKeys }: LedgerListing, stores: VerifyStores): Promise<HeadLink[]> {
  const links: HeadLink[] = [];
  for (const key of headKeys) links.push(linkOf(await readStored(key, stores)));
  return links;
}

async function readStored(key: string, { bucket }: VerifyStores): Promise<StoredHead> {
  return readHead(key, (await readUnlessMissing(key, bucket)) ?? Buffer.alloc(0));
}

function countAll(byAccount: ReadonlyMap<string, ReadonlyMap<number, unknown>>): number {
  return [...byAccount.values()].reduce((total, { size }) => total + size, 0);
}

function accountNames(accounts: StoredAccounts, { copies }: LedgerListing): string[] {
  return [...new Set([...accounts.keys(), ...copies.keys()])].toSorted();
}

async function verifyAccounts(
  accounts: StoredAccounts,
  listing: LedgerListing,
  { bucket }: VerifyStores,
): Promise<LedgerFault[]> {
  const faults = await inParallel(accountNames(accounts, listing), READS_AT_ONCE, async (account) => {
    const copies = new Map<number, string>();
    for (const [sequence, key] of listing.copies.get(account) ?? []) {
      const bytes = await readUnlessMissing(key, bucket);
      if (bytes !== null) copies.set(sequence, bytes.toString('utf8'));
    }
    return verifyAccount({ account, items: accounts.get(account) ?? new Map(), copies });
  });
  return faults.flat();
}

function answerAsked({ headHash, month }: VerifyOrder, heads: readonly HeadLink[]): Pick<Verification, 'headHash'> {
  return headHash === undefined ? {} : { headHash: answerHeadHash({ headHash, month }, heads) };
}

/** Month by month, so that only one month's evaluations are held at a time. */
async function verifyMonths(
  { objects = 'all' }: VerifyOrder,
  accounts: StoredAccounts,
  heads: readonly HeadLink[],
  stores: VerifyStores,
): Promise<{ evaluations: number; objects: number; faults: LedgerFault[] }> {
  const entriesOf = Map.groupBy(readableEntries(accounts), ({ month }) => month);
  const headsOf = Map.groupBy(heads, ({ key }) => parseHeadKey(key)?.month ?? '');
  const hashes = new Map([...accounts].map(([account, items]) => [account, hashesOf(items)]));
  const months: Month[] = [...new Set([...entriesOf.keys(), ...headsOf.keys()])].toSorted();
  const verified = { evaluations: 0, objects: 0, faults: [] as LedgerFault[] };
  for (const month of months) {
    const stored = await readEvaluations(month, stores.evaluations);
    const ofMonth = await verifyMonth(entriesOf.get(month) ?? [], stored.byName, objects, stores.bucket);
    verified.evaluations += stored.byName.size;
    verified.objects += ofMonth.objects;
    verified.faults.push(...stored.faults, ...ofMonth.faults);
    const digests = new Map([...stored.byName.values()].map((one) => [evaluationName(one), one.digest]));
    for (const { key } of headsOf.get(month) ?? []) {
      verified.faults.push(...verifyHead(await readStored(key, stores), { hashes, digests }));
    }
  }
  return verified;
}

function hashesOf(items: ReadonlyMap<number, Readonly<Record<string, unknown>>>): Map<number, unknown> {
  return new Map([...items].map(([sequence, { hash }]) => [sequence, hash]));
}

function readableEntries(accounts: StoredAccounts): LedgerEntry[] {
  return [...accounts].flatMap(([account, items]) =>
    [...items].flatMap(([sequence, item]) => witnessEntry(account, sequence, item).entry ?? []),
  );
}
