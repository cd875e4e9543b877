import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { mutesOn } from '../../shared/notice/mute.ts';
import { MuteStore } from '../../shared/notice/mute-store.ts';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { unit } from '../notice-planning/facts.ts';
import { emptyTables } from '../plan-notices/empty-tables.ts';

let engines: Engines;
let tables: Tables;
let mutes: MuteStore;
let mute: (event: unknown) => Promise<unknown>;

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  process.env.REGISTRY_TABLE = engines.tableNames.Registry;
  process.env.TIME_ZONE = 'Asia/Ho_Chi_Minh';
  // 18:00 UTC on the 8th is one o'clock on Thursday 09/07/2020.
  process.env.SIMULATED_NOW = '2020-07-08T18:00:00.000Z';
  mutes = new MuteStore(tables, engines.tableNames.Registry);
  const { handler } = await import('../../functions/mute-notices/handler.ts');
  mute = (event) => handler(event, {} as Context);
});
afterAll(async () => {
  delete process.env.SIMULATED_NOW;
  await engines.close();
});
beforeEach(async () => {
  await emptyTables(tables, { [engines.tableNames.Registry]: ['kind', 'id'] });
  for (const row of [unit('so-khdt'), unit('so-y-te')]) {
    const Item = { kind: 'unit', id: registryKinds.unit.idOf(row), row };
    await tables.send(new PutCommand({ TableName: engines.tableNames.Registry, Item }));
  }
});

const order = {
  unitId: 'so-khdt',
  kinds: ['assignment'],
  until: '2020-07-31',
  actor: 'chanh-van-phong',
  reason: 'Đơn vị đang sáp nhập',
};

async function kindsMutedOn(day: string, unitId = 'so-khdt'): Promise<string[]> {
  return [
    ...(mutesOn(await mutes.all(), day)
      .get(unitId)
      ?.keys() ?? []),
  ].sort();
}

test('a unit is muted up to and with the last day; the same order again changes nothing, whoever gives it', async () => {
  // Act
  const first = await mute(order);
  const again = await mute({ ...order, actor: 'van-thu', reason: 'Như trên' });

  // Assess
  const kept = { ...order, number: 1, orderedAt: '2020-07-08T18:00:00.000Z' };
  expect(first).toEqual({ isNew: true, order: kept });
  expect(again).toMatchObject({ isNew: false });
  expect(await mutes.all()).toEqual([kept]);
  expect(await kindsMutedOn('2020-07-31')).toEqual(['assignment']);
  expect(await kindsMutedOn('2020-08-01')).toEqual([]);
  expect(await kindsMutedOn('2020-07-31', 'so-y-te')).toEqual([]);
});

test('until null lifts it for the kinds named, and keeps what was ordered', async () => {
  // Prepare
  await mute({ ...order, kinds: ['assignment', 'announcement'] });

  // Act
  await mute({ ...order, until: null, reason: 'Đã sáp nhập xong' });
  const again = await mute({ ...order, until: null });

  // Assess
  expect(again).toMatchObject({ isNew: false });
  expect(await kindsMutedOn('2020-07-09')).toEqual(['announcement']);
  expect((await mutes.all()).map(({ number, until }) => [number, until])).toEqual([
    [1, '2020-07-31'],
    [2, null],
  ]);
});

test('two orders at once are both kept', async () => {
  // Act
  await Promise.all([mute(order), mute({ ...order, kinds: ['undecided'], until: '2020-07-20' })]);

  // Assess
  expect(await kindsMutedOn('2020-07-09')).toEqual(['assignment', 'undecided']);
  expect((await mutes.all()).map(({ number }) => number)).toEqual([1, 2]);
});

test.each([
  // 92 days after 09/07/2020: 22 of July, 31 of August, 30 of September make 83 by 30/09, and 9 more 09/10.
  ['more than 92 days ahead', { until: '2020-10-10' }, 'MUTE_ENDS_TOO_LATE', /2020-10-09 at the latest/],
  ['an end that has passed', { until: '2020-07-08' }, 'MUTE_ENDS_TOO_EARLY', /2020-07-09 or later.*until: null/],
  ['deductions', { kinds: ['assignment', 'deduction'] }, 'KIND_NEVER_MUTED', /deduction cannot be muted/],
  ['their lifting', { kinds: ['deduction-lifted'] }, 'KIND_NEVER_MUTED', /deduction-lifted cannot be muted/],
  ['a unit that nobody knows', { unitId: 'so-moi' }, 'UNIT_UNKNOWN', /no unit so-moi.*units\.csv/],
  ['a kind that nobody knows', { kinds: ['everything'] }, 'UNREADABLE_EVENT', /kinds are assignment, .*undecided/],
  ['no kind', { kinds: [] }, 'UNREADABLE_EVENT', /kinds/],
  ['no reason', { reason: '' }, 'UNREADABLE_EVENT', /reason/],
  ['a field that it does not take', { days: 3 }, 'UNREADABLE_EVENT', /days/],
])('%s is refused, and nothing is written', async (_what, changes, code, message) => {
  await expect(mute({ ...order, ...changes })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(new RegExp(message.source, 's')),
  });
  expect(await mutes.all()).toEqual([]);
});

test('the last of 92 days is taken', async () => {
  expect(await mute({ ...order, until: '2020-10-09' })).toMatchObject({ isNew: true });
});
