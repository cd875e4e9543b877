import type { LedgerFault } from '../../shared/ledger/ledger-fault.ts';
import { answerHeadHash, type HeadHashAnswer, type HeadLink } from '../../shared/ledger/verify-head.ts';
import { accountNames, type LedgerReading, readAgain, readLedger } from './read-ledger.ts';
import type { VerifyStores } from './stores.ts';
import type { VerifyOrder } from './verify-order.ts';
import { type Scope, type VerifiedReading, verifyReading } from './verify-reading.ts';

export type { VerifyStores } from './stores.ts';

/** A run keeps all its evaluations, then enters what they bring; one that was cut off begins anew after an hour and a half. */
const HOURS_OF_A_RUN = 2;

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
 * against its digests, accounts and evaluations against the heads of months. What seems wrong is read once more before
 * it is told, since somebody may have been writing. Nothing is written.
 *
 * @param at ISO 8601 instant of the schedule, or of the admin's order
 */
export async function verifyLedger(order: VerifyOrder, at: string, stores: VerifyStores): Promise<Verification> {
  const { objects = 'all' } = order;
  const reading = await readLedger(stores);
  const whole = { hasAccount: () => true, hasMonth: () => true, objects, isUnderWay: underWayAt(at) };
  const found = await verifyReading(reading, whole, stores);
  const faults = found.faults.length === 0 ? [] : await stillFound(found.faults, whole, reading, stores);
  return { checked: countAll(reading, found), ...answerAsked(order, reading.heads), faults };
}

/** Nothing is recorded later than now: whoever wrote such a time into an evaluation, which no digest covers, hides nothing. */
function underWayAt(at: string): Scope['isUnderWay'] {
  const atMs = Date.parse(at);
  return (recordedAt) => {
    const ageMs = atMs - Date.parse(recordedAt);
    return ageMs >= 0 && ageMs < HOURS_OF_A_RUN * 3_600_000;
  };
}

/** Those faults that a second reading of their accounts and months finds again. */
async function stillFound(
  faults: readonly LedgerFault[],
  { isUnderWay }: Scope,
  first: LedgerReading,
  stores: VerifyStores,
): Promise<LedgerFault[]> {
  const accounts = new Set(faults.flatMap(({ account }) => account ?? []));
  const months = new Set(faults.flatMap(({ month }) => month ?? []));
  await stores.waitForWriters();
  const scope = {
    hasAccount: (account: string) => accounts.has(account),
    hasMonth: (month: string) => months.has(month),
    objects: 'none',
    isUnderWay,
  } as const;
  const second = await verifyReading(await readAgain(first, accounts, stores), scope, stores);
  const again = new Set(second.faults.map(({ message }) => message));
  return faults.filter(({ kind, message }) => isOfObject(kind) || again.has(message));
}

/** An object that evaluations rest on is written before them: nobody who writes meanwhile makes it look missing. */
function isOfObject(kind: LedgerFault['kind']): boolean {
  return /^(evidence|manifest|registry|canonical)-/.test(kind);
}

function countAll(reading: LedgerReading, { evaluations, objects }: VerifiedReading): Checked {
  return {
    accounts: accountNames(reading).length,
    entries: countItems(reading.accounts),
    copies: countItems(reading.listing.copies),
    heads: reading.heads.length,
    evaluations,
    objects,
  };
}

function countItems(byAccount: ReadonlyMap<string, ReadonlyMap<number, unknown>>): number {
  return [...byAccount.values()].reduce((total, { size }) => total + size, 0);
}

function answerAsked({ headHash, month }: VerifyOrder, heads: readonly HeadLink[]): Pick<Verification, 'headHash'> {
  return headHash === undefined ? {} : { headHash: answerHeadHash({ headHash, month }, heads) };
}
