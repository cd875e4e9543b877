import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { IngestServices } from '../../functions/ingest-snapshot/ingest-services.ts';
import type { Dossier } from '../../shared/dossier/dossier.ts';
import { DossierStore, type ToldBy } from '../../shared/dossier/dossier-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { TimeBudget } from '../../shared/runtime/time-budget.ts';
import { type IngestOrder, toIngestOrder } from '../../shared/snapshot/ingest-order.ts';
import { objectCreated } from '../import-registry/registry-drops.ts';
import { endStateOf } from './end-state.ts';
import { type IngestHarness, startIngest } from './ingest-harness.ts';
import { file, nextMorning, openRows, registerPortals } from './portal.ts';

let harness: IngestHarness;
beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  await registerPortals(harness);
});
afterEach(() => harness.forget());
afterAll(() => harness.engines.close());

/** A clock that goes on by so much whenever it is asked: after each dossier, then. */
function budgetOf(secondsADossier: number): TimeBudget {
  let nowMs = 0;
  return new TimeBudget(720, () => {
    nowMs += secondsADossier * 1000;
    return nowMs;
  });
}

/** At two minutes each, six dossiers fit into the twelve minutes of a run, less what it asks the clock besides. */
const TWO_MINUTES = 120;
const SIX_MINUTES = 360;

class CountingDossiers extends DossierStore {
  writes = 0;

  constructor() {
    super(connectTables(), harness.engines.tableNames.Dossiers);
  }

  override keep(dossier: Dossier, toldBy: ToldBy): Promise<boolean> {
    this.writes++;
    return super.keep(dossier, toldBy);
  }
}

/** Puts a file into the bucket; its event is the order. */
async function put(day: string, content: string, suffix = '.csv'): Promise<IngestOrder> {
  const key = `snapshots/portal/${day}${suffix}`;
  await harness.bucket.write(key, content, 'text/csv');
  return toIngestOrder(objectCreated(key, nextMorning(day)));
}

/** Handles an order and all that it sends, each with a budget of its own. Returns what came of each. */
async function handleAll(
  first: IngestOrder,
  secondsADossier: number,
  own: Partial<IngestServices> = {},
): Promise<string[]> {
  const outcomes: string[] = [];
  for (let order: IngestOrder | undefined = first; order !== undefined; order = harness.takeOrder()) {
    outcomes.push(await harness.handle(order, { ...own, timeBudget: budgetOf(secondsADossier) }));
  }
  return outcomes;
}

async function calmRun(...orders: readonly IngestOrder[]) {
  for (const order of orders) await harness.handle(order);
  await harness.drain();
  const calm = await endStateOf(harness);
  await harness.forget();
  return calm;
}

describe('a load that does not fit into its time', () => {
  test('5,000 dossiers go in part by part: each is written once, and all ends as in one calm run', async () => {
    // Prepare
    const order = await put('2020-06-29', file(...openRows(5000)));
    const calm = await calmRun(order);

    // Act: 1.2 seconds each, so that 600 fit into the twelve minutes of a run
    const dossiers = new CountingDossiers();
    const outcomes = await handleAll(order, 1.2, { dossiers });

    // Assess: 5,000 / 600 = 8.3; the clock is asked a few more times than there are dossiers
    expect(outcomes).toEqual([...Array.from({ length: outcomes.length - 1 }, () => 'continued'), 'accepted']);
    expect(outcomes.length).toBeGreaterThanOrEqual(9);
    expect(outcomes.length).toBeLessThanOrEqual(10);
    expect(dossiers.writes).toBe(5000);
    expect(await endStateOf(harness)).toEqual(calm);
  });

  test('where reading alone takes all the time, each run gets one dossier on, and the runs come to an end', async () => {
    // Prepare
    const order = await put('2020-06-29', file(...openRows(3)));
    const calm = await calmRun(order);

    // Act
    const outcomes = await handleAll(order, 1_000_000);

    // Assess
    expect(outcomes).toEqual(['continued', 'continued', 'accepted']);
    expect(await endStateOf(harness)).toEqual(calm);
  });

  test('until all dossiers are written the day has no pointer, no tallies and no findings', async () => {
    // Act
    await harness.handle(await put('2020-06-29', file(...openRows(20))), { timeBudget: budgetOf(TWO_MINUTES) });

    // Assess
    const [dossiers, ...others] = await endStateOf(harness);
    expect(dossiers?.length).toBeGreaterThan(0);
    expect(dossiers?.length).toBeLessThan(20);
    expect(others).toEqual([[], [], []]);
  });

  test('a message that comes twice makes two lines of runs, which end as one', async () => {
    // Prepare
    const order = await put('2020-06-29', file(...openRows(20)));
    const calm = await calmRun(order);

    // Act: both are in the queue; their continuations take turns
    await harness.handle(order, { timeBudget: budgetOf(TWO_MINUTES) });
    const outcomes = await handleAll(order, TWO_MINUTES);

    // Assess
    expect(outcomes.slice(-2)).toEqual(['accepted', 'already-ingested']);
    expect(await endStateOf(harness)).toEqual(calm);
    expect(await harness.scan('Snapshots')).toMatchObject([{ revision: 1 }]);
  });

  test.each([
    ['in one go', 0],
    ['in parts too', TWO_MINUTES],
  ])('a correction that comes between two parts is what stands, if it goes in %s', async (_, secondsADossier) => {
    // Prepare: the correction lacks five dossiers, and tells otherwise of five
    const wrong = await put('2020-06-29', file(...openRows(20)));
    const changed = openRows(10).map((row) => row.replace('30/06', '15/07'));
    const right = await put('2020-06-29', file(...changed.slice(0, 5), ...openRows(15).slice(5)), '.2.csv');
    const calm = await calmRun(right);

    // Act
    await harness.handle(wrong, { timeBudget: budgetOf(TWO_MINUTES) });
    await harness.handle(right, { timeBudget: budgetOf(secondsADossier) });
    await handleAll(wrong, TWO_MINUTES);

    // Assess
    expect(await endStateOf(harness)).toEqual(calm);
  });

  test('an earlier day that comes between two parts is what the next part is derived from', async () => {
    // Prepare
    const earlier = await put('2020-06-28', file(...openRows(10)));
    const order = await put('2020-06-29', file(...openRows(15).map((row) => row.replace('30/06', '15/07'))));
    const calm = await calmRun(earlier, order);

    // Act
    await harness.handle(order, { timeBudget: budgetOf(SIX_MINUTES) });
    await harness.handle(earlier);
    await handleAll(order, SIX_MINUTES);

    // Assess
    expect(await endStateOf(harness)).toEqual(calm);
  });

  test('a file that is put aside sends no part after it', async () => {
    const order = await put('2020-06-29', 'code,unit\nA1,U1\n');
    expect(await handleAll(order, TWO_MINUTES)).toEqual(['quarantined']);
  });
});
