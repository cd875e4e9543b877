import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { WRITES_AT_ONCE } from '../../functions/evaluate-month/stores.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
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

/**
 * How long it takes depends on the machine and what else it does, so it is compared with what the same machine needs
 * just to write as many evaluations.
 */
test('judging many units costs little more than writing their evaluations, and looking them over the next day far less', async () => {
  // Prepare
  const unitIds = Array.from({ length: UNITS }, (_, at) => `unit ${at}`);
  await registerProvince(engines, Object.fromEntries(unitIds.map((unitId): [string, Tier] => [unitId, 'district'])));
  const lines = unitIds.flatMap((unitId, at) => (at % LATE_EVERY === 0 ? juneOf(unitId, 4, 1) : juneOf(unitId, 2, 0)));
  await acceptSnapshot(engines, '2020-06-30', lines);

  // Act
  const [outcome, judgingMs] = await timed(() =>
    evaluateMonths(sixOClock('2020-07-01'), TIME_ZONE, newStores(engines)),
  );
  const [nextDay, lookingOverMs] = await timed(() =>
    evaluateMonths(sixOClock('2020-07-02'), TIME_ZONE, newStores(engines)),
  );
  const [, writingMs] = await timed(() => writeAgainAsAnotherMonth());

  // Assess
  expect(outcome).toEqual({ judged: UNITS, exceeded: 30, undecided: 0, differing: 0, changedFiles: 0 });
  expect(nextDay.judged).toBe(0);
  expect(judgingMs / writingMs).toBeLessThan(4);
  expect(lookingOverMs / writingMs).toBeLessThan(1);
});

async function writeAgainAsAnotherMonth(): Promise<void> {
  const store = new EvaluationStore(connectTables(), engines.tableNames.Evaluations);
  const evaluations = await store.byMonth('2020-06');
  await inParallel(evaluations, WRITES_AT_ONCE, (evaluation: Evaluation) =>
    store.put({ ...evaluation, month: '2020-05' }),
  );
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const startedAt = performance.now();
  const result = await work();
  return [result, performance.now() - startedAt];
}
