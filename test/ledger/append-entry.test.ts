import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { appendEntry, checkChain, type LedgerDraft } from '../../shared/ledger/append-entry.ts';
import { balanceOf } from '../../shared/ledger/balance-of.ts';
import { contentOfEntry, type LedgerEntry, ledgerEntrySchema } from '../../shared/ledger/ledger-entry.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import { draftFor } from './drafts.ts';

function chain(...drafts: LedgerDraft[]): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const draft of drafts) entries.push(appendEntry(entries, draft));
  return entries;
}

test('entries of an account are numbered and chained by their hashes', () => {
  // Act
  const [first, second] = chain(draftFor('2020-06'), draftFor('2020-07'));

  // Assess
  expect(first).toMatchObject({ account: 'so-xay-dung#2020', year: '2020', sequence: 1, previousHash: null });
  expect(second).toMatchObject({ sequence: 2, previousHash: first?.hash });
  expect(first).toMatchObject({ entryVersion: 2, reference: null, manifest: null, yearlyCapHundredths: null });
});

test('an entry’s hash is the SHA-256 of all its other fields, keys in order, as anyone can work out', () => {
  // Act
  const [entry] = chain(draftFor('2020-06', { reason: 'x' }));

  // Assess: RFC 8785 by hand
  const byHand =
    '{"account":"so-xay-dung#2020","actor":"evaluate-month","askedHundredths":null,"entryVersion":2,' +
    '"evaluationDigest":"digest of 2020-06","event":"confirmed","explainBy":null,"explanation":null,' +
    '"explanationWorkingDays":null,"happenedOn":null,"manifest":null,"month":"2020-06","pointsHundredths":50,' +
    '"previousHash":null,"reason":"x","recordedAt":"2020-07-01T23:00:00.000Z","reference":null,"revision":1,' +
    '"rule":"overdue-share","sequence":1,"unitId":"so-xay-dung","year":"2020","yearlyCapHundredths":null}';
  expect(entry?.hash).toBe(sha256(byHand));
});

/** As version 0.1.0 wrote them: without the fields that came later. */
const oldEntry = {
  account: 'so-xay-dung#2020',
  sequence: 1,
  unitId: 'so-xay-dung',
  year: '2020',
  month: '2020-06',
  rule: 'overdue-share',
  revision: 1,
  event: 'confirmed',
  pointsHundredths: 50,
  evaluationDigest: 'digest of 2020-06',
  actor: 'evaluate-month',
  reason: 'x',
  recordedAt: '2020-07-01T23:00:00.000Z',
  previousHash: null,
};
const oldText =
  '{"account":"so-xay-dung#2020","actor":"evaluate-month","evaluationDigest":"digest of 2020-06","event":"confirmed",' +
  '"month":"2020-06","pointsHundredths":50,"previousHash":null,"reason":"x","recordedAt":"2020-07-01T23:00:00.000Z",' +
  '"revision":1,"rule":"overdue-share","sequence":1,"unitId":"so-xay-dung","year":"2020"}';

test('entries of older code stand as they were entered, and newer ones follow on them', () => {
  // Prepare
  const old = ledgerEntrySchema.parse({ ...oldEntry, hash: sha256(oldText) });

  // Act
  const next = appendEntry([old], draftFor('2020-07'));

  // Assess
  expect(next).toMatchObject({ sequence: 2, entryVersion: 2, previousHash: sha256(oldText) });
  expect(() => checkChain([old, next])).not.toThrow();
  expect(contentOfEntry(old)).toEqual({ ...oldEntry, hash: sha256(oldText) });
});

describe('whatever is done to a chain afterwards is found', () => {
  const entries = chain(draftFor('2020-06'), draftFor('2020-07'), draftFor('2020-08'));

  test.each<[string, LedgerEntry[]]>([
    ['an entry is changed', entries.map((entry, at) => (at === 1 ? { ...entry, pointsHundredths: 0 } : entry))],
    ['an entry is taken out', entries.filter((_, at) => at !== 1)],
    ['the first is taken out', entries.slice(1)],
    ['two are exchanged', entries.toReversed()],
  ])('%s', (_name, tampered) => {
    expect(() => appendEntry(tampered, draftFor('2020-09'))).toThrow(
      expect.objectContaining({ code: 'LEDGER_CHAIN_BROKEN' }),
    );
  });

  test('an untouched one holds', () => {
    expect(() => checkChain(entries)).not.toThrow();
  });
});

test('the balance is what is confirmed, adjusted and reversed', () => {
  // Prepare: 50 + 50 - 50 - 20; a proposal takes nothing off
  const entries = chain(
    draftFor('2020-06'),
    draftFor('2020-07'),
    draftFor('2020-07', { event: 'reversed', pointsHundredths: -50 }),
    draftFor('2020-06', { event: 'adjusted', revision: 2, pointsHundredths: -20 }),
    draftFor('2020-08', { event: 'proposed' }),
    draftFor('2020-08', { event: 'notified', pointsHundredths: 0 }),
  );

  // Act and Assess
  expect(balanceOf(entries)).toBe(30);
});

test('a yearly cap cuts the deduction that would pass it, and leaves an entry for each later one', () => {
  // Act: cap of 1,2 points
  const entries = chain(
    ...['2020-06', '2020-07', '2020-08', '2020-09'].map((month) => draftFor(month, { yearlyCapHundredths: 120 })),
  );

  // Assess
  expect(entries.map(({ pointsHundredths }) => pointsHundredths)).toEqual([50, 50, 20, 0]);
});

test('a cap cuts what is confirmed, not what is proposed: that takes nothing yet', () => {
  const [, proposed] = chain(
    draftFor('2020-06', { yearlyCapHundredths: 60 }),
    draftFor('2020-07', { yearlyCapHundredths: 60, event: 'proposed' }),
  );
  expect(proposed?.pointsHundredths).toBe(50);
});

test('whatever is appended, the balance never passes the cap and the chain holds', () => {
  const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 });
  fc.assert(
    fc.property(months, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 200 }), (numbers, cap, points) => {
      const drafts = numbers.map((number) =>
        draftFor(`2020-${String(number).padStart(2, '0')}`, { yearlyCapHundredths: cap, pointsHundredths: points }),
      );
      const entries = chain(...drafts);
      expect(balanceOf(entries)).toBe(Math.min(cap, points * numbers.length));
      expect(() => checkChain(entries)).not.toThrow();
    }),
  );
});
