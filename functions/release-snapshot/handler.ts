import middy from '@middy/core';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { Queue } from '../../shared/runtime/queue.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { environmentSchema } from './environment.ts';
import { releaseSnapshot, releaseSnapshotSchema } from './release-snapshot.ts';

const environment = readEnvironment(environmentSchema);
const services = {
  receipts: new ReceiptStore(connectTables(), environment.SNAPSHOTS_TABLE),
  queue: new Queue(environment.INGEST_QUEUE_URL),
};

/** `{actor, reason, sourceId, day, fileNumber?}`, from the Lambda console, a runbook or the local page. */
export const handler = middy<unknown>().handler(async (event) => {
  const order = await releaseSnapshot(releaseSnapshotSchema.parse(event), services);
  logger.info('Snapshot released', { objectKey: order.objectKey, release: order.release });
  return { released: order.objectKey };
});
