import middy from '@middy/core';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { parseStatementOrder, writeStatement } from './write-statement.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  ledger: new LedgerStore(tables, environment.LEDGER_TABLE),
  evaluations: new EvaluationStore(tables, environment.EVALUATIONS_TABLE),
  bucket: new Bucket(environment.BUCKET),
};

/** `{unitId, year, actor, reason}`, from the Lambda console, a runbook or the local page. */
export const handler = middy<unknown>().handler(async (event) => {
  const order = parseStatementOrder(event);
  const written = await writeStatement(order, environment.TIME_ZONE, stores);
  logger.info('A yearly statement was written', { ...order, ...written });
  return written;
});
