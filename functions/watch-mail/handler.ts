import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { AdminMailStore } from '../../shared/notice/admin-mail-store.ts';
import { MuteStore } from '../../shared/notice/mute-store.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { onlyMessage, scheduledSchema } from '../../shared/runtime/event.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { AdminTopic } from './admin-mail.ts';
import { environmentSchema } from './environment.ts';
import { watchMail } from './watch-mail.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  asides: new AddressAsideStore(tables, environment.REGISTRY_TABLE),
  findings: new FindingStore(tables, environment.FINDINGS_TABLE),
  notices: new NoticeStore(tables, environment.NOTICES_TABLE),
  mutes: new MuteStore(tables, environment.REGISTRY_TABLE),
  adminMails: new AdminMailStore(tables, environment.NOTICES_TABLE),
  adminTopic: new AdminTopic(environment.ADMIN_TOPIC_ARN),
};

export const handler = middy<SQSEvent>().handler(async (event) => {
  const outcome = await watchMail(onlyMessage(event, scheduledSchema), environment.TIME_ZONE, stores);
  logger.info('The standing of the mails was looked at', { ...outcome });
});
