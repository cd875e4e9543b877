import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkChain, type LedgerDraft } from '../../shared/ledger/append-entry.ts';
import { copyKey, LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { draftFor, enterDraft, noCopies } from './drafts.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

function newStore(): LedgerStore {
  return new LedgerStore(connectTables(), engines.tableNames.Ledger);
}

/** The draft, unless the account holds something for its month. */
const unlessThere = (draft: LedgerDraft) => (entries: readonly LedgerEntry[]) =>
  entries.some(({ month }) => month === draft.month) ? null : draft;

test('who decides sees all that was entered before: of many who would enter the same, one does', async () => {
  // Prepare
  const draft = draftFor('2020-06', { unitId: 'so-y-te' });
  const enterOnce = () => newStore().enter('so-y-te#2020', unlessThere(draft), noCopies);

  // Act: one, then five at once from separate processes
  const first = await enterOnce();
  const others = await Promise.all(Array.from({ length: 5 }, enterOnce));

  // Assess
  expect(first).toMatchObject({ sequence: 1, month: '2020-06' });
  expect(others).toEqual(Array(5).fill(null));
  expect(await newStore().entries('so-y-te#2020')).toEqual([first]);
});

test('twelve months entered into one account at once make one unbroken chain', async () => {
  // Prepare
  const months = Array.from({ length: 12 }, (_, at) => `2020-${String(at + 1).padStart(2, '0')}`);

  // Act
  await Promise.all(months.map((month) => enterDraft(newStore(), draftFor(month, { yearlyCapHundredths: 220 }))));

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
  await enterDraft(store, draftFor('2020-12', { unitId: 'Parks & Recreation' }));
  await enterDraft(store, draftFor('2021-01', { unitId: 'Parks & Recreation' }));

  // Assess
  const [last] = await store.entries('Parks & Recreation#2020');
  const [first] = await store.entries('Parks & Recreation#2021');
  expect([last?.month, first?.month]).toEqual(['2020-12', '2021-01']);
  expect([last?.sequence, first?.sequence]).toEqual([1, 1]);
});

test('an entry decided by the entries of another account is refused', async () => {
  const enterElsewhere = newStore().enter(
    'so-noi-vu#2019',
    () => draftFor('2020-06', { unitId: 'so-noi-vu' }),
    noCopies,
  );
  await expect(enterElsewhere).rejects.toMatchObject({ code: 'LEDGER_OTHER_ACCOUNT' });
  expect(await newStore().entries('so-noi-vu#2020')).toEqual([]);
});

test('each entry has a copy under its account and number, which is the entry', async () => {
  // Prepare
  const bucket = new Bucket(engines.bucketName);
  const draft = draftFor('2020-06', { unitId: 'Animal Care & Control' });

  // Act
  const entry = await newStore().enter('Animal Care & Control#2020', () => draft, new LedgerCopies(bucket));

  // Assess
  if (entry === null) throw new Error('nothing was entered');
  expect(copyKey(entry)).toBe('ledger/Animal%20Care%20%26%20Control%232020/000001.json');
  expect((await bucket.read(copyKey(entry))).toString()).toBe(canonicalJson(entry));
});

test('the copy of a writer that died is made by whoever touches the account next, before anything else', async () => {
  // Prepare: a writer that dies between its entry and the copy
  const bucket = new Bucket(engines.bucketName);
  const store = newStore();
  const orphan = await enterDraft(store, draftFor('2020-06', { unitId: 'so-mat' }));
  const order: string[] = [];
  const copies = {
    keep: async (entry: LedgerEntry) => {
      order.push(`copy of ${entry.sequence} while ${(await store.entries('so-mat#2020')).length} stand`);
      await new LedgerCopies(bucket).keep(entry);
    },
  };

  // Act
  const nothing = await store.enter('so-mat#2020', () => null, copies);
  await store.enter('so-mat#2020', () => draftFor('2020-07', { unitId: 'so-mat' }), copies);

  // Assess
  expect(nothing).toBeNull();
  expect((await bucket.read(copyKey(orphan))).toString()).toBe(canonicalJson(orphan));
  expect(order).toEqual(['copy of 1 while 1 stand', 'copy of 1 while 1 stand', 'copy of 2 while 2 stand']);
});
