import type { Day } from '../../shared/calendar/day.ts';
import type { DossierStore } from '../../shared/dossier/dossier-store.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Queue } from '../../shared/runtime/queue.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { guardSnapshot, releasableReasons } from '../../shared/snapshot/guard-snapshot.ts';
import type { IngestOrder } from '../../shared/snapshot/ingest-order.ts';
import type { AcceptedReceipt, QuarantineReason } from '../../shared/snapshot/receipt.ts';
import type { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { parseSnapshotName, type SnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import { emptyState, isOpenKind, type State } from '../../shared/snapshot/state.ts';
import { decodeState } from '../../shared/snapshot/state-file.ts';
import { type MonthToTally, monthsByUnit, monthsToTally } from '../../shared/tally/months-to-tally.ts';
import type { TallyStore } from '../../shared/tally/tally-store.ts';
import type { Tier } from '../../shared/unit/unit.ts';
import { type DerivedDay, deriveDay } from './derive-day.ts';
import { keepDay, rulesDigestOf } from './keep-day.ts';
import { quarantineDay } from './quarantine-day.ts';
import { asOfInstant, evaluateFromOf, type RegistryOfDay, readRegistry, registryAsOf } from './registry-of-day.ts';

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
export type IngestOutcome = 'accepted' | 'quarantined' | 'superseded' | 'already-ingested' | 'overtaken' | 'no-file';

/** A day on its way in: what was asked, and what stood when it began. */
export interface DayAtWork {
  readonly order: IngestOrder;
  readonly name: SnapshotName;
  readonly registry: RegistryOfDay;
  readonly standing: AcceptedReceipt | null;
  readonly priorReceipt: AcceptedReceipt | null;
  readonly months: ReadonlyMap<string, readonly MonthToTally[]>;
  /** Whether the day can govern a month ... */
  readonly mayGovern: boolean;
  /** ... that was over before it. */
  readonly isAfterEnd: boolean;
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
  // A folder that somebody creates in the S3 console is an empty object.
  if (order.objectKey.endsWith('/')) return 'no-file';
  const day = await beginDay(order, services);
  const { name, standing } = day;
  if (standing !== null && standing.fileNumber > name.fileNumber) {
    await rewrite(standing, services);
    return 'superseded';
  }
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
  const [rows, standing, priorReceipt, firstReceipt] = await Promise.all([
    readRegistry(registry, sourceId),
    receipts.accepted(sourceId, day),
    receipts.latestBefore(sourceId, day),
    receipts.firstAccepted(sourceId),
  ]);
  const snapshotDay = {
    day,
    priorDay: priorReceipt?.day ?? null,
    hasCutOff: rows.source.cutOff !== undefined,
    asOfMs: asOfInstant(rows.source, day),
    evaluateFrom: evaluateFromOf(rows.source, earlier(firstReceipt?.day ?? day, day)),
    timeZone,
  };
  const monthsOfTiers = tiers.map((tier) => [tier, monthsToTally(rows.policies, tier, snapshotDay)] as const);
  const governed = monthsOfTiers.flatMap(([, months]) => months).filter(({ mayGovern }) => mayGovern);
  const ended = governed.find(({ isAfterEnd }) => isAfterEnd);
  return {
    order,
    name,
    registry: registryAsOf(rows, ended?.period.lastDay ?? day),
    standing,
    priorReceipt,
    months: monthsByUnit(rows.units, monthsOfTiers),
    mayGovern: governed.length > 0,
    isAfterEnd: ended !== undefined,
  };
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}

/** @throws DomainError `STATE_DAMAGED` */
async function readState(receipt: AcceptedReceipt, bucket: Bucket): Promise<State> {
  const object = await bucket.read(receipt.stateKey);
  if (sha256(object) !== receipt.stateDigest) {
    throw new DomainError(
      'STATE_DAMAGED',
      `${receipt.stateKey} is not what the receipt of ${receipt.day} names. Restore the object's version, or send that day's file again as a correction (.2.csv).`,
    );
  }
  return decodeState(object);
}

async function readPriorState({ name, priorReceipt }: DayAtWork, bucket: Bucket): Promise<State> {
  if (priorReceipt !== null) return readState(priorReceipt, bucket);
  return emptyState({ sourceId: name.sourceId, day: name.day, inputsDigest: '' });
}

/** A correction must be able to replace a state that is damaged: then all that the file tells is written. */
async function readReplacedState(standing: AcceptedReceipt, bucket: Bucket): Promise<State> {
  try {
    return await readState(standing, bucket);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    logger.warn('The state to be replaced cannot be read', error);
    return emptyState({ sourceId: standing.sourceId, day: standing.day, inputsDigest: '' });
  }
}

async function derive(day: DayAtWork, prior: State, { bucket, timeZone }: IngestServices): Promise<DerivedDay> {
  const { order, name, registry, standing, mayGovern, isAfterEnd } = day;
  const replaced = standing === null ? null : await readReplacedState(standing, bucket);
  const file = await bucket.stream(order.readKey);
  const { receivedAt } = order;
  return deriveDay(file, { name, registry, prior, replaced, mayGovern, isAfterEnd, receivedAt, timeZone });
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
  if (day.standing !== null && isDoneAlready(day, derived, day.standing)) {
    await queueFollowUps(day.standing, services);
    return 'already-ingested';
  }
  const receipt = await keepDay(day, derived, services);
  if (receipt === null) {
    const standing = await services.receipts.accepted(day.name.sourceId, day.name.day);
    if (standing !== null) await rewrite(standing, services);
    return 'overtaken';
  }
  await queueFollowUps(receipt, services);
  return 'accepted';
}

/** Why the file must be put aside; an admin's release overrules what can be overruled. */
function reasonsAgainst(
  { order, name, registry, standing, priorReceipt }: DayAtWork,
  prior: State,
  derived: DerivedDay,
) {
  if (derived.quarantine !== null) return [derived.quarantine];
  const isNumberTaken = standing?.fileNumber === name.fileNumber && standing.objectKey !== order.objectKey;
  if (isNumberTaken) return [numberTaken(standing, name)];
  const isOver = Date.parse(order.receivedAt) >= asOfInstant(registry.source, name.day);
  const early: QuarantineReason = {
    code: 'day-not-over',
    message: `The file is named for ${name.day}, but came at ${order.receivedAt}, before that day was over.`,
  };
  const reasons = guardSnapshot({
    counts: derived.counts,
    prior: priorReceipt && { rowsRead: priorReceipt.rowsRead, open: countOpen(prior, registry.movedUnits) },
    hasMovingWindow: registry.source.window.movingDays !== undefined,
  });
  const all = isOver ? reasons : [early, ...reasons];
  const isLetThrough = order.release !== null || order.isDerivedAgain;
  return isLetThrough ? all.filter(({ code }) => !releasableReasons.has(code)) : all;
}

function numberTaken({ objectKey }: AcceptedReceipt, { day, fileNumber }: SnapshotName): QuarantineReason {
  const message = `${objectKey} was accepted as file ${fileNumber} of ${day}: name a correction ${day}.${fileNumber + 1}.csv.`;
  return { code: 'number-taken', message };
}

/** The open dossiers that the day before shows, of units that are still this source's or nobody's. */
function countOpen(state: State, movedUnits: ReadonlySet<string>): number {
  let open = 0;
  for (let position = 0; position < state.size; position++) {
    const isOpen = isOpenKind(state.kindAt(position)) && !state.isMissingAt(position);
    if (isOpen && !movedUnits.has(state.unitIdAt(position) ?? '')) open++;
  }
  return open;
}

/** The same file with the same inputs was ingested: its pointer was the last thing written, so all else is there. */
function isDoneAlready(day: DayAtWork, { objectDigest, state }: DerivedDay, standing: AcceptedReceipt): boolean {
  const { order, name, priorReceipt } = day;
  return (
    !order.isRewritten &&
    standing.fileNumber === name.fileNumber &&
    standing.objectDigest === objectDigest &&
    standing.inputsDigest === state.head.inputsDigest &&
    standing.rulesDigest === rulesDigestOf(day) &&
    standing.priorStateDigest === (priorReceipt?.stateDigest ?? null)
  );
}

/**
 * A late or corrected day changes what the next one is derived from; so on, until a state comes out unchanged. And while
 * this day was at work, the day before it may have been: then this one is derived again.
 */
async function queueFollowUps(receipt: AcceptedReceipt, { receipts, queue }: IngestServices): Promise<void> {
  const { sourceId, day, stateDigest, priorStateDigest } = receipt;
  const [previous, next] = await Promise.all([
    receipts.latestBefore(sourceId, day),
    receipts.firstAfter(sourceId, day),
  ]);
  if ((previous?.stateDigest ?? null) !== priorStateDigest) await queue.send(derivedAgain(receipt));
  if (next !== null && next.priorStateDigest !== stateDigest) await queue.send(derivedAgain(next));
}

/**
 * Another run set the day's pointer, or a newer file stands. What this or an earlier run wrote may have come after what
 * that one wrote, so the file that stands is derived and written once more.
 */
async function rewrite(standing: AcceptedReceipt, { queue }: IngestServices): Promise<void> {
  await queue.send({ ...derivedAgain(standing), isRewritten: true });
}

function derivedAgain(receipt: AcceptedReceipt): IngestOrder {
  const { objectKey, readKey, receivedAt, release } = receipt;
  return { kind: 'ingest', objectKey, readKey, receivedAt, release, isDerivedAgain: true, isRewritten: false };
}
