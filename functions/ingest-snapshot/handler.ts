import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { DossierStore } from '../../shared/dossier/dossier-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { onlyMessage } from '../../shared/runtime/event.ts';
import { Queue } from '../../shared/runtime/queue.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { ingestMessageSchema, toIngestOrder } from '../../shared/snapshot/ingest-order.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { TallyStore } from '../../shared/tally/tally-store.ts';
import { environmentSchema } from './environment.ts';
import { ingestSnapshot } from './ingest-snapshot.ts';

const environment = environmentSchema.parse(process.env);
const tables = connectTables();
const services = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  receipts: new ReceiptStore(tables, environment.SNAPSHOTS_TABLE),
  dossiers: new DossierStore(tables, environment.DOSSIERS_TABLE),
  tallies: new TallyStore(tables, environment.TALLIES_TABLE),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
  bucket: new Bucket(environment.BUCKET),
  queue: new Queue(environment.INGEST_QUEUE_URL),
  timeZone: environment.TIME_ZONE,
};

/** Takes in one snapshot: an S3 event by way of EventBridge and the ingest queue, or an order of our own. */
export const handler = middy<SQSEvent>().handler(async (event) => {
  const order = toIngestOrder(onlyMessage(event, ingestMessageSchema));
  const outcome = await ingestSnapshot(order, services);
  logger.info('Snapshot handled', { objectKey: order.objectKey, outcome });
});
