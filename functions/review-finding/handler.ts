import middy from '@middy/core';
import { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { parseReviewOrder, reviewFinding } from './review-finding.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
  rules: new DismissalRuleStore(tables, environment.REGISTRY_TABLE),
};

/** `{unitId, findingId, state, actor, reason, reference?}`, from the Lambda console, a runbook or the local page. */
export const handler = middy<unknown>().handler(async (event) => {
  const outcome = await reviewFinding(parseReviewOrder(event), orderedAt(), stores);
  logger.info('A finding was reviewed', { ...outcome });
  return outcome;
});
