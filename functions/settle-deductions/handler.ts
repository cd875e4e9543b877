import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { onlyMessage, scheduledSchema } from '../../shared/runtime/event.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger, raise } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { settleDeductions } from './settle-deductions.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  ledger: new LedgerStore(tables, environment.LEDGER_TABLE),
  ledgerCopies: new LedgerCopies(new Bucket(environment.BUCKET)),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
  notices: new NoticeStore(tables, environment.NOTICES_TABLE),
  toldTopics: new ToldTopicStore(tables, environment.NOTICES_TABLE),
};

export const handler = middy<SQSEvent>().handler(async (event) => {
  const scheduled = onlyMessage(event, scheduledSchema);
  const outcome = await settleDeductions(scheduled, environment.TIME_ZONE, stores);
  raise('ExplanationUndecided', outcome.newlyNeeded.filter((needed) => needed === 'explanation-undecided').length);
  raise('DeductionNotNotified', outcome.newlyNeeded.filter((needed) => needed === 'deduction-not-notified').length);
  logger.info('Open deductions were looked at', { ...outcome });
});
