import middy from '@middy/core';
import { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { dismissFindings, parseDismissOrder } from './dismiss-findings.ts';
import { environmentSchema } from './environment.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  rules: new DismissalRuleStore(tables, environment.REGISTRY_TABLE),
};

/**
 * `{ruleId, kinds, unitId?, procedureCode?, validFrom, until, reason, reference, actor}`, or to end a rule early
 * `{ruleId, endOn, reason, actor, reference?}`, from the Lambda console, a runbook or the local page.
 */
export const handler = middy<unknown>().handler(async (event) => {
  const outcome = await dismissFindings(parseDismissOrder(event), orderedAt(), stores);
  logger.info('Findings are dismissed by a rule, or no longer', { ...outcome });
  return outcome;
});
