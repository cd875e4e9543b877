import middy from '@middy/core';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { explainRise, parseRiseExplanation, saysWhatAbout } from './explain-rise.ts';
import { parseExplanationOrder, recordExplanation } from './record-explanation.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const ledger = {
  ledger: new LedgerStore(tables, environment.LEDGER_TABLE),
  ledgerCopies: new LedgerCopies(new Bucket(environment.BUCKET)),
};
const riseStores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  events: new AssignmentEventStore(tables, environment.REGISTRY_TABLE),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
};

/**
 * `{unitId, month, receivedOn, text, actor, reason, reference?, rule?}` of a deduction, or
 * `{about: 'rise', unitId, month, receivedOn, text, actor, reason, reference?}`, from the Lambda console or a runbook.
 */
export const handler = middy<unknown>().handler((event) => {
  return saysWhatAbout(event) ? recordOfRise(event) : recordOfDeduction(event);
});

async function recordOfRise(event: unknown) {
  const explanation = parseRiseExplanation(event);
  const outcome = await explainRise(explanation, orderedAt(), environment.TIME_ZONE, riseStores);
  const { unitId, month, actor, reason } = explanation;
  const { isNew, findingState } = outcome;
  logger.info('A rise was explained', { unitId, month, actor, reason, isNew, findingState });
  return outcome;
}

async function recordOfDeduction(event: unknown) {
  const explanation = parseExplanationOrder(event);
  const outcome = await recordExplanation(explanation, orderedAt(), environment.TIME_ZONE, ledger);
  const { unitId, month, actor, reason } = explanation;
  const { isNew, state } = outcome;
  logger.info('An explanation was recorded', { unitId, month, actor, reason, isNew, state });
  return outcome;
}
