import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { IngestOrder } from '../../shared/snapshot/ingest-order.ts';
import type { QuarantineReason } from '../../shared/snapshot/receipt.ts';
import type { State } from '../../shared/snapshot/state.ts';
import { beginDay, type DayAtWork } from './begin-day.ts';
import { isDoneAlready, reasonsAgainst } from './check-day.ts';
import { type DerivedFile, deriveDay, forgetSpools } from './derive-day.ts';
import { DigestedFile } from './digested-file.ts';
import { queueFollowUps, rewrite } from './follow-up.ts';
import type { IngestServices } from './ingest-services.ts';
import { keepDay } from './keep-day.ts';
import { quarantineDay } from './quarantine-day.ts';
import { readPriorState, readReplacedState } from './read-states.ts';

/** What came of an order. */
export type IngestOutcome = 'accepted' | 'quarantined' | 'superseded' | 'already-ingested' | 'overtaken' | 'no-file';

/**
 * Takes in one file of one source and day: state(day) = f(file, state of the nearest earlier day). Nothing is written
 * before the whole file has passed its guards; the day's pointer is written last, so that a run that was cut off is
 * simply run again.
 *
 * @throws DomainError `UNRECOGNISED_SNAPSHOT_NAME`, `UNKNOWN_SOURCE`, `OBJECT_MISSING`, `STATE_DAMAGED`,
 * `CANNOT_DERIVE_AGAIN`
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
    return await settle(day, derived, services);
  } finally {
    forgetSpools(derived);
  }
}

async function derive(day: DayAtWork, prior: State, { bucket, timeZone }: IngestServices): Promise<DerivedFile> {
  const { order, name, registry, standing, mayGovern, isAfterEnd } = day;
  const replaced = standing === null ? null : await readReplacedState(standing, bucket);
  const file = new DigestedFile(await bucket.stream(order.readKey));
  try {
    const { receivedAt } = order;
    const inputs = { name, registry, prior, replaced, mayGovern, isAfterEnd, receivedAt, timeZone };
    return { ...(await deriveDay(file, inputs)), objectDigest: await file.digest() };
  } finally {
    file.close();
  }
}

async function settle(day: DayAtWork, derived: DerivedFile, services: IngestServices): Promise<IngestOutcome> {
  const reasons = reasonsAgainst(day, derived);
  if (reasons.length > 0) {
    if (day.order.isDerivedAgain) throw cannotDeriveAgain(day, reasons);
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

/** The day stands as it was derived before: to put its file aside now would say that it is not counted. */
function cannotDeriveAgain({ order }: DayAtWork, reasons: readonly QuarantineReason[]): DomainError {
  const why = reasons.map(({ message }) => message).join(' ');
  return new DomainError(
    'CANNOT_DERIVE_AGAIN',
    `${order.objectKey} was accepted and still counts, but cannot be derived again after an earlier day has changed: ${why} Mend the source's description, then redrive this message.`,
  );
}
