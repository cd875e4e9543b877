import { copyKey } from './ledger-copies.ts';
import { type FaultKind, faultAt, type LedgerFault } from './ledger-fault.ts';
import { type StoredItem, type WitnessedEntry, witnessEntry } from './verify-entry.ts';

/** What stands in the table under one account. */
export interface StoredAccount {
  readonly account: string;
  /** Each with the number under which it stands. */
  readonly items: ReadonlyMap<number, StoredItem>;
  /** The text of each copy, by the number in its key. */
  readonly copies: ReadonlyMap<number, string>;
}

/** Entries and copies of an account, by number, and where the copies say that what was entered belongs. */
interface Witnesses {
  readonly account: string;
  readonly entries: ReadonlyMap<number, WitnessedEntry>;
  readonly copies: ReadonlyMap<number, WitnessedEntry>;
  /** identity -> number of its copy */
  readonly copyOf: ReadonlyMap<string, number>;
  /** identity -> numbers under which it stands in the table */
  readonly placesOf: ReadonlyMap<string, readonly number[]>;
}

/**
 * Compares an account's entries with its write-once copies and with one another. Entries are matched with copies by what
 * was entered, not by number: so that one entry taken out is told as that, and not as a change of all that follow it.
 */
export function verifyAccount({ account, items, copies }: StoredAccount): LedgerFault[] {
  const witnesses = witnessAll(account, items, copies);
  const { entries } = witnesses;
  const found = [
    ...[...entries.values()].map((entry) => verifyStored(entry, witnesses)),
    ...[...witnesses.copies.values()].map((copy) => verifyCopy(copy, witnesses)),
    ...gapsOf(witnesses),
  ].filter((fault) => fault !== null);
  const faultyAt = new Set(found.map(({ sequence }) => sequence));
  return [...found, ...brokenLinks(witnesses, faultyAt)].toSorted(
    (one, other) => (one.sequence ?? 0) - (other.sequence ?? 0),
  );
}

function witnessAll(
  account: string,
  items: ReadonlyMap<number, StoredItem>,
  texts: ReadonlyMap<number, string>,
): Witnesses {
  const entries = inOrder([...items].map(([sequence, item]) => witnessEntry(account, sequence, item)));
  const copies = inOrder(
    [...texts].map(([sequence, text]) => ({ ...witnessEntry(account, sequence, parseItem(text)), text })),
  );
  const byIdentity = Map.groupBy(entries.values(), ({ identity }) => identity);
  return {
    account,
    entries,
    copies,
    copyOf: new Map([...copies.values()].map(({ identity, sequence }) => [identity, sequence])),
    placesOf: new Map([...byIdentity].map(([identity, found]) => [identity, found.map(({ sequence }) => sequence)])),
  };
}

function inOrder(found: readonly WitnessedEntry[]): Map<number, WitnessedEntry> {
  const sorted = found.toSorted((one, other) => one.sequence - other.sequence);
  return new Map(sorted.map((one) => [one.sequence, one]));
}

function parseItem(text: string): StoredItem | null {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : null;
  } catch {
    return null;
  }
}

function verifyStored(entry: WitnessedEntry, witnesses: Witnesses): LedgerFault | null {
  const { sequence, identity } = entry;
  const at = faultOf(witnesses.account, sequence);
  const copiedAt = witnesses.copyOf.get(identity);
  const places = witnesses.placesOf.get(identity) ?? [];
  const original = copiedAt !== undefined && places.includes(copiedAt) ? copiedAt : places[0];
  if (places.length > 1 && sequence !== original) {
    return at('entry-duplicated', `says the same as entry ${original}`);
  }
  if (copiedAt === undefined) return verifyUnmatched(entry, witnesses);
  if (copiedAt === sequence) return verifyInPlace(entry, witnesses);
  return keepsOrder(witnesses)
    ? at('entry-moved', `stands where it was not entered: its copy says ${copiedAt}`)
    : at('entries-reordered', `stands in another order than it was entered: its copy says ${copiedAt}`);
}

function verifyInPlace(entry: WitnessedEntry, { account, copies }: Witnesses): LedgerFault | null {
  const at = faultOf(account, entry.sequence);
  const copy = copies.get(entry.sequence);
  if (entry.entry === null) return at('entry-unreadable', 'is no entry');
  if (!entry.isWhole) return at('entry-changed', 'does not have the hash of what it says');
  if (copy === undefined || copy.text === entry.text) return null;
  return copy.isWhole
    ? at('entry-changed', 'is chained otherwise than its copy')
    : at('copy-differs', 'is whole, but its copy holds something else');
}

