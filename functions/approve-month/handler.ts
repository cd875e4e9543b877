import middy from '@middy/core';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { approveMonth, parseApprovalOrder } from './approve-month.ts';
import { environmentSchema } from './environment.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  evaluations: new EvaluationStore(tables, environment.EVALUATIONS_TABLE),
  approvals: new ApprovalStore(tables, environment.REGISTRY_TABLE),
  ledger: new LedgerStore(tables, environment.LEDGER_TABLE),
  ledgerCopies: new LedgerCopies(new Bucket(environment.BUCKET)),
};

/** `{month, actor, reason, unitIds?}`, from the Lambda console, a runbook or the local page. */
export const handler = middy<unknown>().handler(async (event) => {
  const order = parseApprovalOrder(event);
  const outcome = await approveMonth(order, orderedAt(), stores);
  logger.info('A month was approved', { month: order.month, actor: order.actor, reason: order.reason, ...outcome });
  return outcome;
});
