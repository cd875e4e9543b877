import { DomainError } from '../../shared/runtime/domain-error.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import type { IngestOrder } from '../../shared/snapshot/ingest-order.ts';
import type { QuarantineReason } from '../../shared/snapshot/receipt.ts';
import type { State } from '../../shared/snapshot/state.ts';
import { beginDay, type DayAtWork } from './begin-day.ts';
import { isDoneAlready, reasonsAgainst } from './check-day.ts';
import { type DerivedDay, type DerivedFile, deriveDay, forgetSpools } from './derive-day.ts';
import { DigestedFile } from './digested-file.ts';
import { beginAnew, giveWay, goOnLater, queueFollowUps, rewrite } from './follow-up.ts';
import type { IngestServices } from './ingest-services.ts';
import { keepDay } from './keep-day.ts';
import { quarantineDay } from './quarantine-day.ts';
import { readPriorState } from './read-states.ts';
import { readToldState } from './told-states.ts';

/** What came of an order. */
export type IngestOutcome =
  | 'accepted'
  | 'quarantined'
  | 'superseded'
  | 'already-ingested'
  | 'overtaken'
  /** The time was up, or the day came out otherwise than in an earlier part: another run goes on. */
  | 'continued'
  | 'no-file';

/**
 * Takes in one file of one source and day: state(day) = f(file, state of the nearest earlier day). Nothing is written
 * before the whole file has passed its guards; the day's pointer is written last, so that a run that was cut off is
 * simply run again. Deriving is fast, writing dossiers is not: when the time is up, the run asks itself by a message to
 * go on. That run derives the day again, which gives the same dossiers in the same order, and skips what is written.
 *
 * @throws DomainError `UNRECOGNISED_SNAPSHOT_NAME`, `UNKNOWN_SOURCE`, `OBJECT_MISSING`, `STATE_DAMAGED`,
 * `STATE_EXPIRED`, `CANNOT_DERIVE_AGAIN`
 */
export async function ingestSnapshot(order: IngestOrder, services: IngestServices): Promise<IngestOutcome> {
  // A folder that somebody creates in the S3 console is an empty object.
  if (order.objectKey.endsWith('/')) return 'no-file';
  const day = await beginDay(order, services);
  const { name, standing } = day;
  if (standing !== null && standing.fileNumber > name.fileNumber) {
    await rewrite(order, standing, services);
    return 'superseded';
  }
  const prior = await readPriorState(day, services.bucket);
  try {
    const derived = await derive(day, prior, services);
    return await settle(day, derived, services).finally(() => forgetSpools(derived));
  } finally {
    prior.remove();
  }
}

async function derive(day: DayAtWork, prior: State, { bucket, timeZone }: IngestServices): Promise<DerivedFile> {
  const { order, name, registry, priorReceipt, mayGovern, endedPeriod } = day;
  const file = new DigestedFile(await bucket.stream(order.readKey));
  const replaced = await readToldState(day, bucket).catch(closing(file));
  try {
    const { receivedAt } = order;
    const priorDay = priorReceipt?.day ?? null;
    const inputs = { name, registry, prior, priorDay, replaced, mayGovern, endedPeriod, receivedAt, timeZone };
    const derived = await deriveDay(file, inputs);
    return { ...derived, isToldAnew: replaced !== null, objectDigest: await file.digest().catch(forgetting(derived)) };
  } finally {
    file.close();
    replaced?.remove();
  }
}

function closing(file: DigestedFile): (error: unknown) => never {
  return (error) => {
    file.close();
    throw error;
  };
}

/** The rest of the file cannot be read: nothing comes of what was derived. */
function forgetting(derived: DerivedDay): (error: unknown) => never {
  return (error) => {
    forgetSpools(derived);
    throw error;
  };
}

async function settle(day: DayAtWork, derived: DerivedFile, services: IngestServices): Promise<IngestOutcome> {
  const reasons = reasonsAgainst(day, derived);
  if (reasons.length > 0) {
    if (day.order.isDerivedAgain) throw cannotDeriveAgain(day, reasons);
    await quarantineDay(day, derived, reasons, services);
    // An order to write anew may come of a race that it lost: what it has told then must not be left standing.
    if (day.order.isRewritten && day.standing !== null) await rewrite(day.order, day.standing, services);
    return 'quarantined';
  }
  const { order } = day;
  if (order.resume !== null && order.resume.changedDigest !== derived.changedDigest) {
    await beginAnew(order, services);
    return 'continued';
  }
  if (day.standing !== null && isDoneAlready(day, derived, day.standing)) {
    await queueFollowUps(order, day.standing, services);
    return 'already-ingested';
  }
  const kept = await keepDay(day, derived, services);
  if (kept.kind === 'unfinished') return goOn(order, derived, kept.linesWritten, services);
  if (kept.kind === 'overtaken') {
    await giveWay(order, kept.receipt, services);
    return 'overtaken';
  }
  await queueFollowUps(order, kept.receipt, services);
  return 'accepted';
}

async function goOn(
  order: IngestOrder,
  { changedDigest, counts }: DerivedFile,
  linesWritten: number,
  services: IngestServices,
): Promise<IngestOutcome> {
  const part = (order.resume?.part ?? 1) + 1;
  logger.info('The time is up; another run goes on', { objectKey: order.objectKey, linesWritten, part, ...counts });
  await goOnLater(order, { changedDigest, linesWritten, part }, services);
  return 'continued';
}

/** The day stands as it was derived before: to put its file aside now would say that it is not counted. */
function cannotDeriveAgain({ order }: DayAtWork, reasons: readonly QuarantineReason[]): DomainError {
  const why = reasons.map(({ message }) => message).join(' ');
  return new DomainError(
    'CANNOT_DERIVE_AGAIN',
    `${order.objectKey} was accepted and still counts, but cannot be derived again after an earlier day has changed: ${why} Mend the source's description, then redrive this message.`,
  );
}
