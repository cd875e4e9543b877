import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { onlyMessage } from '../../shared/runtime/event.ts';
import { Queue } from '../../shared/runtime/queue.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { mailEventSchema } from './mail-event.ts';
import { recordDelivery } from './record-delivery.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  notices: new NoticeStore(tables, environment.NOTICES_TABLE),
  toldTopics: new ToldTopicStore(tables, environment.NOTICES_TABLE),
  asides: new AddressAsideStore(tables, environment.REGISTRY_TABLE),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
  noticeQueue: new Queue(environment.NOTICE_QUEUE_URL),
};

/** An event of SES about a mail, by way of EventBridge. */
export const handler = middy<SQSEvent>().handler(async (event) => {
  const mailEvent = onlyMessage(event, mailEventSchema);
  const { eventType, mail } = mailEvent.detail;
  const outcome = await recordDelivery(mailEvent, stores);
  const summary = { eventType, messageId: mail.messageId, noticeId: mail.tags.noticeId?.[0] ?? null };
  if (outcome === 'not-ours') logger.warn('A mail event belongs to no notice', summary);
  else logger.info('A mail event was recorded', { ...summary, outcome });
});
