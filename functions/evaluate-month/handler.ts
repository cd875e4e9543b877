import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { JudgedMonths } from '../../shared/evaluation/judged-months.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { onlyMessage, scheduledSchema } from '../../shared/runtime/event.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import { TallyStore } from '../../shared/tally/tally-store.ts';
import { environmentSchema } from './environment.ts';
import { evaluateMonths } from './evaluate-month.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const bucket = new Bucket(environment.BUCKET);
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  receipts: new ReceiptStore(tables, environment.SNAPSHOTS_TABLE),
  tallies: new TallyStore(tables, environment.TALLIES_TABLE),
  judgedMonths: new JudgedMonths(new EvaluationStore(tables, environment.EVALUATIONS_TABLE)),
  approvals: new ApprovalStore(tables, environment.REGISTRY_TABLE),
  ledger: new LedgerStore(tables, environment.LEDGER_TABLE),
  ledgerCopies: new LedgerCopies(bucket),
  entered: new Set<string>(),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
  bucket,
};

export const handler = middy<SQSEvent>().handler(async (event) => {
  const scheduled = onlyMessage(event, scheduledSchema);
  const outcome = await evaluateMonths(scheduled, environment.TIME_ZONE, stores);
  logger.info('Ended months were evaluated', { ...outcome });
});
