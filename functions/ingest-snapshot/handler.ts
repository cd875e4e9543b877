import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { onlyMessage } from '../../shared/runtime/event.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { TimeBudget } from '../../shared/runtime/time-budget.ts';
import { ingestMessageSchema, toIngestOrder } from '../../shared/snapshot/ingest-order.ts';
import { environmentSchema } from './environment.ts';
import { connectServices } from './ingest-services.ts';
import { ingestSnapshot } from './ingest-snapshot.ts';

const environment = readEnvironment(environmentSchema);
const services = connectServices(environment);

/** Takes in one snapshot: an S3 event by way of EventBridge and the ingest queue, or an order of our own. */
export const handler = middy<SQSEvent>().handler(async (event) => {
  const timeBudget = new TimeBudget(environment.TIME_BUDGET_SECONDS);
  const order = toIngestOrder(onlyMessage(event, ingestMessageSchema));
  const outcome = await ingestSnapshot(order, { ...services, timeBudget });
  logger.info('Snapshot handled', { objectKey: order.objectKey, outcome });
});
