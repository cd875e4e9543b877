import middy from '@middy/core';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { parseRecordReport, recordReport } from './record-report.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  events: new AssignmentEventStore(tables, environment.REGISTRY_TABLE),
};

/** `{assignmentId, unitId, receivedOn, actor, reason, reference?, file?}`, from the Lambda console or a runbook. */
export const handler = middy<unknown>().handler(async (event) => {
  const outcome = await recordReport(parseRecordReport(event), orderedAt(), environment.TIME_ZONE, stores);
  logger.info('A report was recorded', outcome);
  return outcome;
});
