import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Outcome, readOutcome } from '../../infra/local/read-outcome.ts';
import { type FinishedRun, runFeed } from '../../infra/local/run-feed.ts';
import { anGiang2020 } from '../../infra/local/sample/an-giang-2020/feed.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { expectedJune2020 } from '../sample/oracle.ts';

/** The sample province at the end of June 2020. Its snapshots are full exports: a run may begin with any day's. */
let finished: FinishedRun;
let outcome: Outcome;
beforeAll(async () => {
  finished = await runFeed({ ...anGiang2020(), firstDay: '2020-06-29', until: '2020-07-01' });
  outcome = await readOutcome(connectTables(), finished.deployment.tableNames);
}, 300_000);
afterAll(() => finished.close());

test("every unit's June comes out as counted from the generator's own histories, by another program", () => {
  // Prepare
  const expected = expectedJune2020();
  const june = outcome.monthTallies.filter(({ key, isGoverning }) => key.month === '2020-06' && isGoverning);

  // Assess
  expect(june).toHaveLength(outcome.units.length);
  for (const { key, counts } of june) {
    const { received, carriedOver, handled, overdue } = expected.get(key.unitId) ?? {
      received: 0,
      carriedOver: 0,
      handled: 0,
      overdue: 0,
    };
    expect({ unitId: key.unitId, ...counts }).toMatchObject({
      unitId: key.unitId,
      received,
      carriedOver,
      handled,
      overdue,
    });
  }
});

test('every unit has an evaluation, whose numerator and denominator are those counts', () => {
  // Prepare
  const expected = expectedJune2020();
  const june = outcome.evaluations.filter(({ month }) => month === '2020-06');

  // Assess
  expect(june).toHaveLength(outcome.units.length);
  for (const { unitId, overdue, counts } of june) {
    expect({ unitId, overdue, handled: counts?.handled }).toEqual({
      unitId,
      overdue: expected.get(unitId)?.overdue ?? 0,
      handled: expected.get(unitId)?.handled ?? 0,
    });
  }
  expect(finished.run.deadLetters).toEqual([]);
});
