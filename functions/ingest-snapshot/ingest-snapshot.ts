import type { Day } from '../../shared/calendar/day.ts';
import type { DossierStore } from '../../shared/dossier/dossier-store.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Queue } from '../../shared/runtime/queue.ts';
import { guardSnapshot, releasableReasons } from '../../shared/snapshot/guard-snapshot.ts';
import type { IngestOrder } from '../../shared/snapshot/ingest-order.ts';
import type { AcceptedReceipt, QuarantineReason } from '../../shared/snapshot/receipt.ts';
import type { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { parseSnapshotName, type SnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { decodeState } from '../../shared/snapshot/state-file.ts';
import { type MonthToTally, monthsToTally } from '../../shared/tally/months-to-tally.ts';
import type { TallyStore } from '../../shared/tally/tally-store.ts';
import type { Tier } from '../../shared/unit/unit.ts';
import { type DerivedDay, deriveDay } from './derive-day.ts';
import { keepDay } from './keep-day.ts';
import { quarantineDay } from './quarantine-day.ts';
import { asOfInstant, evaluateFromOf, type RegistryOfDay, readRegistry } from './registry-of-day.ts';

/** The edges that ingesting touches. */
export interface IngestServices {
  readonly registry: RegistryStore;
  readonly receipts: ReceiptStore;
  readonly dossiers: DossierStore;
  readonly tallies: TallyStore;
  readonly findings: FindingStore;
  readonly bucket: Bucket;
  readonly queue: Queue;
  /** The province's time zone. */
  readonly timeZone: string;
}

/** What came of an order. */
export type IngestOutcome = 'accepted' | 'quarantined' | 'superseded' | 'already-ingested' | 'overtaken';

/** A day on its way in: what was asked, and what stood when it began. */
export interface DayAtWork {
  readonly order: IngestOrder;
  readonly name: SnapshotName;
  readonly registry: RegistryOfDay;
  readonly standing: AcceptedReceipt | null;
  readonly priorReceipt: AcceptedReceipt | null;
  readonly months: ReadonlyMap<Tier, readonly MonthToTally[]>;
}

const tiers: readonly Tier[] = ['province', 'district', 'commune'];

/**
 * Takes in one file of one source and day: state(day) = f(file, state of the nearest earlier day). Nothing is written
 * before the whole file has passed its guards; the day's pointer is written last, so that a run that was cut off is
 * simply run again.
 *
 * @throws DomainError `UNRECOGNISED_SNAPSHOT_NAME`, `UNKNOWN_SOURCE`, `OBJECT_MISSING`, `STATE_DAMAGED`
 */
export async function ingestSnapshot(order: IngestOrder, services: IngestServices): Promise<IngestOutcome> {
  const day = await beginDay(order, services);
  const { name, standing } = day;
  const isSuperseded = standing !== null && standing.fileNumber > name.fileNumber;
  if (isSuperseded) return 'superseded';
  const prior = await readPriorState(day, services.bucket);
  const derived = await derive(day, prior, services);
  try {
    return await settle(day, prior, derived, services);
  } finally {
    derived.changed.remove();
    derived.canonical?.lines.remove();
  }
}

async function beginDay(order: IngestOrder, { receipts, registry, timeZone }: IngestServices): Promise<DayAtWork> {
  const name = parseSnapshotName(order.objectKey);
  const { sourceId, day } = name;
  const [ofDay, standing, priorReceipt, firstReceipt] = await Promise.all([
    readRegistry(registry, sourceId, day),
    receipts.accepted(sourceId, day),
    receipts.latestBefore(sourceId, day),
    receipts.firstAccepted(sourceId),
  ]);
  const snapshotDay = {
    day,
    priorDay: priorReceipt?.day ?? null,
    hasCutOff: ofDay.source.cutOff !== undefined,
    asOfMs: asOfInstant(ofDay.source, day),
    evaluateFrom: evaluateFromOf(ofDay.source, earlier(firstReceipt?.day ?? day, day)),
    timeZone,
  };
  const months = new Map(tiers.map((tier) => [tier, monthsToTally(ofDay.policies, tier, snapshotDay)]));
  return { order, name, registry: ofDay, standing, priorReceipt, months };
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}

/** @throws DomainError `STATE_DAMAGED` */
async function readPriorState({ name, priorReceipt }: DayAtWork, bucket: Bucket): Promise<State> {
  if (priorReceipt === null) return emptyState({ sourceId: name.sourceId, day: name.day, inputsDigest: '' });
  const object = await bucket.read(priorReceipt.stateKey);
  if (sha256(object) !== priorReceipt.stateDigest) {
    throw new DomainError(
      'STATE_DAMAGED',
      `${priorReceipt.stateKey} is not what the receipt of ${priorReceipt.day} names. Restore the object's version, or ingest that day again.`,
    );
  }
  return decodeState(object);
}

async function derive(day: DayAtWork, prior: State, { bucket, timeZone }: IngestServices): Promise<DerivedDay> {
  const months = [...day.months.values()].flat();
  const { order, name, registry, priorReceipt } = day;
  return deriveDay(await bucket.stream(order.readKey), {
    name,
    registry,
    prior,
    priorAsOfMs: priorReceipt === null ? Number.NaN : asOfInstant(registry.source, priorReceipt.day),
    mayGovern: months.some((month) => month.mayGovern),
    isAfterEnd: months.some((month) => month.mayGovern && month.isAfterEnd),
    receivedAt: order.receivedAt,
    timeZone,
  });
}

async function settle(
  day: DayAtWork,
  prior: State,
  derived: DerivedDay,
  services: IngestServices,
): Promise<IngestOutcome> {
  const reasons = reasonsAgainst(day, prior, derived);
  if (reasons.length > 0) {
    await quarantineDay(day, derived, reasons, services);
    return 'quarantined';
  }
  if (isDoneAlready(day, derived)) {
    await queueNextDay(day, derived.state.head.day, day.standing?.stateDigest ?? '', services);
    return 'already-ingested';
  }
  const receipt = await keepDay(day, derived, services);
  if (receipt === null) {
    await healAfterOvertaking(day, services);
    return 'overtaken';
  }
  await queueNextDay(day, receipt.day, receipt.stateDigest, services);
  return 'accepted';
}

/** Why the file must be put aside; an admin's release overrules what can be overruled. */
function reasonsAgainst({ order, name, registry, priorReceipt }: DayAtWork, prior: State, derived: DerivedDay) {
  if (derived.quarantine !== null) return [derived.quarantine];
  const isOver = Date.parse(order.receivedAt) >= asOfInstant(registry.source, name.day);
  const early: QuarantineReason = {
    code: 'day-not-over',
    message: `The file is named for ${name.day}, but came at ${order.receivedAt}, before that day was over.`,
  };
  const reasons = guardSnapshot({
    counts: derived.counts,
    prior: priorReceipt && { rowsRead: priorReceipt.rowsRead, open: countOpen(prior, registry.countedUnits) },
    hasMovingWindow: registry.source.window.movingDays !== undefined,
  });
  const all = isOver ? reasons : [early, ...reasons];
  const isLetThrough = order.release !== null || order.isDerivedAgain;
  return isLetThrough ? all.filter(({ code }) => !releasableReasons.has(code)) : all;
}

function countOpen(state: State, countedUnits: ReadonlySet<string>): number {
  let open = 0;
  for (let position = 0; position < state.size; position++) {
    const kind = state.kindAt(position);
    const isOpen = kind === 'open' || kind === 'paused';
    if (isOpen && countedUnits.has(state.unitIdAt(position) ?? '')) open++;
  }
  return open;
}

/** The same file with the same inputs was ingested: its pointer was the last thing written, so all else is there. */
function isDoneAlready({ order, standing, priorReceipt }: DayAtWork, { objectDigest, state }: DerivedDay): boolean {
  if (standing === null || order.isRewritten) return false;
  return (
    standing.objectDigest === objectDigest &&
    standing.inputsDigest === state.head.inputsDigest &&
    standing.priorStateDigest === (priorReceipt?.stateDigest ?? null)
  );
}

/** A late or corrected day changes what the next one is derived from; so on, until a state comes out unchanged. */
async function queueNextDay(
  { name }: DayAtWork,
  day: Day,
  stateDigest: string,
  { receipts, queue }: IngestServices,
): Promise<void> {
  const next = await receipts.firstAfter(name.sourceId, day);
  if (next !== null && next.priorStateDigest !== stateDigest) await queue.send(derivedAgain(next));
}

/**
 * Another run set the day's pointer while this one was writing. What this one wrote may have come after what that one
 * wrote, so the file that stands is derived once more.
 */
async function healAfterOvertaking({ name }: DayAtWork, { receipts, queue }: IngestServices): Promise<void> {
  const standing = await receipts.accepted(name.sourceId, name.day);
  if (standing !== null) await queue.send({ ...derivedAgain(standing), isRewritten: true });
}

function derivedAgain(receipt: AcceptedReceipt): IngestOrder {
  const { objectKey, readKey, receivedAt, release } = receipt;
  return { kind: 'ingest', objectKey, readKey, receivedAt, release, isDerivedAgain: true, isRewritten: false };
}
