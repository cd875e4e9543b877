import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import { type Deduction, isOpen, windowOf } from '../../shared/ledger/deduction.ts';
import { deductionsOf, findDeduction } from '../../shared/ledger/deductions-of.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import type { Ledger } from '../../shared/ledger/ledger-store.ts';
import { attentionId, noticeAttention } from '../../shared/ledger/notice-attention.ts';
import {
  type Acceptance,
  type Attention,
  attentionFor,
  type SettlingDay,
  settleDeduction,
} from '../../shared/ledger/settle-deduction.ts';
import { deductionTopicId } from '../../shared/notice/deduction-topic-id.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Scheduled } from '../../shared/runtime/event.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { Lineage } from '../../shared/unit/lineage.ts';
import { findAcceptances, type NoticeStores } from './find-acceptances.ts';

const QUERIES_AT_ONCE = 13;

export interface SettleStores extends Ledger, NoticeStores {
  readonly registry: RegistryStore;
  readonly findings: FindingStore;
}

export interface SettleOutcome {
  readonly isWorkingDay: boolean;
  /** Entries that this run made. */
  readonly notified: number;
  readonly confirmed: number;
  /** What people are needed for, noticed by this run. */
  readonly newlyNeeded: readonly Attention[];
}

/**
 * Takes every open proposal, of whatever year, as far as it goes by itself: told, and confirmed when its window is over. On working days
 * only: what came in by paper on a window's last day can still be recorded on the next one.
 *
 * @throws DomainError `DEDUCTIONS_NOT_SETTLED` after everything else is done, with the failures as its cause
 */
export async function settleDeductions(
  { scheduledAt }: Scheduled,
  timeZone: string,
  stores: SettleStores,
): Promise<SettleOutcome> {
  const scheduledAtMs = Date.parse(scheduledAt);
  const calendar = new WorkingCalendar(await stores.registry.calendar());
  const day = { on: dayAt(scheduledAtMs, timeZone), at: new Date(scheduledAtMs).toISOString(), calendar };
  if (!calendar.isWorkingDay(day.on)) return { isWorkingDay: false, notified: 0, confirmed: 0, newlyNeeded: [] };
  const failures: unknown[] = [];
  const open = await findOpen(day, stores, failures);
  const proposals = open.flatMap(({ proposal }) => proposal ?? []);
  const lineage = new Lineage({ units: [], lineage: await stores.registry.unitLineage() });
  const acceptances = await findAcceptances(proposals, lineage, timeZone, stores, failures);
  const settled = await inParallel(open, QUERIES_AT_ONCE, async (deduction) => {
    try {
      return [await settleOne(deduction, acceptances, day, timeZone, stores)];
    } catch (failure) {
      failures.push(failure);
      return [];
    }
  });
  if (failures.length > 0) throw notSettled(failures);
  const events = settled.flat().flatMap(({ entered }) => entered.map(({ event }) => event));
  return {
    isWorkingDay: true,
    notified: events.filter((event) => event === 'notified').length,
    confirmed: events.filter((event) => event === 'confirmed').length,
    newlyNeeded: settled.flat().flatMap(({ needed }) => needed ?? []),
  };
}

/**
 * Open proposals with a window, and what this very run has closed already: it may have died before the copy was made.
 *
 * @param failures takes up what is wrong with an account: it holds up no other
 */
async function findOpen({ at }: SettlingDay, { ledger }: SettleStores, failures: unknown[]): Promise<Deduction[]> {
  const accounts = await ledger.liveAccounts(at);
  const deductions = await inParallel(accounts, QUERIES_AT_ONCE, async (account) => {
    try {
      return deductionsOf(await ledger.entries(account));
    } catch (cause) {
      failures.push(unreadable(account, cause));
      return [];
    }
  });
  const isOfThisRun = ({ entries }: Deduction) => entries.at(-1)?.recordedAt === at;
  return deductions
    .flat()
    .filter((deduction) => windowOf(deduction) > 0 && (isOpen(deduction) || isOfThisRun(deduction)));
}

interface Settled {
  readonly entered: readonly LedgerEntry[];
  readonly needed: Attention | null;
}

async function settleOne(
  { account, ...name }: Deduction,
  acceptances: ReadonlyMap<string, Acceptance>,
  day: SettlingDay,
  timeZone: string,
  { ledger, ledgerCopies, findings }: SettleStores,
): Promise<Settled> {
  const acceptanceOf = ({ proposal }: Deduction) => (proposal && acceptances.get(deductionTopicId(proposal))) ?? null;
  const entered: LedgerEntry[] = [];
  let standing: Deduction | null = null;
  const decide = (entries: readonly LedgerEntry[]) => {
    standing = findDeduction(entries, name);
    return standing && settleDeduction(standing, acceptanceOf(standing), day);
  };
  for (;;) {
    const entry = await ledger.enter(account, decide, ledgerCopies);
    if (entry === null) break;
    entered.push(entry);
  }
  const needed = standing && (await noticeNeed(standing, acceptanceOf(standing), day, timeZone, findings));
  return { entered, needed };
}

/** What a deduction needs people for, where this run is the first to notice. That it was not told is over once it was. */
async function noticeNeed(
  deduction: Deduction,
  acceptance: Acceptance | null,
  day: SettlingDay,
  timeZone: string,
  findings: FindingStore,
): Promise<Attention | null> {
  const proposedOn = dayAt(Date.parse(deduction.proposal?.recordedAt ?? day.at), timeZone);
  const needed = attentionFor(deduction, acceptance, proposedOn, day);
  if (needed !== 'deduction-not-notified' && deduction.notified !== null) {
    const finding = { unitId: deduction.unitId, findingId: attentionId(deduction, 'deduction-not-notified') };
    await findings.resolve(finding, 'Đơn vị đã được thông báo.', day.at);
  }
  if (needed === null) return null;
  const isNew = await findings.noticeForAlarm(noticeAttention(deduction, needed, day.on, day.at));
  return isNew ? needed : null;
}

function unreadable(account: string, cause: unknown): DomainError {
  return new DomainError('ACCOUNT_UNREADABLE', `Account ${account} cannot be read: ${String(cause)}`, { cause });
}

function notSettled(failures: readonly unknown[]): DomainError {
  return new DomainError(
    'DEDUCTIONS_NOT_SETTLED',
    `${failures.length} deductions or accounts could not be settled; all others are. ${failures.slice(0, 5).map(String).join(' ')}`,
    { cause: new AggregateError(failures) },
  );
}
