import type { Month } from '../../shared/calendar/month.ts';
import { copyKey } from '../../shared/ledger/ledger-copies.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { faultAt, type LedgerFault } from '../../shared/ledger/ledger-fault.ts';
import type { StoredAccounts, StoredItems } from '../../shared/ledger/ledger-scan.ts';
import { parseHeadKey } from '../../shared/ledger/month-head.ts';
import { type StoredAccount, verifyAccount } from '../../shared/ledger/verify-account.ts';
import { witnessEntry } from '../../shared/ledger/verify-entry.ts';
import { evaluationName } from '../../shared/ledger/verify-grounds.ts';
import { verifyHead, verifyHeadChain } from '../../shared/ledger/verify-head.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { readUnlessMissing } from './digest-object.ts';
import { readEvaluations } from './read-evaluations.ts';
import { accountNames, type LedgerReading, READS_AT_ONCE, readStoredHead } from './read-ledger.ts';
import type { VerifyStores } from './stores.ts';
import { type ObjectsRead, verifyMonth } from './verify-month.ts';

/** What of a reading is verified. */
export interface Scope {
  readonly hasAccount: (account: string) => boolean;
  readonly hasMonth: (month: Month) => boolean;
  readonly objects: ObjectsRead;
}

/** What is wrong, and how many evaluations and objects were looked at. */
export interface VerifiedReading {
  readonly evaluations: number;
  readonly objects: number;
  readonly faults: readonly LedgerFault[];
}

/** Holds entries against copies and one another, against evaluations and what they rest on, and all against the heads. */
export async function verifyReading(
  reading: LedgerReading,
  scope: Scope,
  stores: VerifyStores,
): Promise<VerifiedReading> {
  const faults = [
    ...reading.listing.unknownKeys.map((key) => faultAt('object-unknown', {}, `${key} is neither a copy nor a head.`)),
    ...(await verifyAccounts(reading, scope, stores)),
    ...verifyHeadChain(reading.heads),
  ];
  const months = await verifyMonths(reading, scope, stores);
  return { ...months, faults: [...faults, ...months.faults] };
}

async function verifyAccounts(reading: LedgerReading, scope: Scope, stores: VerifyStores): Promise<LedgerFault[]> {
  const names = accountNames(reading).filter(scope.hasAccount);
  const faults = await inParallel(names, READS_AT_ONCE, async (account) => {
    const items = reading.accounts.get(account) ?? new Map();
    return verifyAccount({ account, items, copies: await readCopies(account, items, reading, stores) });
  });
  return faults.flat();
}

/** The copies listed, and those of entries that came after the listing. */
async function readCopies(
  account: string,
  items: StoredItems,
  { listing }: LedgerReading,
  { bucket }: VerifyStores,
): Promise<StoredAccount['copies']> {
  const copies = new Map<number, string>();
  const sequences = new Set([...(listing.copies.get(account)?.keys() ?? []), ...items.keys()]);
  for (const sequence of sequences) {
    const bytes = await readUnlessMissing(copyKey({ account, sequence }), bucket);
    if (bytes !== null) copies.set(sequence, bytes.toString('utf8'));
  }
  return copies;
}

/** Month by month, so that only one month's evaluations are held at a time. */
async function verifyMonths(
  { accounts, heads }: LedgerReading,
  { hasMonth, objects }: Scope,
  stores: VerifyStores,
): Promise<VerifiedReading> {
  const entriesOf = Map.groupBy(readableEntries(accounts), ({ month }) => month);
  const headsOf = Map.groupBy(heads, ({ key }) => parseHeadKey(key)?.month ?? '');
  const hashes = new Map([...accounts].map(([account, items]) => [account, hashesOf(items)]));
  const months: Month[] = [...new Set([...entriesOf.keys(), ...headsOf.keys()])].toSorted();
  const verified = { evaluations: 0, objects: 0, faults: [] as LedgerFault[] };
  for (const month of months.filter(hasMonth)) {
    const stored = await readEvaluations(month, stores.evaluations);
    const ofMonth = await verifyMonth(entriesOf.get(month) ?? [], stored.byName, objects, stores.bucket);
    verified.evaluations += stored.byName.size;
    verified.objects += ofMonth.objects;
    verified.faults.push(...stored.faults, ...ofMonth.faults);
    const digests = new Map([...stored.byName.values()].map((one) => [evaluationName(one), one.digest]));
    for (const { key } of headsOf.get(month) ?? []) {
      verified.faults.push(...verifyHead(await readStoredHead(key, stores), { hashes, digests }));
    }
  }
  return verified;
}

function hashesOf(items: StoredItems): Map<number, unknown> {
  return new Map([...items].map(([sequence, { hash }]) => [sequence, hash]));
}

function readableEntries(accounts: StoredAccounts): LedgerEntry[] {
  return [...accounts].flatMap(([account, items]) =>
    [...items].flatMap(([sequence, item]) => witnessEntry(account, sequence, item).entry ?? []),
  );
}
