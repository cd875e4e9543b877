import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RestoredAddress } from '../../functions/restore-address/restore-address.ts';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { lambdaContext } from '../notice/sqs-event.ts';

let engines: Engines;
let asides: AddressAsideStore;
let restore: (event: unknown) => Promise<RestoredAddress>;

beforeAll(async () => {
  engines = await startEngines();
  asides = new AddressAsideStore(connectTables(), engines.tableNames.Registry);
  Object.assign(process.env, {
    REGISTRY_TABLE: engines.tableNames.Registry,
    SIMULATED_NOW: '2020-07-10T02:00:00.000Z',
  });
  const { handler } = await import('../../functions/restore-address/handler.ts');
  restore = (event) => handler(event, lambdaContext);
});
afterAll(() => engines.close());

const why = { actor: 'quan-tri', reason: 'Hộp thư đã được mở lại' };
const aside = (unitId: string, since: string) => ({
  address: 'giam-doc@so-a.example',
  unitId,
  since,
  reason: 'user unknown',
  noticeId: 'digest_1',
});

test('an address that bounced is mailed again by an order, for every unit, until it bounces again', async () => {
  // Prepare
  for (const unitId of ['so-b', 'so-a']) await asides.putAside(aside(unitId, '2020-07-09T00:31:00.000Z'));

  // Act
  const outcome = await restore({ address: 'Giam-Doc@so-a.example', ...why });

  // Assess
  expect(outcome).toEqual({
    isNew: true,
    address: 'giam-doc@so-a.example',
    at: '2020-07-10T02:00:00.000Z',
    unitIds: ['so-a', 'so-b'],
  });
  const restored = await asides.register();
  expect(['so-a', 'so-b'].map((unitId) => restored.standing(unitId, 'giam-doc@so-a.example'))).toEqual([null, null]);

  await asides.putAside(aside('so-a', '2020-07-13T00:31:00.000Z'));
  expect((await asides.register()).standing('so-a', 'giam-doc@so-a.example')).toMatchObject({
    since: '2020-07-13T00:31:00.000Z',
  });
});

test('an order that comes again, or twice at once, is one order; after a new bounce it is a new one', async () => {
  // Prepare
  const address = 'pho@so-a.example';
  const order = { address, ...why };
  await asides.putAside({ ...aside('so-a', '2020-07-09T00:31:00.000Z'), address });

  // Act
  const atOnce = await Promise.all([restore(order), restore(order)]);
  process.env.SIMULATED_NOW = '2020-07-10T03:00:00.000Z';
  const again = await restore(order);
  await asides.putAside({ ...aside('so-a', '2020-07-10T03:30:00.000Z'), address });
  process.env.SIMULATED_NOW = '2020-07-10T04:00:00.000Z';
  const afterBounce = await restore(order);

  // Assess
  expect(atOnce.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
  expect([again, afterBounce]).toMatchObject([
    { isNew: false, at: '2020-07-10T02:00:00.000Z' },
    { isNew: true, at: '2020-07-10T04:00:00.000Z' },
  ]);
  expect((await asides.register()).standing('so-a', address)).toBeNull();
});

test('an address that never bounced is not restored, nor without a reason', async () => {
  await expect(restore({ address: 'khac@so-a.example', ...why })).rejects.toMatchObject({ code: 'ADDRESS_NOT_ASIDE' });
  await expect(restore({ address: 'giam-doc@so-a.example', actor: 'quan-tri' })).rejects.toMatchObject({
    code: 'UNREADABLE_EVENT',
    message: expect.stringContaining('reason'),
  });
});
