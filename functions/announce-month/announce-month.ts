import { addMonths, type Month, monthOf } from '../../shared/calendar/month.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import { type Approvals, isDraft, needsApproval } from '../../shared/evaluation/approval.ts';
import type { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { type DueMonth, dueMonths } from '../../shared/evaluation/due-plans.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { latestRevisions } from '../../shared/evaluation/latest-revisions.ts';
import { findFirstDays, loadRegistry } from '../../shared/evaluation/load-registry.ts';
import { accountOf } from '../../shared/ledger/append-entry.ts';
import {
  draftMonthHead,
  isEntered,
  isHeadOf,
  isMonthComplete,
  proposedIn,
} from '../../shared/ledger/draft-month-head.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import type { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import type { Occasion } from '../../shared/ledger/month-figures.ts';
import type { MonthHead } from '../../shared/ledger/month-head.ts';
import type { KeptHead, LatestHeads, MonthHeadStore } from '../../shared/ledger/month-head-store.ts';
import { type Announcement, announcementOf } from '../../shared/notice/announcement.ts';
import type { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Scheduled } from '../../shared/runtime/event.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import type { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';

/** A month older than this gets its first head, however late, but no further ones: its year's score is settled. */
const MONTHS_TO_REVISE = 24;
const QUERIES_AT_ONCE = 32;

export interface AnnounceStores {
  readonly registry: RegistryStore;
  readonly receipts: Pick<ReceiptStore, 'firstAccepted'>;
  readonly evaluations: Pick<EvaluationStore, 'byMonth' | 'countOfMonth'>;
  readonly approvals: Pick<ApprovalStore, 'ofMonth'>;
  readonly ledger: Pick<LedgerStore, 'entries'>;
  readonly heads: MonthHeadStore;
  readonly announcements: Pick<AnnouncementStore, 'keep' | 'since'>;
}

/** What a run came to, for the log. */
export interface AnnounceOutcome {
  /** Heads that this run made, or announced for a run that died. */
  readonly announced: readonly { readonly month: Month; readonly number: number; readonly headHash: string }[];
  /** Months of which units are not judged, not approved, or not entered yet. */
  readonly waiting: readonly Month[];
}

/**
 * Makes the head of every month that is judged whole, and again where a re-evaluation changed it or all that it proposed
 * is decided on, and keeps that it is to be announced. What is announced is read from the head's object, so that a run that
 * died after writing it goes on there. Months of which nothing has changed are not fetched.
 */
export async function announceMonths(
  { scheduledAt }: Scheduled,
  timeZone: string,
  stores: AnnounceStores,
): Promise<AnnounceOutcome> {
  const scheduledAtMs = Date.parse(scheduledAt);
  const recordedAt = new Date(scheduledAtMs).toISOString();
  const registry = await loadRegistry(stores.registry);
  const firstDays = await findFirstDays(registry.sources, stores.receipts);
  const settledBefore = addMonths(monthOf(dayAt(scheduledAtMs, timeZone)), -MONTHS_TO_REVISE);
  const latestHeads = new Map(await stores.heads.latest());
  const announcedAlready = latestOf(await stores.announcements.since(settledBefore));
  const waiting: Month[] = [];
  const announced: AnnounceOutcome['announced'][number][] = [];
  for (const due of dueMonths(registry, firstDays, { scheduledAtMs, timeZone })) {
    const { month } = due;
    const number = latestHeads.get(month);
    if (number !== undefined && month < settledBefore) continue;
    const known = announcedAlready.get(month);
    if (known !== undefined && known.number === number && !(await mayNeedAnother(known, stores))) continue;
    const kept = await headOf(due, latestHeads, recordedAt, stores);
    if (kept === null) {
      waiting.push(month);
      continue;
    }
    latestHeads.set(month, kept.head.number);
    const isNew = await stores.announcements.keep(announcementOf(kept.head, kept.key, kept.digest));
    if (isNew) announced.push({ month, number: kept.head.number, headHash: kept.digest });
  }
  return { announced, waiting };
}

/** The head of a month as it stands, made now where there is none yet; null while something of the month is missing. */
async function headOf(
  due: DueMonth,
  latestHeads: LatestHeads,
  recordedAt: string,
  stores: AnnounceStores,
): Promise<KeptHead | null> {
  const { month } = due;
  const latest = latestRevisions(await stores.evaluations.byMonth(month));
  const approvals = await approvalsOf(month, latest, stores);
  if (!isMonthComplete(dueUnits(due), latest, (evaluation) => isDraft(evaluation, approvals))) return null;
  const before = await headBefore(month, latestHeads, stores);
  const own = before?.head.month === month ? before.head : null;
  const isUnchanged = own !== null && isHeadOf(own, latest);
  if (isUnchanged && !(await isSettledSince(own, stores))) return before;
  const entries = await entriesOfYear(month, latest, before, stores);
  if (!isEntered(latest, approvals, entries)) return null;
  return stores.heads.keep(
    draftMonthHead({
      month,
      number: own === null ? 1 : own.number + 1,
      occasion: own === null ? null : occasionOf(isUnchanged),
      previous: before && { key: before.key, digest: before.digest },
      evaluations: latest,
      entries,
      recordedAt,
    }),
  );
}

/** @param isUnchanged whether the evaluations are those of the head before */
function occasionOf(isUnchanged: boolean): Occasion {
  return isUnchanged ? 'settlement' : 're-evaluation';
}

/** month -> its latest announcement */
function latestOf(announcements: readonly Announcement[]): ReadonlyMap<Month, Announcement> {
  return new Map(
    announcements.toSorted((one, other) => one.number - other.number).map((each) => [each.month, each] as const),
  );
}

/** Whether a month that is announced may have changed: more was judged, or nothing is open any more. */
async function mayNeedAnother(known: Announcement, stores: AnnounceStores): Promise<boolean> {
  if ((await stores.evaluations.countOfMonth(known.month)) !== known.evaluationCount) return true;
  return known.proposed !== undefined && isSettledSince((await stores.heads.read(known)).head, stores);
}

/** Whether all that a head says to be proposed is decided on now. */
async function isSettledSince({ month, proposed, exceededUnits }: MonthHead, { ledger }: AnnounceStores) {
  if (proposed === undefined) return false;
  const accounts = new Set(exceededUnits.map(({ unitId }) => accountOf(unitId, month)));
  const entries = await inParallel([...accounts], QUERIES_AT_ONCE, (account) => ledger.entries(account));
  return proposedIn(month, entries.flat()) === null;
}

function dueUnits({ plans }: DueMonth) {
  return plans.flatMap(({ rule, units }) => units.map(({ unit: { unitId } }) => ({ unitId, rule })));
}

/** The year of an account, `<unitId>#<year>`. */
function yearOf(account: string): string {
  return account.slice(account.lastIndexOf('#') + 1);
}

async function approvalsOf(
  month: Month,
  latest: readonly Evaluation[],
  { approvals }: AnnounceStores,
): Promise<Approvals> {
  return latest.some(needsApproval) ? approvals.ofMonth(month) : new Map();
}

/** The latest head of the month itself, else of the nearest earlier month that has one. */
async function headBefore(month: Month, latestHeads: LatestHeads, { heads }: AnnounceStores): Promise<KeptHead | null> {
  const nearest = [...latestHeads.keys()]
    .filter((earlier) => earlier <= month)
    .toSorted()
    .at(-1);
  const number = nearest === undefined ? undefined : latestHeads.get(nearest);
  return nearest === undefined || number === undefined ? null : heads.read({ month: nearest, number });
}

/**
 * The accounts of the units judged, and those that the head before names, of this year and the last: their units may be
 * gone since, and a year's last deductions are decided in the next one.
 */
async function entriesOfYear(
  month: Month,
  latest: readonly Evaluation[],
  before: KeptHead | null,
  { ledger }: AnnounceStores,
): Promise<LedgerEntry[]> {
  const ofUnits = latest.map(({ unitId }) => accountOf(unitId, month));
  const firstYear = addMonths(month, -12).slice(0, 4);
  const ofHead = (before?.head.accounts ?? [])
    .map(({ account }) => account)
    .filter((account) => yearOf(account) >= firstYear);
  const accounts = [...new Set([...ofUnits, ...ofHead])];
  return (await inParallel(accounts, QUERIES_AT_ONCE, (account) => ledger.entries(account))).flat();
}
