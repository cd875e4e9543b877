import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { ExplanationRequestStore } from '../../shared/assignment/explanation-request-store.ts';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { onlyMessage, scheduledSchema } from '../../shared/runtime/event.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { environmentSchema } from './environment.ts';
import { reviewMonths } from './review-month.ts';
import { reviewParticipation } from './review-participation.ts';
import { reviewRise } from './review-rise.ts';
import { reviewSources } from './review-sources.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  receipts: new ReceiptStore(tables, environment.SNAPSHOTS_TABLE),
  evaluations: new EvaluationStore(tables, environment.EVALUATIONS_TABLE),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
  bucket: new Bucket(environment.BUCKET),
};
const riseStores = {
  requests: new ExplanationRequestStore(tables, environment.REGISTRY_TABLE),
  approvals: new ApprovalStore(tables, environment.REGISTRY_TABLE),
};
const reviewers = [reviewParticipation, reviewRise(riseStores), reviewSources];

export const handler = middy<SQSEvent>().handler(async (event) => {
  const scheduled = onlyMessage(event, scheduledSchema);
  const reviewed = await reviewMonths(scheduled, environment.TIME_ZONE, stores, reviewers);
  logger.info('Judged months were reviewed', { reviewed });
});
