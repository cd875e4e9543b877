import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { onlyMessage, scheduledSchema } from '../../shared/runtime/event.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger, raise } from '../../shared/runtime/telemetry.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { environmentSchema } from './environment.ts';
import { watchSnapshots } from './watch-snapshots.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const services = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  receipts: new ReceiptStore(tables, environment.SNAPSHOTS_TABLE),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
};

/** Once a day: which sources have not sent their snapshot? */
export const handler = middy<SQSEvent>().handler(async (event) => {
  const missing = await watchSnapshots(onlyMessage(event, scheduledSchema), services);
  if (missing > 0) logger.warn('Snapshots are missing', { missing });
  raise('SnapshotMissing', missing);
});
