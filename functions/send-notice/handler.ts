import { SESClient } from '@aws-sdk/client-ses';
import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { digestOrderSchema } from '../../shared/notice/notice.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { onlyMessage } from '../../shared/runtime/event.ts';
import { Queue } from '../../shared/runtime/queue.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { Mailer } from './mailer.ts';
import { registeredOn } from './registered-addresses.ts';
import { type SendMeans, sendNotice } from './send-notice.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const registry = new RegistryStore(tables, environment.REGISTRY_TABLE);
const means: SendMeans = {
  notices: new NoticeStore(tables, environment.NOTICES_TABLE),
  toldTopics: new ToldTopicStore(tables, environment.NOTICES_TABLE),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
  noticeQueue: new Queue(environment.NOTICE_QUEUE_URL),
  openBucket,
  mailer: new Mailer(new SESClient({ maxAttempts: 1 }), environment.CONFIGURATION_SET, environment.MAIL_INTERVAL_MS),
  letterhead: { provinceName: environment.PROVINCE_NAME, contact: environment.CONTACT },
  senderAddress: environment.SENDER_ADDRESS,
  scope: { allowList: environment.MAIL_ALLOW_LIST, sinkAddress: environment.MAIL_SINK_ADDRESS },
  registeredOn: (day) => registeredOn(registry, day),
  hours: { timeZone: environment.TIME_ZONE, from: environment.MAIL_FROM, until: environment.MAIL_UNTIL },
};

let bucket: Promise<Bucket> | undefined;

function openBucket(): Promise<Bucket> {
  bucket ??= import('../../shared/runtime/bucket.ts').then((module) => new module.Bucket(environment.BUCKET));
  return bucket;
}

/**
 * One digest to send. The clock decides only whether another's claim has lapsed and whether it is the time of day to
 * send, never what a mail says.
 */
export const handler = middy<SQSEvent>().handler(async (event) => {
  const order = onlyMessage(event, digestOrderSchema);
  const outcome = await sendNotice(order, orderedAt(), means);
  logger.info('A digest was taken up', { noticeId: order.noticeId, topics: order.topics.length, outcome });
});
