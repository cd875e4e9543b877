import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { MonthHeadStore } from '../../shared/ledger/month-head-store.ts';
import { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { onlyMessage, scheduledSchema } from '../../shared/runtime/event.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { announceMonths } from './announce-month.ts';
import { environmentSchema } from './environment.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  receipts: new ReceiptStore(tables, environment.SNAPSHOTS_TABLE),
  evaluations: new EvaluationStore(tables, environment.EVALUATIONS_TABLE),
  approvals: new ApprovalStore(tables, environment.REGISTRY_TABLE),
  ledger: new LedgerStore(tables, environment.LEDGER_TABLE),
  heads: new MonthHeadStore(new Bucket(environment.BUCKET)),
  announcements: new AnnouncementStore(tables, environment.REGISTRY_TABLE),
};

export const handler = middy<SQSEvent>().handler(async (event) => {
  const scheduled = onlyMessage(event, scheduledSchema);
  const outcome = await announceMonths(scheduled, environment.TIME_ZONE, stores);
  logger.info('Heads of judged months were made', { ...outcome });
});
