import middy from '@middy/core';
import { MuteStore } from '../../shared/notice/mute-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { muteNotices, parseMuteOrder } from './mute-notices.ts';

const environment = readEnvironment(environmentSchema);
const tables = connectTables();
const stores = {
  registry: new RegistryStore(tables, environment.REGISTRY_TABLE),
  mutes: new MuteStore(tables, environment.REGISTRY_TABLE),
};

/** `{unitId, kinds, until, actor, reason}`, from the Lambda console, a runbook or the local page. */
export const handler = middy<unknown>().handler(async (event) => {
  const outcome = await muteNotices(parseMuteOrder(event), orderedAt(), environment.TIME_ZONE, stores);
  logger.info('Notices were muted, or are told again', { ...outcome });
  return outcome;
});
