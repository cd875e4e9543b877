import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import type { Tier } from '../../shared/unit/unit.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { acceptSnapshot, juneOf, newStores, registerProvince, sixOClock, TIME_ZONE } from './hand-made-province.ts';

const UNITS = 1500;
/** Every fiftieth unit handles 5 dossiers, one of them late; the others 2 in time. */
const LATE_EVERY = 50;

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

test('judging many units costs one write for each verdict and each deduction, and reads in batches; the next day writes nothing', async () => {
  // Prepare
  const unitIds = Array.from({ length: UNITS }, (_, at) => `unit ${at}`);
  await registerProvince(engines, Object.fromEntries(unitIds.map((unitId): [string, Tier] => [unitId, 'district'])));
  const lines = unitIds.flatMap((unitId, at) => (at % LATE_EVERY === 0 ? juneOf(unitId, 4, 1) : juneOf(unitId, 2, 0)));
  await acceptSnapshot(engines, '2020-06-30', lines);

  // Act
  const [outcome, judging] = await evaluateOn('2020-07-01');
  const [nextDay, lookingOver] = await evaluateOn('2020-07-02');

  // Assess
  expect(outcome).toEqual({
    judged: UNITS,
    exceeded: 30,
    undecided: 0,
    differing: 0,
    changedFiles: 0,
    changedPasts: 0,
  });
  // 1,500 verdicts and 30 deductions
  expect(judging.get('PutItemCommand')).toBe(1530);
  // 1,500 tallies, 100 at a time
  expect(judging.get('BatchGetItemCommand')).toBe(15);
  // 30 accounts; registry, receipts and verdicts by a page or two each
  expect(judging.get('QueryCommand')).toBeLessThan(30 + 15);
  expect(nextDay.judged).toBe(0);
  expect([...lookingOver.keys()].toSorted()).toEqual(['GetItemCommand', 'QueryCommand']);
  // 30 deductions: whether an order has superseded them
  expect(lookingOver.get('GetItemCommand')).toBe(30);
  expect(lookingOver.get('QueryCommand')).toBeLessThan(30 + 15);
});

async function evaluateOn(day: string) {
  const tables = connectTables();
  const requests = countRequests(tables);
  const outcome = await evaluateMonths(sixOClock(day), TIME_ZONE, newStores(engines, tables));
  return [outcome, requests] as const;
}

/** How often each command is sent from now on. */
function countRequests(tables: Tables): ReadonlyMap<string, number> {
  const requests = new Map<string, number>();
  tables.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        requests.set(commandName, (requests.get(commandName) ?? 0) + 1);
        return next(args);
      },
    { step: 'initialize' },
  );
  return requests;
}
