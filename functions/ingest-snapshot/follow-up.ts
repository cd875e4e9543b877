import type { IngestOrder, Resume } from '../../shared/snapshot/ingest-order.ts';
import type { AcceptedReceipt } from '../../shared/snapshot/receipt.ts';
import type { IngestServices } from './ingest-services.ts';

/**
 * A late or corrected day changes what the next one is derived from; so on, until a state comes out unchanged. And while
 * this day was at work, the day before it may have been: then this one is derived again.
 */
export async function queueFollowUps(
  order: IngestOrder,
  receipt: AcceptedReceipt,
  { receipts, queue }: IngestServices,
): Promise<void> {
  const { sourceId, day, stateDigest, priorStateDigest } = receipt;
  const [previous, next] = await Promise.all([
    receipts.latestBefore(sourceId, day),
    receipts.firstAfter(sourceId, day),
  ]);
  if ((previous?.stateDigest ?? null) !== priorStateDigest) await queue.send(derivedAgain(receipt, order));
  if (next !== null && next.priorStateDigest !== stateDigest) await queue.send(derivedAgain(next, order));
}

/** The time was up: another run goes on from where this one stopped. */
export async function goOnLater(order: IngestOrder, resume: Resume, { queue }: IngestServices): Promise<void> {
  await queue.send({ ...order, resume });
}

/** The day comes out otherwise than in the earlier part of this work: what that part wrote must not be left standing. */
export async function beginAnew(order: IngestOrder, { queue }: IngestServices): Promise<void> {
  await queue.send({ ...order, isRewritten: true, resume: null });
}

/**
 * Another run set the day's pointer while this one was writing. If it took in another file, this one is taken up again:
 * it replaces that one, or is superseded or refused by it. If it took in the same file with the same outcome, both have
 * written the same.
 */
export async function giveWay(order: IngestOrder, own: AcceptedReceipt, services: IngestServices): Promise<void> {
  const standing = await services.receipts.accepted(own.sourceId, own.day);
  if (standing === null || standing.objectKey !== own.objectKey) return beginAnew(order, services);
  if (!isSameOutcome(standing, own)) await rewrite(order, standing, services);
}

function isSameOutcome(one: AcceptedReceipt, other: AcceptedReceipt): boolean {
  return (
    one.objectDigest === other.objectDigest &&
    one.stateDigest === other.stateDigest &&
    one.rulesDigest === other.rulesDigest
  );
}

/**
 * A newer file stands, or another run set the day's pointer. What this or an earlier run wrote may have come after what
 * that one wrote, so the file that stands is derived and written once more.
 */
export async function rewrite(order: IngestOrder, standing: AcceptedReceipt, { queue }: IngestServices): Promise<void> {
  await queue.send({ ...derivedAgain(standing, order), isRewritten: true });
}

/** @param cause the order that led to it */
function derivedAgain(receipt: AcceptedReceipt, cause: IngestOrder): IngestOrder {
  const { objectKey, readKey, receivedAt, release } = receipt;
  return {
    kind: 'ingest',
    objectKey,
    readKey,
    receivedAt,
    causedAt: cause.causedAt ?? cause.receivedAt,
    release,
    isDerivedAgain: true,
    isRewritten: false,
    resume: null,
  };
}
