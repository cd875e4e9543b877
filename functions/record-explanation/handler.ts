import middy from '@middy/core';
import { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { parseExplanationOrder, recordExplanation } from './record-explanation.ts';

const environment = readEnvironment(environmentSchema);
const ledger = {
  ledger: new LedgerStore(connectTables(), environment.LEDGER_TABLE),
  ledgerCopies: new LedgerCopies(new Bucket(environment.BUCKET)),
};

/** `{unitId, month, receivedOn, text, actor, reason, reference?, rule?}`, from the Lambda console or a runbook. */
export const handler = middy<unknown>().handler(async (event) => {
  const explanation = parseExplanationOrder(event);
  const outcome = await recordExplanation(explanation, orderedAt(), environment.TIME_ZONE, ledger);
  const { unitId, month, actor, reason } = explanation;
  const { isNew, state } = outcome;
  logger.info('An explanation was recorded', { unitId, month, actor, reason, isNew, state });
  return outcome;
});
