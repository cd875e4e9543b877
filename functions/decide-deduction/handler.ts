import middy from '@middy/core';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { decideDeduction, parseDecisionOrder } from './decide-deduction.ts';
import { environmentSchema } from './environment.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  evaluations: new EvaluationStore(tables, environment.EVALUATIONS_TABLE),
  approvals: new ApprovalStore(tables, environment.REGISTRY_TABLE),
  ledger: new LedgerStore(tables, environment.LEDGER_TABLE),
  ledgerCopies: new LedgerCopies(new Bucket(environment.BUCKET)),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
};

/** `{unitId, month, decision, actor, reason, reference?, rule?}`, from the Lambda console, a runbook or the local page. */
export const handler = middy<unknown>().handler(async (event) => {
  const order = parseDecisionOrder(event);
  const outcome = await decideDeduction(order, orderedAt(), environment.TIME_ZONE, stores);
  const { isNew, state } = outcome;
  logger.info('A deduction was decided on', { ...order, isNew, state });
  return outcome;
});
