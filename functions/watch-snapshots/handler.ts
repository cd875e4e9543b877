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
import { watchCalendar } from './watch-calendar.ts';
import { watchSnapshots } from './watch-snapshots.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const services = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  receipts: new ReceiptStore(tables, environment.SNAPSHOTS_TABLE),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
};

/** Once a day: which sources have not sent their snapshot, and what does the calendar lack? */
export const handler = middy<SQSEvent>().handler(async (event) => {
  const scheduled = onlyMessage(event, scheduledSchema);
  const gaps = await watchCalendar(scheduled, environment.TIME_ZONE, services);
  if (gaps > 0) logger.warn('The calendar lacks days', { gaps });
  raise('CalendarMissing', gaps);
  const missing = await watchSnapshots(scheduled, services);
  if (missing > 0) logger.warn('Snapshots are missing', { missing });
  raise('SnapshotMissing', missing);
});