/** An entry of which no copy says the same. */
function verifyUnmatched(entry: WitnessedEntry, witnesses: Witnesses): LedgerFault {
  const { sequence } = entry;
  const at = faultOf(witnesses.account, sequence);
  const copy = witnesses.copies.get(sequence);
  if (copy !== undefined && !witnesses.placesOf.has(copy.identity)) return verifyPair(entry, copy, witnesses);
  const isLast = Math.max(0, ...witnesses.copies.keys()) < sequence;
  if (isLast && entry.isWhole && isLinked(entry, witnesses)) return at('copy-missing', 'has no copy');
  if (entry.entry === null) return at('entry-unreadable', 'is no entry');
  return at('entry-inserted', 'was never copied, though what stands beside it was');
}

/** An entry and the copy in its place that say different things: one of them was changed. */
function verifyPair(entry: WitnessedEntry, copy: WitnessedEntry, witnesses: Witnesses): LedgerFault {
  const at = faultOf(witnesses.account, entry.sequence);
  if (entry.entry === null) return at('entry-unreadable', 'is no entry');
  const next = witnesses.entries.get(entry.sequence + 1);
  const isFollowed = next?.isWhole === true && next.previousHash === entry.hash && copy.hash !== entry.hash;
  const isCopyBelieved = copy.isWhole && !isFollowed;
  return entry.isWhole && isLinked(entry, witnesses) && !isCopyBelieved
    ? at('copy-differs', 'is whole, but its copy holds something else')
    : at('entry-changed', 'does not say what its copy says');
}

/** A copy of which no entry says the same. */
function verifyCopy(copy: WitnessedEntry, { account, entries, placesOf, copyOf }: Witnesses): LedgerFault | null {
  const { sequence, identity, isWhole } = copy;
  if (placesOf.has(identity)) return null;
  const inPlace = entries.get(sequence);
  if (inPlace !== undefined && !copyOf.has(inPlace.identity)) return null; // told of as a pair
  const place = { account, sequence, unitId: unitOf(account) };
  const key = copyKey({ account, sequence });
  return isWhole
    ? faultAt('entry-deleted', place, `Entry ${sequence} of account ${account} is gone; its copy ${key} is there.`)
    : faultAt('copy-without-entry', place, `${key} holds what is no entry of account ${account}.`);
}

/** Numbers that neither an entry nor a copy has: told once for all between two that have, however far apart they are. */
function gapsOf({ account, entries, copies }: Witnesses): LedgerFault[] {
  const numbers = [...entries.keys(), ...copies.keys()].toSorted((one, other) => one - other);
  return numbers.flatMap((number, position) => {
    const first = Math.floor(Math.max(0, numbers[position - 1] ?? 0)) + 1;
    const last = Math.ceil(number) - 1;
    if (last < first) return [];
    const more = last === first ? '' : `, with all up to ${last}`;
    return [faultOf(account, first)('entry-deleted', `is gone, and so is its copy${more}`)];
  });
}

/** Links between entries that are whole and in their places, told where nothing else tells of either. */
function brokenLinks(witnesses: Witnesses, faultyAt: ReadonlySet<number | null>): LedgerFault[] {
  return [...witnesses.entries.values()]
    .filter(({ sequence }) => !faultyAt.has(sequence) && !faultyAt.has(sequence - 1))
    .filter((entry) => !isLinked(entry, witnesses))
    .map(({ sequence }) =>
      faultOf(witnesses.account, sequence)('chain-broken', 'does not follow on the hash of the entry before it'),
    );
}

function isLinked({ sequence, previousHash }: WitnessedEntry, { entries }: Witnesses): boolean {
  if (sequence === 1) return previousHash === null;
  const before = entries.get(sequence - 1);
  return before !== undefined && before.hash === previousHash;
}

/** Whether what was entered and still stands stands in the order of its copies. */
function keepsOrder({ entries, copyOf }: Witnesses): boolean {
  const copiedAt = [...entries.values()].flatMap(({ identity }) => copyOf.get(identity) ?? []);
  return copiedAt.every((place, position) => position === 0 || place >= (copiedAt[position - 1] ?? 0));
}

function faultOf(account: string, sequence: number): (kind: FaultKind, what: string) => LedgerFault {
  return (kind, what) =>
    faultAt(kind, { account, sequence, unitId: unitOf(account) }, `Entry ${sequence} of account ${account} ${what}.`);
}

/** `<unitId>#<year>` -> the unit's id, which may have a `#` in it. */
export function unitOf(account: string): string {
  const end = account.lastIndexOf('#');
  return end < 0 ? account : account.slice(0, end);
}
