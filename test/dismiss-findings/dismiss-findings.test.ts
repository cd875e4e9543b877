import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { unit } from '../notice-planning/facts.ts';
import { emptyTables } from '../plan-notices/empty-tables.ts';

let engines: Engines;
let tables: Tables;
let rules: DismissalRuleStore;
let dismiss: (event: unknown) => Promise<unknown>;

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  process.env.REGISTRY_TABLE = engines.tableNames.Registry;
  process.env.SIMULATED_NOW = '2020-06-20T02:00:00.000Z';
  rules = new DismissalRuleStore(tables, engines.tableNames.Registry);
  const { handler } = await import('../../functions/dismiss-findings/handler.ts');
  dismiss = (event) => handler(event, {} as Context);
});
afterAll(async () => {
  delete process.env.SIMULATED_NOW;
  await engines.close();
});
beforeEach(async () => {
  await emptyTables(tables, { [engines.tableNames.Registry]: ['kind', 'id'] });
  const row = unit('so-xay-dung');
  const Item = { kind: 'unit', id: registryKinds.unit.idOf(row), row };
  await tables.send(new PutCommand({ TableName: engines.tableNames.Registry, Item }));
});

const order = {
  ruleId: '2020-gia-han-dat-dai',
  kinds: ['due-date-moved-after-it-passed'],
  procedureCode: '1.004257',
  validFrom: '2020-06-01',
  until: '2020-12-31',
  actor: 'chanh-van-phong',
  reason: 'Được gia hạn theo quy định',
  reference: '812/UBND-KSTT',
};
const kept = { ...order, unitId: null, orderedAt: '2020-06-20T02:00:00.000Z', end: null };
const ending = { ruleId: order.ruleId, endOn: '2020-08-31', actor: 'chanh-van-phong', reason: 'Quy định hết hiệu lực' };

test('a rule is kept with its document; the same order again changes nothing', async () => {
  // Act
  const first = await dismiss(order);
  const again = await dismiss({ ...order, kinds: [...order.kinds, ...order.kinds] });

  // Assess
  expect(first).toEqual({ isNew: true, rule: kept });
  expect(again).toEqual({ isNew: false, rule: kept });
  expect(await rules.all()).toEqual([kept]);
});

test('other words under the same id are refused: what stands is ended first', async () => {
  await dismiss(order);
  await expect(dismiss({ ...order, until: '2020-11-30' })).rejects.toMatchObject({
    code: 'RULE_DIFFERS',
    message: expect.stringContaining('under a new ruleId'),
  });
  expect(await rules.all()).toEqual([kept]);
});

test('a rule is ended early, once; the rule itself stays as it was ordered', async () => {
  // Prepare
  await dismiss(order);

  // Act
  const first = await dismiss(ending);
  const again = await dismiss(ending);
  const otherwise = dismiss({ ...ending, endOn: '2020-07-31' });

  // Assess
  const end = { ...ending, reference: null, endedAt: '2020-06-20T02:00:00.000Z' };
  expect(first).toEqual({ isNew: true, rule: { ...kept, end } });
  expect(again).toEqual({ isNew: false, rule: { ...kept, end } });
  await expect(otherwise).rejects.toMatchObject({ code: 'RULE_ENDED' });
  expect(await rules.all()).toEqual([{ ...kept, end }]);
});

test('two rules under one id at once: one is kept, the other is told so', async () => {
  // Act
  const results = await Promise.allSettled([dismiss(order), dismiss({ ...order, reason: 'Lý do khác' })]);

  // Assess
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await rules.all()).toHaveLength(1);
});

test('a rule holds a year at the longest, its first day counted', async () => {
  // From 01/06/2020 to 01/06/2021 are 366 days: 30+31+31+30+31+30+31 to the end of 2020, 31+28+31+30+31 to 31/05, and one.
  expect(await dismiss({ ...order, until: '2021-06-01' })).toMatchObject({ isNew: true });
});

test.each([
  ['more than a year', { until: '2021-06-02' }, 'RULE_ENDS_TOO_LATE', /2021-06-01 at the latest/],
  ['an end before its beginning', { until: '2020-05-31' }, 'RULE_ENDS_TOO_EARLY', /before validFrom 2020-06-01/],
  ['no end', { until: undefined }, 'UNREADABLE_EVENT', /until/],
  ['everything of a kind', { procedureCode: null }, 'RULE_TOO_WIDE', /switch the kind off/],
  [
    'a fault in the ledger',
    { kinds: ['ledger-fault'] },
    'KIND_NOT_DISMISSIBLE',
    /ledger-fault cannot.*vanished-while-open/,
  ],
  ['files put aside', { kinds: ['snapshot-quarantined'] }, 'KIND_NOT_DISMISSIBLE', /review-finding/],
  ['units that cannot be reached', { kinds: ['unit-unreachable'] }, 'KIND_NOT_DISMISSIBLE', /each is looked at/],
  ['a unit that nobody knows', { unitId: 'so-moi' }, 'UNIT_UNKNOWN', /no unit so-moi/],
  ['no document', { reference: '' }, 'UNREADABLE_EVENT', /reference/],
  ['the name of the system', { actor: 'Đúng Hẹn' }, 'UNREADABLE_EVENT', /must name a person/],
])('a rule for %s is refused, and nothing is written', async (_what, changes, code, message) => {
  await expect(dismiss({ ...order, ...changes })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
  expect(await rules.all()).toEqual([]);
});

test.each([
  ['a rule that there is not', { ruleId: 'khac' }, 'RULE_UNKNOWN'],
  ['on its own last day', { endOn: '2020-12-31' }, 'END_OUTSIDE_RULE'],
  ['two days before it begins', { endOn: '2020-05-30' }, 'END_OUTSIDE_RULE'],
  ['without a reason', { reason: '' }, 'UNREADABLE_EVENT'],
])('%s is not ended', async (_what, changes, code) => {
  await dismiss(order);
  await expect(dismiss({ ...ending, ...changes })).rejects.toMatchObject({ code });
  expect(await rules.all()).toEqual([kept]);
});

test('ended on the day before it begins, it is taken back whole', async () => {
  await dismiss(order);
  expect(await dismiss({ ...ending, endOn: '2020-05-31' })).toMatchObject({ isNew: true });
});
