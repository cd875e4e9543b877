import middy from '@middy/core';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { orderedAt } from '../../shared/runtime/clock.ts';
import { readEnvironment } from '../../shared/runtime/environment.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { environmentSchema } from './environment.ts';
import { parseRestoreAddress, restoreAddress } from './restore-address.ts';

const environment = readEnvironment(environmentSchema);
const asides = new AddressAsideStore(connectTables(), environment.REGISTRY_TABLE);

export const handler = middy().handler(async (event: unknown) => {
  const outcome = await restoreAddress(parseRestoreAddress(event), orderedAt(), asides);
  logger.info('An address is mailed again', outcome);
  return outcome;
});
