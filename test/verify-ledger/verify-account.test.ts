import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { appendEntry } from '../../shared/ledger/append-entry.ts';
import { type LedgerEntry, ledgerEventSchema } from '../../shared/ledger/ledger-entry.ts';
import { verifyAccount } from '../../shared/ledger/verify-account.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import { draftFor } from '../ledger/drafts.ts';

const ACCOUNT = 'so-xay-dung#2020';
type Item = Record<string, unknown>;

/** An account as it may have come about: any events, of any months of the year, by anybody. */
const account = fc
  .array(
    fc.record({
      month: fc.integer({ min: 1, max: 12 }).map((month) => `2020-${String(month).padStart(2, '0')}`),
      event: fc.constantFrom(...ledgerEventSchema.options),
      revision: fc.integer({ min: 1, max: 3 }),
      pointsHundredths: fc.integer({ min: -100, max: 100 }),
      actor: fc.constantFrom('evaluate-month', 'chanh-van-phong'),
      reason: fc.string(),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drafts) => {
    const entries: LedgerEntry[] = [];
    for (const { month, ...draft } of drafts) {
      // No two entries say the same: each has a time of its own.
      const recordedAt = new Date(Date.UTC(2020, 6, 1) + entries.length * 60_000).toISOString();
      entries.push(appendEntry(entries, draftFor(month, { ...draft, recordedAt })));
    }
    return entries;
  });

/** What stands in table and bucket. */
interface Stored {
  readonly items: Map<number, Item>;
  readonly copies: Map<number, string>;
}

function stored(entries: readonly LedgerEntry[]): Stored {
  return {
    items: new Map(entries.map((entry) => [entry.sequence, { ...entry }])),
    copies: new Map(entries.map((entry) => [entry.sequence, canonicalJson(entry)])),
  };
}

function faultsOf({ items, copies }: Stored) {
  return verifyAccount({ account: ACCOUNT, items, copies });
}

function rehashed({ hash: _, ...facts }: Item): Item {
  return { ...facts, hash: digestOf(facts) };
}

/** One thing that somebody does to an account past all functions. `at` is any of its entries. */
const mutations: Readonly<Record<string, (stored: Stored, at: number) => void>> = {
  'points changed': ({ items }, at) => items.set(at, { ...items.get(at), pointsHundredths: 777 }),
  'points changed, hash reckoned anew': ({ items }, at) =>
    items.set(at, rehashed({ ...items.get(at), pointsHundredths: 777 })),
  'reason taken out': ({ items }, at) => {
    const { reason: _, ...item } = items.get(at) ?? {};
    items.set(at, item);
  },
  'hash changed': ({ items }, at) => items.set(at, { ...items.get(at), hash: 'f'.repeat(64) }),
  'something added': ({ items }, at) => items.set(at, { ...items.get(at), note: 'x' }),
  deleted: ({ items }, at) => items.delete(at),
  'deleted with its copy, and not the last one': ({ items, copies }, at) => {
    const inner = items.size > 1 ? Math.min(at, items.size - 1) : at;
    if (inner === items.size) return void items.set(inner, {}); // an account of one
    items.delete(inner);
    copies.delete(inner);
  },
  'deleted, and those after it moved up': ({ items }, at) => {
    for (let place = at; place < items.size; place++) items.set(place, { ...items.get(place + 1), sequence: place });
    items.delete(items.size);
  },
  'put in again at the end': ({ items }, at) => {
    const last = items.get(items.size);
    items.set(items.size + 1, rehashed({ ...items.get(at), sequence: items.size + 1, previousHash: last?.hash }));
  },
  'appended without a copy': ({ items }, at) => {
    const last = items.get(items.size);
    const foisted = { ...items.get(at), reason: 'thêm', sequence: items.size + 1, previousHash: last?.hash };
    items.set(items.size + 1, rehashed(foisted));
  },
  'put in between, those after it moved down': ({ items }, at) => {
    for (let place = items.size + 1; place > at; place--) {
      items.set(place, { ...items.get(place - 1), sequence: place });
    }
    items.set(at, rehashed({ ...items.get(at), reason: 'chèn', sequence: at }));
  },
  'exchanged with the next, or the first': ({ items }, at) => {
    const other = at === items.size ? 1 : at + 1;
    const [one, two] = [items.get(at), items.get(other)];
    items.set(at, { ...two, sequence: at });
    items.set(other, { ...one, sequence: other });
    if (at === other) items.set(at, { ...one, previousHash: 'x' }); // an account of one
  },
  'copy deleted': ({ copies }, at) => copies.delete(at),
  'copy changed': ({ copies }, at) => copies.set(at, (copies.get(at) ?? '').replace('"rule"', '"luật"')),
  'copy cut off': ({ copies }, at) => copies.set(at, (copies.get(at) ?? '').slice(0, -1)),
  'copy put beside the last': ({ copies }, at) => copies.set(copies.size + 1, copies.get(at) ?? ''),
};

describe('whatever an account went through', () => {
  test('untouched, nothing is wrong with it', () => {
    fc.assert(
      fc.property(account, (entries) => {
        expect(faultsOf(stored(entries))).toEqual([]);
      }),
    );
  });

  test.each(Object.entries(mutations))('%s: it is found, at the account', (_name, mutate) => {
    fc.assert(
      fc.property(account, fc.nat(), (entries, any) => {
        // Prepare
        const before = stored(entries);
        mutate(before, (any % entries.length) + 1);

        // Act
        const faults = faultsOf(before);

        // Assess
        expect(faults).not.toEqual([]);
        for (const fault of faults) expect(fault).toMatchObject({ account: ACCOUNT, unitId: 'so-xay-dung' });
      }),
    );
  });
});

test('an entry that was entered by older code, with fewer fields, is proven as it was entered', () => {
  // Prepare: version 1 knew no reference, no manifest, and did not say its version
  const { entryVersion: _, reference: __, manifest: ___, hash: ____, ...old } = appendEntry([], draftFor('2020-06'));
  const entry = { ...old, hash: digestOf(old) };

  // Act, Assess
  expect(faultsOf({ items: new Map([[1, entry]]), copies: new Map([[1, canonicalJson(entry)]]) })).toEqual([]);
});

test('an entry put in under a number far away is told, and what lacks before it once', () => {
  // Prepare: 4.294.967.296 numbers are more than a list can hold
  const [entry] = [appendEntry([], draftFor('2020-06'))];
  const { items, copies } = stored([entry]);
  items.set(4_294_967_297, { ...entry, sequence: 4_294_967_297 });

  // Act
  const faults = faultsOf({ items, copies });

  // Assess
  expect(faults.map(({ kind, sequence }) => [kind, sequence])).toEqual([
    ['entry-deleted', 2],
    ['entry-duplicated', 4_294_967_297],
  ]);
  expect(faults[0]?.message).toBe(
    `Entry 2 of account ${ACCOUNT} is gone, and so is its copy, with all up to 4294967296.`,
  );
});

test('an account without entries whose copies are there was deleted whole', () => {
  // Prepare
  const first = appendEntry([], draftFor('2020-06'));
  const entries = [first, appendEntry([first], draftFor('2020-07'))];

  // Act
  const faults = faultsOf({ ...stored(entries), items: new Map() });

  // Assess
  expect(faults.map(({ kind, sequence }) => [kind, sequence])).toEqual([
    ['entry-deleted', 1],
    ['entry-deleted', 2],
  ]);
});
