import type { Month } from '../../shared/calendar/month.ts';
import { type Approvals, approvalOf, needsApproval } from '../../shared/evaluation/approval.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { latestRevisions } from '../../shared/evaluation/latest-revisions.ts';
import { accountOf } from '../../shared/ledger/append-entry.ts';
import { copyKey } from '../../shared/ledger/ledger-copies.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { faultAt, type LedgerFault } from '../../shared/ledger/ledger-fault.ts';
import type { StoredAccounts, StoredItems } from '../../shared/ledger/ledger-scan.ts';
import { parseHeadKey } from '../../shared/ledger/month-head.ts';
import { type StoredAccount, verifyAccount } from '../../shared/ledger/verify-account.ts';
import { verifyConsequence } from '../../shared/ledger/verify-consequence.ts';
import { witnessEntry } from '../../shared/ledger/verify-entry.ts';
import { evaluationName } from '../../shared/ledger/verify-grounds.ts';
import { verifyHead, verifyHeadChain } from '../../shared/ledger/verify-head.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
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
  /** Whether what was decided on at an instant may still be on its way into the ledger. */
  readonly isUnderWay: (recordedAt: string) => boolean;
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
  const { listing, heads } = reading;
  const ofAccounts = await verifyAccounts(reading, scope, stores);
  const faults = [
    ...listing.unknownKeys.map((key) => faultAt('object-unknown', {}, `${key} is neither a copy nor a head.`)),
    ...ofAccounts,
    ...verifyHeadChain(heads),
  ];
  const faulty = new Set(ofAccounts.map(({ account }) => account));
  const months = await verifyMonths(reading, faulty, scope, stores);
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

/**
 * Month by month, so that only one month's evaluations are held at a time.
 *
 * @param faulty accounts that are told of already: what they lack is not told a second time
 */
async function verifyMonths(
  { accounts, heads, evidenceMonths }: LedgerReading,
  faulty: ReadonlySet<string | null>,
  { hasMonth, objects, isUnderWay }: Scope,
  stores: VerifyStores,
): Promise<VerifiedReading> {
  const entries = readableEntries(accounts);
  const entriesOf = Map.groupBy(entries, ({ month }) => month);
  const entriesIn = Map.groupBy(entries, ({ account }) => account);
  const headsOf = Map.groupBy(heads, ({ key }) => parseHeadKey(key)?.month ?? '');
  const hashes = new Map([...accounts].map(([account, items]) => [account, hashesOf(items)]));
  const months: Month[] = [...new Set([...entriesOf.keys(), ...headsOf.keys(), ...evidenceMonths])].toSorted();
  const verified = { evaluations: 0, objects: 0, faults: [] as LedgerFault[] };
  for (const month of months.filter(hasMonth)) {
    const stored = await readEvaluations(month, stores.evaluations);
    const ofMonth = await verifyMonth(entriesOf.get(month) ?? [], stored.byName, objects, stores.bucket);
    verified.evaluations += stored.byName.size;
    verified.objects += ofMonth.objects;
    const ofEvaluations = await findMissing(month, [...stored.byName.values()], entriesIn, isUnderWay, stores);
    const missing = ofEvaluations.filter(({ account }) => !faulty.has(account));
    verified.faults.push(...stored.faults, ...ofMonth.faults, ...missing);
    const digests = new Map([...stored.byName.values()].map((one) => [evaluationName(one), one.digest]));
    for (const { key } of headsOf.get(month) ?? []) {
      verified.faults.push(...verifyHead(await readStoredHead(key, stores), { hashes, digests }));
    }
  }
  return verified;
}

/** @param entriesIn account -> its entries, by sequence */
async function findMissing(
  month: Month,
  evaluations: readonly Evaluation[],
  entriesIn: ReadonlyMap<string, readonly LedgerEntry[]>,
  isUnderWay: Scope['isUnderWay'],
  { approvals }: VerifyStores,
): Promise<LedgerFault[]> {
  const latest = latestRevisions(evaluations);
  const approved = latest.some(needsApproval) ? await readApprovals(month, approvals) : noApprovals;
  // Without them nobody can say what should have been entered.
  if ('kind' in approved) return [approved];
  return latest.flatMap((evaluation) => {
    const entries = entriesIn.get(accountOf(evaluation.unitId, month)) ?? [];
    return verifyConsequence(evaluation, approvalOf(evaluation, approved), entries, isUnderWay) ?? [];
  });
}

const noApprovals: Approvals = new Map();

async function readApprovals(month: Month, approvals: VerifyStores['approvals']): Promise<Approvals | LedgerFault> {
  try {
    return await approvals.ofMonth(month);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return faultAt('approval-unreadable', { month }, error.message);
  }
}

function hashesOf(items: StoredItems): Map<number, unknown> {
  return new Map([...items].map(([sequence, { hash }]) => [sequence, hash]));
}

function readableEntries(accounts: StoredAccounts): LedgerEntry[] {
  return [...accounts].flatMap(([account, items]) =>
    [...items]
      .toSorted(([one], [other]) => one - other)
      .flatMap(([sequence, item]) => witnessEntry(account, sequence, item).entry ?? []),
  );
}
