import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { extensionsAllowed, movedDueDate } from '../finding/facts.ts';
import { emptyTables } from '../plan-notices/empty-tables.ts';

let engines: Engines;
let tables: Tables;
let findings: FindingStore;
let review: (event: unknown) => Promise<unknown>;

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  process.env.REGISTRY_TABLE = engines.tableNames.Registry;
  process.env.FINDINGS_TABLE = engines.tableNames.Findings;
  process.env.SIMULATED_NOW = '2020-06-20T02:00:00.000Z';
  findings = new FindingStore(tables, engines.tableNames.Findings);
  const { handler } = await import('../../functions/review-finding/handler.ts');
  review = (event) => handler(event, {} as Context);
});
afterAll(async () => {
  delete process.env.SIMULATED_NOW;
  await engines.close();
});
beforeEach(async () => {
  await emptyTables(tables, {
    [engines.tableNames.Registry]: ['kind', 'id'],
    [engines.tableNames.Findings]: ['unitId', 'findingId'],
  });
  await findings.notice(movedDueDate);
});

const { unitId, findingId } = movedDueDate;
const order = {
  unitId,
  findingId,
  state: 'explained',
  actor: 'nguyen-van-a',
  reason: 'Gia hạn theo đề nghị của công dân',
  reference: '15/SXD-VP',
};
const move = {
  state: 'explained',
  actor: order.actor,
  reason: order.reason,
  reference: '15/SXD-VP',
  at: '2020-06-20T02:00:00.000Z',
};

test("a unit's explanation is kept with its document; the same order again changes nothing", async () => {
  // Act
  const first = await review(order);
  const again = await review(order);

  // Assess
  expect(first).toEqual({ unitId, findingId, isNew: true, move });
  expect(again).toEqual({ unitId, findingId, isNew: false, move: null });
  expect(await findings.ofUnit(unitId)).toEqual([{ ...movedDueDate, state: 'explained', history: [move] }]);
});

test('a document need not be named', async () => {
  const { reference: _, ...without } = order;
  expect(await review(without)).toMatchObject({ isNew: true, move: { reference: null } });
});

test('of two orders at once both are kept, or the later one is told what stands: none is lost in silence', async () => {
  // Act
  const results = await Promise.allSettled([
    review(order),
    review({ ...order, state: 'dismissed', actor: 'le-thi-b', reason: 'Gia hạn đúng luật' }),
  ]);

  // Assess
  const [kept] = await findings.ofUnit(unitId);
  const taken = results.filter(({ status }) => status === 'fulfilled').length;
  expect(kept?.history).toHaveLength(taken);
  expect(kept?.state).toBe('dismissed');
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'FINDING_CLOSED' });
  }
});

test('a finding that a standing rule dismisses is kept open by a person who says why', async () => {
  // Prepare
  const openOrder = { ...order, state: 'open', actor: 'le-thi-b', reason: 'Không thuộc diện được gia hạn' };
  await expect(review(openOrder)).rejects.toMatchObject({ code: 'FINDING_OPEN' });
  await new DismissalRuleStore(tables, engines.tableNames.Registry).putRule(extensionsAllowed);

  // Act, Assess
  expect(await review(openOrder)).toMatchObject({ isNew: true, move: { state: 'open' } });
});

test.each([
  ['a finding that nobody noticed', { findingId: 'vanished-while-open#x' }, 'FINDING_UNKNOWN', /copy both ids/],
  ['a state that there is not', { state: 'closed' }, 'UNREADABLE_EVENT', /open \| explained \| dismissed \| resolved/],
  ['no reason', { reason: '' }, 'UNREADABLE_EVENT', /reason/],
  ['the name of the system', { actor: 'Đúng Hẹn' }, 'UNREADABLE_EVENT', /must name a person/],
  ['a time of its own', { at: '2020-01-01T00:00:00.000Z' }, 'UNREADABLE_EVENT', /at/],
])('%s is refused, and nothing is written', async (_what, changes, code, message) => {
  await expect(review({ ...order, ...changes })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
  expect(await findings.ofUnit(unitId)).toEqual([movedDueDate]);
});
