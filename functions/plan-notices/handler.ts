import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import { MuteStore } from '../../shared/notice/mute-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { onlyMessage, scheduledSchema } from '../../shared/runtime/event.ts';
import { Queue } from '../../shared/runtime/queue.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger, raise } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { planNotices } from './plan-notices.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  assignmentEvents: new AssignmentEventStore(tables, environment.REGISTRY_TABLE),
  evaluations: new EvaluationStore(tables, environment.EVALUATIONS_TABLE),
  approvals: new ApprovalStore(tables, environment.REGISTRY_TABLE),
  ledger: new LedgerStore(tables, environment.LEDGER_TABLE),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
  dismissalRules: new DismissalRuleStore(tables, environment.REGISTRY_TABLE),
  announcements: new AnnouncementStore(tables, environment.REGISTRY_TABLE),
  announceToUnitIds: environment.ANNOUNCE_TO_UNIT_IDS,
  asides: new AddressAsideStore(tables, environment.REGISTRY_TABLE),
  mutes: new MuteStore(tables, environment.REGISTRY_TABLE),
  toldTopics: new ToldTopicStore(tables, environment.NOTICES_TABLE),
  noticeQueue: new Queue(environment.NOTICE_QUEUE_URL),
};

export const handler = middy<SQSEvent>().handler(async (event) => {
  const scheduled = onlyMessage(event, scheduledSchema);
  const outcome = await planNotices(scheduled, environment.TIME_ZONE, stores);
  raise('UnitUnreachable', outcome.newlyUnreachable.length);
  if (outcome.unitIdsNotInForce.length > 0) {
    logger.warn('Topics of units without a row in force are told to nobody', { unitIds: outcome.unitIdsNotInForce });
  }
  logger.info(outcome.isWorkingDay ? 'Digests were ordered' : 'Not a working day: nothing is told', { ...outcome });
});
