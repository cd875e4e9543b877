import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { acceptedReceiptSchema } from '../../shared/snapshot/receipt.ts';
import { type IngestHarness, startIngest } from './ingest-harness.ts';
import { file, nextMorning, registerPortals } from './portal.ts';

const RUNS = 40;
const sourceIds = ['portal', 'other'] as const;

let harness: IngestHarness;
beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  await registerPortals(harness, sourceIds);
});
afterAll(() => harness.engines.close());

interface Delivery {
  readonly sourceId: string;
  readonly day: string;
  readonly number: number;
  /** What the file says of each dossier: which of `ways`. */
  readonly says: readonly number[];
}

function keyOf({ sourceId, day, number }: Delivery): string {
  return `snapshots/${sourceId}/${day}${number === 1 ? '' : `.${number}`}.csv`;
}

/** A file always has a first row, so that it is not put aside as empty. */
function contentOf({ says }: Delivery): string {
  const rows = says.map((way, index) => ways[way]?.(`A${index}`) ?? null).filter((row) => row !== null);
  return file('A9,U2,01/06/2020 08:00,30/06/2020 17:00,,open', ...rows);
}

/** What a day's file may say of a dossier; nothing: its row is not there. */
const ways = [
  (code: string) => `${code},U1,01/06/2020 08:00,28/06/2020 17:00,,open`,
  (code: string) => `${code},U1,01/06/2020 08:00,15/07/2020 17:00,,open`,
  (code: string) => `${code},U2,01/06/2020 08:00,28/06/2020 17:00,,paused`,
  (code: string) => `${code},U1,01/06/2020 08:00,28/06/2020 17:00,27/06/2020 10:00,done`,
  (code: string) => `${code},U1,01/06/2020 08:00,28/06/2020 17:00,,done`,
  (code: string) => `${code},U1,01/06/2020 08:00,28/06/2020 17:00,,new`,
  (code: string) => `${code},U1,99/06/2020 08:00,28/06/2020 17:00,,open`,
  () => null,
] as const;

const saysArbitrary = fc.array(fc.nat(ways.length - 1), { minLength: 4, maxLength: 4 });

/** The files of each day by number: the last of them is to stand. */
const daysArbitrary = fc.tuple(...sourceIds.map((sourceId) => filesOf(sourceId))).map((sources) => sources.flat());

function filesOf(sourceId: string): fc.Arbitrary<Delivery[][]> {
  const days = sourceId === 'portal' ? ['2020-06-27', '2020-06-28', '2020-06-30'] : ['2020-06-28', '2020-06-30'];
  const ofDay = (day: string) =>
    fc
      .array(saysArbitrary, { minLength: 1, maxLength: 2 })
      .map((files) => files.map((says, index) => ({ sourceId, day, number: index + 1, says })));
  return fc.tuple(...days.map(ofDay));
}

/** Every file, some of them twice, in any order, one to three of them at once. */
const runArbitrary = daysArbitrary.chain((days) => {
  const all = days.flat();
  return fc.record({
    days: fc.constant(days),
    deliveries: fc
      .subarray(all)
      .chain((again) => fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length })),
    atOnce: fc.integer({ min: 1, max: 3 }),
  });
});

function deliver(delivery: Delivery): Promise<void> {
  return harness.tell(keyOf(delivery), nextMorning(delivery.day));
}

async function deliverAll(deliveries: readonly Delivery[], atOnce: number): Promise<void> {
  for (let first = 0; first < deliveries.length; first += atOnce) {
    await Promise.all(deliveries.slice(first, first + atOnce).map(deliver));
  }
  await harness.drain();
}

/** All that is left of a run, but for which of several equal tellings wrote a dossier, and how often a day was derived. */
async function leftBehind() {
  const receipts = (await harness.scan('Snapshots')).map((item) => acceptedReceiptSchema.parse(item));
  const objects = await Promise.all(
    receipts.flatMap(({ stateKey, canonicalKey, rejectedKey }) =>
      [stateKey, canonicalKey, rejectedKey].map(
        async (key) => key && [key, (await harness.bucket.read(key)).toString('base64')],
      ),
    ),
  );
  return {
    dossiers: byKey(await harness.scan('Dossiers'), 'sourceId', 'dossierCode'),
    tallies: byKey(await harness.scan('Tallies'), 'unitId', 'monthSourceDay'),
    receipts: byKey(receipts, 'sourceId', 'day'),
    objects,
  };
}

const ofAttempts = new Set(['revision', 'stateRevision', 'asOf']);
/** What no state keeps of a dossier: not known where what a replaced file told is taken back. */
const notRestored = new Set(['status', 'returnedAt', 'flags', 'channel', 'procedureCode', 'procedureName']);

function byKey(items: readonly object[], ...keys: readonly string[]): Record<string, unknown> {
  const named = items.map((item) => {
    const fields = Object.entries(item).filter(([name]) => !ofAttempts.has(name) && !notRestored.has(name));
    const values = new Map(fields);
    return [keys.map((key) => values.get(key)).join('#'), Object.fromEntries(fields)] as const;
  });
  return Object.fromEntries(named.toSorted(([one], [other]) => (one < other ? -1 : Number(one > other))));
}

/** The findings that stand, by unit and id. */
async function openFindings(): Promise<string[]> {
  const open = (await harness.scan('Findings')).filter(({ state }) => state === 'open');
  return open.map(({ unitId, findingId }) => `${unitId} ${findingId}`).toSorted();
}

test('whatever the order, the repetitions and the runs at once: it ends as if each last file had come alone, day by day', async () => {
  await fc.assert(
    fc.asyncProperty(runArbitrary, async ({ days, deliveries, atOnce }) => {
      // Prepare
      await harness.forget();
      for (const delivery of days.flat()) {
        await harness.bucket.write(keyOf(delivery), contentOf(delivery), 'text/csv');
      }
      await deliverAll(
        days.flatMap((files) => files.slice(-1)),
        1,
      );
      const calm = await leftBehind();
      const calmFindings = await openFindings();
      await harness.forget();

      // Act
      await deliverAll(deliveries, atOnce);

      // Assess: what was noticed on the way and does not come out in the end was resolved
      expect(await leftBehind()).toEqual(calm);
      expect(await openFindings()).toEqual(calmFindings);
    }),
    { numRuns: RUNS, seed: 2020 },
  );
}, 300_000);
