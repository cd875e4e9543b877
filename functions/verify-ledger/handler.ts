import { setTimeout } from 'node:timers/promises';
import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { readStoredAccount, scanLedger } from '../../shared/ledger/ledger-scan.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { onlyMessage, scheduledSchema } from '../../shared/runtime/event.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { keepReport } from './keep-report.ts';
import { verifyLedger } from './verify-ledger.ts';
import { parseVerifyOrder, type VerifyOrder } from './verify-order.ts';

/** An index is behind its table, and a copy behind its entry, by less than that. */
const WRITERS_MS = 500;

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  scanLedger: () => scanLedger(tables, environment.LEDGER_TABLE),
  readAccount: (account: string) => readStoredAccount(tables, environment.LEDGER_TABLE, account),
  waitForWriters: () => setTimeout(WRITERS_MS),
  evaluations: new EvaluationStore(tables, environment.EVALUATIONS_TABLE),
  approvals: new ApprovalStore(tables, environment.REGISTRY_TABLE),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
  bucket: new Bucket(environment.BUCKET),
};

/** The schedule's message, or `{actor, reason, month?, headHash?, objects?}` from the Lambda console, a runbook or the local page. */
export const handler = middy<unknown>().handler(async (event) => {
  const { order, at } = isFromQueue(event)
    ? scheduledOrder(event)
    : { order: parseVerifyOrder(event), at: orderedAt() };
  const answer = await keepReport(order, await verifyLedger(order, at, stores), at, stores);
  const { faults, ...summary } = answer;
  if (faults.length > 0) logger.warn('The ledger is not as it was written', answer);
  else if (answer.headHash?.fits === false) logger.info('No fault, but the head hash fits no head', { ...summary });
  else logger.info('The ledger is as it was written', { ...summary });
  return answer;
});

function isFromQueue(event: unknown): event is SQSEvent {
  return z.looseObject({ Records: z.array(z.unknown()) }).safeParse(event).success;
}

function scheduledOrder(event: SQSEvent): { order: VerifyOrder; at: string } {
  const { scheduledAt } = onlyMessage(event, scheduledSchema);
  const order = { actor: 'verify-ledger', reason: 'Đối chiếu định kỳ', objects: 'of-entries' } as const;
  return { order, at: new Date(Date.parse(scheduledAt)).toISOString() };
}
