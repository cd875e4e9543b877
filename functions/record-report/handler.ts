import middy from '@middy/core';
import { ReceivedReportStore } from '../../shared/assignment/received-report-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { parseRecordReport, recordReport } from './record-report.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  receivedReports: new ReceivedReportStore(tables, environment.REGISTRY_TABLE),
};

export const handler = middy().handler(async (event: unknown) => {
  const outcome = await recordReport(parseRecordReport(event), stores);
  logger.info('A report was recorded', outcome);
  return outcome;
});
