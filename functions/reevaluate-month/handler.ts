import middy from '@middy/core';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { RegistryImportStore } from '../../shared/registry/registry-import-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { environmentSchema } from './environment.ts';
import { parseOrder } from './order.ts';
import { reevaluateMonth } from './reevaluate-month.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const bucket = new Bucket(environment.BUCKET);
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  registryImports: new RegistryImportStore(tables, environment.REGISTRY_TABLE),
  receipts: new ReceiptStore(tables, environment.SNAPSHOTS_TABLE),
  evaluations: new EvaluationStore(tables, environment.EVALUATIONS_TABLE),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
  ledger: new LedgerStore(tables, environment.LEDGER_TABLE),
  ledgerCopies: new LedgerCopies(bucket),
  bucket,
};

/**
 * `{month, actor, reason, untilMonth?, unitIds?, countFrom?, policies?, confirm?}`, from the Lambda console, a runbook or
 * the local page.
 */
export const handler = middy<unknown>().handler(async (event) => {
  const order = parseOrder(event);
  const result = await reevaluateMonth(order, orderedAt(), environment.TIME_ZONE, stores);
  const { month, untilMonth = month, actor, reason } = order;
  logger.info('A month was judged anew', { month, untilMonth, actor, reason, outcome: result.outcome });
  return result;
});
