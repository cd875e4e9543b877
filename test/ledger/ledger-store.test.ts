import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkChain } from '../../shared/ledger/append-entry.ts';
import { copyKey, LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { draftFor } from './drafts.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

function newStore(): LedgerStore {
  return new LedgerStore(connectTables(), engines.tableNames.Ledger);
}

test('a deduction is entered once, however often and by whomever it is appended', async () => {
  // Prepare
  const draft = draftFor('2020-06', { unitId: 'so-y-te' });

  // Act: twice one after the other, then five at once from separate processes
  const store = newStore();
  const first = await store.append(draft);
  const second = await store.append({ ...draft, recordedAt: '2020-07-02T23:00:00.000Z' });
  const others = await Promise.all(Array.from({ length: 5 }, () => newStore().append(draft)));

  // Assess
  expect([second, ...others]).toEqual(Array(6).fill(first));
  expect(await store.entries('so-y-te#2020')).toEqual([first]);
});

test.each(['withdrawn', 'confirmed'] as const)(
  'a deduction that was proposed and %s since is not entered by itself a second time, in whatever form',
  async (event) => {
    // Prepare
    const unitId = `so-${event}`;
    const store = newStore();
    const proposed = await store.appendFirst(draftFor('2020-06', { unitId, event: 'proposed' }));
    await store.append(draftFor('2020-06', { unitId, event, actor: 'an admin' }));

    // Act
    const again = await store.appendFirst(draftFor('2020-06', { unitId, event: 'confirmed' }));
    await store.appendFirst(draftFor('2020-06', { unitId, event: 'proposed' }));
    await store.appendFirst(draftFor('2020-07', { unitId }));

    // Assess
    expect(again).toEqual(proposed);
    expect((await store.entries(`${unitId}#2020`)).map((entry) => [entry.month, entry.event])).toEqual([
      ['2020-06', 'proposed'],
      ['2020-06', event],
      ['2020-07', 'confirmed'],
    ]);
  },
);

test('twelve months appended to one account at once make one unbroken chain', async () => {
  // Prepare
  const months = Array.from({ length: 12 }, (_, at) => `2020-${String(at + 1).padStart(2, '0')}`);

  // Act
  await Promise.all(months.map((month) => newStore().append(draftFor(month, { yearlyCapHundredths: 220 }))));

  // Assess: 12 x 50 cut at 220
  const entries = await newStore().entries('so-xay-dung#2020');
  expect(entries.map(({ month }) => month).toSorted()).toEqual(months);
  expect(entries.map(({ sequence }) => sequence)).toEqual(months.map((_, at) => at + 1));
  expect(entries.reduce((total, { pointsHundredths }) => total + pointsHundredths, 0)).toBe(220);
  expect(() => checkChain(entries)).not.toThrow();
});

test('December and January are entered into the accounts of their years', async () => {
  // Act
  const store = newStore();
  await store.append(draftFor('2020-12', { unitId: 'Parks & Recreation' }));
  await store.append(draftFor('2021-01', { unitId: 'Parks & Recreation' }));

  // Assess
  const [last] = await store.entries('Parks & Recreation#2020');
  const [first] = await store.entries('Parks & Recreation#2021');
  expect([last?.month, first?.month]).toEqual(['2020-12', '2021-01']);
  expect([last?.sequence, first?.sequence]).toEqual([1, 1]);
});

test('each entry has a copy under its account and number, which is the entry', async () => {
  // Prepare
  const bucket = new Bucket(engines.bucketName);
  const entry = await newStore().append(draftFor('2020-06', { unitId: 'Animal Care & Control' }));

  // Act
  await new LedgerCopies(bucket).keep(entry);
  await new LedgerCopies(bucket).keep(entry);

  // Assess
  expect(copyKey(entry)).toBe('ledger/Animal%20Care%20%26%20Control%232020/000001.json');
  expect((await bucket.read(copyKey(entry))).toString()).toBe(canonicalJson(entry));
});
