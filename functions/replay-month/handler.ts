import middy from '@middy/core';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { parseReplayOrder, replayMonth } from './replay-month.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  evaluations: new EvaluationStore(tables, environment.EVALUATIONS_TABLE),
  approvals: new ApprovalStore(tables, environment.REGISTRY_TABLE),
  bucket: new Bucket(environment.BUCKET),
};

/** `{month, unitIds?, actor?, reason?}`, from the Lambda console, a runbook or `npm run replay`. Reads only. */
export const handler = middy<unknown>().handler(async (event) => {
  const order = parseReplayOrder(event);
  const report = await replayMonth(order, environment.TIME_ZONE, stores);
  const { evaluations, identical, differenceCount } = report;
  logger.info('A month was replayed', { ...order, evaluations, identical, differenceCount });
  return report;
});
