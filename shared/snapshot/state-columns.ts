import { movedInto, type NumberColumn } from './column-memory.ts';
import type { Hash64 } from './row-hash.ts';

/** Instants lie between 1970 and 2106 (`isStorableInstant`); this stands for none. */
export const NO_INSTANT = 0xffff_ffff;
const HALVES = 2;
const FRACTION_BITS = 10;
const FRACTION_MASK = 0x3ff;

/** The columns of a state: 49 bytes an entry. */
export interface StateColumns {
  /** xxHash64 of the row's bytes and of the dossier's code, each as its low and its high half. */
  readonly rowHash: Uint32Array<ArrayBuffer>;
  readonly codeHash: Uint32Array<ArrayBuffer>;
  /** Whole seconds since 1970-01-01 UTC, 0xffffffff for none ... */
  readonly receivedAt: Uint32Array<ArrayBuffer>;
  readonly dueAt: Uint32Array<ArrayBuffer>;
  readonly completedAt: Uint32Array<ArrayBuffer>;
  /** ... and the milliseconds beyond them: bits 0-9 of receivedAt, 10-19 of dueAt, 20-29 of completedAt. */
  readonly fractions: Uint32Array<ArrayBuffer>;
  readonly contentHash: Uint32Array<ArrayBuffer>;
  readonly textsHash: Uint32Array<ArrayBuffer>;
  /** Where the code stands in the code book. */
  readonly codeStart: Uint32Array<ArrayBuffer>;
  readonly unit: Uint16Array<ArrayBuffer>;
  readonly lastSeenDay: Uint16Array<ArrayBuffer>;
  readonly kind: Uint8Array<ArrayBuffer>;
}

/** How many elements of a column make one entry. */
export function lanesOf(name: keyof StateColumns): number {
  return name === 'rowHash' || name === 'codeHash' ? HALVES : 1;
}

/** In the order in which they are stored. */
export const columnNames = [
  'rowHash',
  'codeHash',
  'receivedAt',
  'dueAt',
  'completedAt',
  'fractions',
  'contentHash',
  'textsHash',
  'codeStart',
  'unit',
  'lastSeenDay',
  'kind',
] as const satisfies readonly (keyof StateColumns)[];

/** The system lays out memory only where it is written to: room for more costs nothing. */
export function makeColumns(capacity: number): StateColumns {
  return {
    rowHash: new Uint32Array(HALVES * capacity),
    codeHash: new Uint32Array(HALVES * capacity),
    receivedAt: new Uint32Array(capacity),
    dueAt: new Uint32Array(capacity),
    completedAt: new Uint32Array(capacity),
    fractions: new Uint32Array(capacity),
    contentHash: new Uint32Array(capacity),
    textsHash: new Uint32Array(capacity),
    codeStart: new Uint32Array(capacity),
    unit: new Uint16Array(capacity),
    lastSeenDay: new Uint16Array(capacity),
    kind: new Uint8Array(capacity),
  };
}

/** The same entries with room for more. The columns given are used up: no more than one is there twice. */
export function grownColumns(columns: StateColumns, capacity: number): StateColumns {
  const larger = makeColumns(capacity);
  for (const name of columnNames) movedInto<NumberColumn>(larger[name], columns[name]);
  return larger;
}

/** Whether a state can hold an instant (epoch milliseconds): from 1970 to the beginning of 2106. */
export function isStorableInstant(instantMs: number): boolean {
  return instantMs >= 0 && instantMs < NO_INSTANT * 1000;
}

/** The three instants of an entry; epoch milliseconds, NaN for none. */
export interface Instants {
  readonly receivedAtMs: number;
  readonly dueAtMs: number;
  readonly completedAtMs: number;
}

export function writeInstants(columns: StateColumns, position: number, instants: Instants): void {
  const { receivedAtMs, dueAtMs, completedAtMs } = instants;
  columns.receivedAt[position] = secondsOf(receivedAtMs);
  columns.dueAt[position] = secondsOf(dueAtMs);
  columns.completedAt[position] = secondsOf(completedAtMs);
  columns.fractions[position] =
    fractionOf(receivedAtMs) |
    (fractionOf(dueAtMs) << FRACTION_BITS) |
    (fractionOf(completedAtMs) << (2 * FRACTION_BITS));
}

export function receivedAtMsOf({ receivedAt, fractions }: StateColumns, position: number): number {
  return instantOf(receivedAt[position], fractions[position] ?? 0);
}

export function dueAtMsOf({ dueAt, fractions }: StateColumns, position: number): number {
  return instantOf(dueAt[position], (fractions[position] ?? 0) >>> FRACTION_BITS);
}

export function completedAtMsOf({ completedAt, fractions }: StateColumns, position: number): number {
  return instantOf(completedAt[position], (fractions[position] ?? 0) >>> (2 * FRACTION_BITS));
}

function secondsOf(instantMs: number): number {
  if (Number.isNaN(instantMs)) return NO_INSTANT;
  if (!isStorableInstant(instantMs)) throw new RangeError(`A state cannot hold the instant ${instantMs}.`);
  return Math.floor(instantMs / 1000);
}

function fractionOf(instantMs: number): number {
  return Number.isNaN(instantMs) ? 0 : instantMs - Math.floor(instantMs / 1000) * 1000;
}

function instantOf(seconds = NO_INSTANT, shiftedFractions: number): number {
  return seconds === NO_INSTANT ? Number.NaN : seconds * 1000 + (shiftedFractions & FRACTION_MASK);
}

/** The hash that stands at a position of a column of hashes. */
export function hashAt(column: Uint32Array, position: number): Hash64 {
  return { low: column[HALVES * position] ?? 0, high: column[HALVES * position + 1] ?? 0 };
}

export function writeHash(column: Uint32Array, position: number, { low, high }: Hash64): void {
  column[HALVES * position] = low;
  column[HALVES * position + 1] = high;
}
