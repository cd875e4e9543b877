import * as z from 'zod';
import { daySchema } from '../../shared/calendar/day.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredShape } from '../../shared/runtime/field-schemas.ts';
import type { Queue } from '../../shared/runtime/queue.ts';
import { releasableReasons } from '../../shared/snapshot/guard-snapshot.ts';
import type { IngestOrder } from '../../shared/snapshot/ingest-order.ts';
import { releaseSchema } from '../../shared/snapshot/receipt.ts';
import type { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';

/** An admin's word that a file which was put aside is right after all. */
export const releaseSnapshotSchema = releaseSchema.extend({
  ...enteredShape,
  sourceId: z.string().min(1),
  day: daySchema,
  fileNumber: z.int().positive().default(1),
});
export type ReleaseSnapshot = z.infer<typeof releaseSnapshotSchema>;

/**
 * Lets a quarantined file through: it is ingested again, and the receipt names who let it through and why.
 *
 * @throws DomainError `NOT_QUARANTINED`, `NOT_RELEASABLE` (a file that cannot be read at all must be sent again)
 */
export async function releaseSnapshot(
  { sourceId, day, fileNumber, actor, reason }: ReleaseSnapshot,
  { receipts, queue }: { readonly receipts: ReceiptStore; readonly queue: Queue },
): Promise<IngestOrder> {
  const receipt = await receipts.quarantined(sourceId, day, fileNumber);
  if (receipt === null) {
    throw new DomainError(
      'NOT_QUARANTINED',
      `No file ${fileNumber} of ${sourceId} for ${day} is in quarantine. Look for its receipt in the Snapshots table.`,
    );
  }
  const fixed = receipt.reasons.filter(({ code }) => !releasableReasons.has(code));
  if (fixed.length > 0) {
    const why = fixed.map(({ message }) => message).join(' ');
    throw new DomainError(
      'NOT_RELEASABLE',
      `${receipt.objectKey} cannot be read: ${why} Ask the source for a correction, named ${day}.${fileNumber + 1}.csv.`,
    );
  }
  const order: IngestOrder = {
    kind: 'ingest',
    objectKey: receipt.objectKey,
    readKey: receipt.quarantineKey,
    receivedAt: receipt.receivedAt,
    release: { actor, reason },
    isDerivedAgain: false,
    isRewritten: false,
    resume: null,
  };
  await queue.send(order);
  return order;
}
