import type { IngestOrder } from '../../shared/snapshot/ingest-order.ts';
import type { AcceptedReceipt } from '../../shared/snapshot/receipt.ts';
import type { IngestServices } from './ingest-services.ts';

/**
 * A late or corrected day changes what the next one is derived from; so on, until a state comes out unchanged. And while
 * this day was at work, the day before it may have been: then this one is derived again.
 */
export async function queueFollowUps(receipt: AcceptedReceipt, { receipts, queue }: IngestServices): Promise<void> {
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
export async function rewrite(standing: AcceptedReceipt, { queue }: IngestServices): Promise<void> {
  await queue.send({ ...derivedAgain(standing), isRewritten: true });
}

function derivedAgain(receipt: AcceptedReceipt): IngestOrder {
  const { objectKey, readKey, receivedAt, release } = receipt;
  return { kind: 'ingest', objectKey, readKey, receivedAt, release, isDerivedAgain: true, isRewritten: false };
}
