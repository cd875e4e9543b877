import type { Day } from '../calendar/day.ts';
import type { StatusClass } from '../dossier/dossier.ts';

/** What an entry of a state stands for. The numbers are stored: never renumber them. */
export const entryKinds = ['open', 'paused', 'returned', 'completed', 'outside'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The entry kind of a dossier that is or was counted is its status class. */
export function statusClassOf(kind: EntryKind): StatusClass | null {
  return kind === 'outside' ? null : kind;
}

export function isOpenKind(kind: EntryKind): boolean {
  return kind === 'open' || kind === 'paused';
}

/**
 * One entry of a state: a dossier as the file shows it or, while it is missing, as it was last seen. Instants are epoch
 * milliseconds, NaN where there is none.
 */
export interface StateEntry {
  readonly kind: EntryKind;
  /**
   * The day on which a missing dossier was last seen as one that counts, in days since 1970-01-01. Missing is what is
   * gone, cannot be read, or has come to a status that is not counted. Null: the file shows it.
   */
  readonly lastSeenDayNumber: number | null;
  /** xxHash64 of the row's bytes: tomorrow's equal row need not be read. 0 where there is no row, 1 where it cannot be read. */
  readonly rowHash: bigint;
  /** xxHash64 of the dossier's code. */
  readonly codeHash: bigint;
  /** The low 32 bits of the xxHash64 of the stored fields that have no column here: a row of equal content is not written. */
  readonly contentHash: number;
  readonly unitId: string | null;
  readonly receivedAtMs: number;
  readonly dueAtMs: number;
  readonly completedAtMs: number;
  /** Kept while a month that the dossier may belong to can still be judged: one that vanishes must be named. */
  readonly dossierCode: string | null;
}

/** Whether two entries tell the same of a dossier. */
export function isSameContent(one: StateEntry, other: StateEntry): boolean {
  return (
    one.contentHash === other.contentHash &&
    one.kind === other.kind &&
    one.unitId === other.unitId &&
    Object.is(one.receivedAtMs, other.receivedAtMs) &&
    Object.is(one.dueAtMs, other.dueAtMs) &&
    Object.is(one.completedAtMs, other.completedAtMs)
  );
}

const NO_UNIT = 0xffff;
/** Every real day of this system has a higher number. */
const NOT_MISSING = 0;
const NO_CODE = 0xffff_ffff;
const FIRST_CAPACITY = 1024;

/** The columns of a state: 53 bytes an entry, and the text of the codes that are kept. */
export interface StateColumns {
  readonly size: number;
  readonly rowHash: BigUint64Array;
  readonly codeHash: BigUint64Array;
  readonly receivedAtMs: Float64Array;
  readonly dueAtMs: Float64Array;
  readonly completedAtMs: Float64Array;
  readonly contentHash: Uint32Array;
  readonly codeStart: Uint32Array;
  readonly unit: Uint16Array;
  readonly lastSeenDay: Uint16Array;
  readonly kind: Uint8Array;
  readonly codes: Buffer;
  readonly unitIds: readonly string[];
}

/** What a state is besides its entries. */
export interface StateHead {
  readonly sourceId: string;
  readonly day: Day;
  /** Digest of all but the file on which reading depends: header, source, unit codes, code version. */
  readonly inputsDigest: string;
}

/** The state of a source at the end of a day, read by position. */
export class State {
  readonly head: StateHead;
  readonly columns: StateColumns;

  constructor(head: StateHead, columns: StateColumns) {
    this.head = head;
    this.columns = columns;
  }

  get size(): number {
    return this.columns.size;
  }

  rowHashAt(position: number): bigint | undefined {
    return this.columns.rowHash[position];
  }

  kindAt(position: number): EntryKind {
    return entryKinds[this.columns.kind[position] ?? 0] ?? 'open';
  }

  isMissingAt(position: number): boolean {
    return this.columns.lastSeenDay[position] !== NOT_MISSING;
  }

  unitIdAt(position: number): string | null {
    return this.columns.unitIds[this.columns.unit[position] ?? NO_UNIT] ?? null;
  }

  codeAt(position: number): string | null {
    const start = this.columns.codeStart[position] ?? NO_CODE;
    if (start === NO_CODE) return null;
    return this.columns.codes.toString('utf8', start + 1, start + 1 + (this.columns.codes[start] ?? 0));
  }

  at(position: number): StateEntry {
    const { columns } = this;
    return {
      kind: this.kindAt(position),
      lastSeenDayNumber: columns.lastSeenDay[position] || null,
      rowHash: columns.rowHash[position] ?? 0n,
      codeHash: columns.codeHash[position] ?? 0n,
      contentHash: columns.contentHash[position] ?? 0,
      unitId: this.unitIdAt(position),
      receivedAtMs: columns.receivedAtMs[position] ?? Number.NaN,
      dueAtMs: columns.dueAtMs[position] ?? Number.NaN,
      completedAtMs: columns.completedAtMs[position] ?? Number.NaN,
      dossierCode: this.codeAt(position),
    };
  }
}

/** Builds a state entry by entry; its arrays grow by doubling. */
export class StateBuilder {
  #size = 0;
  #columns = emptyColumns(FIRST_CAPACITY);
  #codes = Buffer.alloc(FIRST_CAPACITY);
  #codesLength = 0;
  readonly #unitNumbers = new Map<string, number>();
  readonly #unitIds: string[] = [];

  get size(): number {
    return this.#size;
  }

  /** Adds an entry and returns its position. */
  add(entry: StateEntry): number {
    const position = this.#size++;
    if (position >= this.#columns.rowHash.length) this.#columns = grown(this.#columns);
    const columns = this.#columns;
    columns.rowHash[position] = entry.rowHash;
    columns.codeHash[position] = entry.codeHash;
    columns.receivedAtMs[position] = entry.receivedAtMs;
    columns.dueAtMs[position] = entry.dueAtMs;
    columns.completedAtMs[position] = entry.completedAtMs;
    columns.contentHash[position] = entry.contentHash;
    columns.codeStart[position] = entry.dossierCode === null ? NO_CODE : this.#keepCode(entry.dossierCode);
    columns.unit[position] = entry.unitId === null ? NO_UNIT : this.#unitNumber(entry.unitId);
    columns.lastSeenDay[position] = entry.lastSeenDayNumber ?? NOT_MISSING;
    columns.kind[position] = entryKinds.indexOf(entry.kind);
    return position;
  }

  /** The unit of the entry at a position, where it counts: null for what is missing or outside. */
  countedUnitIdAt(position: number): string | null {
    const { unit, lastSeenDay } = this.#columns;
    const isMissing = lastSeenDay[position] !== NOT_MISSING;
    return isMissing ? null : (this.#unitIds[unit[position] ?? NO_UNIT] ?? null);
  }

  /** Whether the entry at a position tells the same of its dossier as another one. */
  hasSameContent(position: number, entry: StateEntry): boolean {
    const columns = this.#columns;
    return (
      columns.contentHash[position] === entry.contentHash &&
      columns.kind[position] === entryKinds.indexOf(entry.kind) &&
      columns.unit[position] === (entry.unitId === null ? NO_UNIT : this.#unitNumber(entry.unitId)) &&
      Object.is(columns.receivedAtMs[position], entry.receivedAtMs) &&
      Object.is(columns.dueAtMs[position], entry.dueAtMs) &&
      Object.is(columns.completedAtMs[position], entry.completedAtMs)
    );
  }

  finish(head: StateHead): State {
    const columns = {
      ...resized(this.#columns, this.#size),
      size: this.#size,
      codes: this.#codes.subarray(0, this.#codesLength),
      unitIds: this.#unitIds,
    };
    return new State(head, columns);
  }

  #unitNumber(unitId: string): number {
    const known = this.#unitNumbers.get(unitId);
    if (known !== undefined) return known;
    const number = this.#unitNumbers.size;
    if (number >= NO_UNIT) throw new RangeError(`A source names more than ${NO_UNIT} units.`);
    this.#unitNumbers.set(unitId, number);
    this.#unitIds.push(unitId);
    return number;
  }

  /** One byte of length, then the code: codes are bounded to 255 bytes when they are read. */
  #keepCode(code: string): number {
    const length = Buffer.byteLength(code);
    const start = this.#codesLength;
    while (start + 1 + length > this.#codes.length)
      this.#codes = Buffer.concat([this.#codes, Buffer.alloc(this.#codes.length)]);
    this.#codes[start] = length;
    this.#codes.write(code, start + 1);
    this.#codesLength = start + 1 + length;
    return start;
  }
}

type Columns = Omit<StateColumns, 'size' | 'codes' | 'unitIds'>;

function emptyColumns(capacity: number): Columns {
  return {
    rowHash: new BigUint64Array(capacity),
    codeHash: new BigUint64Array(capacity),
    receivedAtMs: new Float64Array(capacity),
    dueAtMs: new Float64Array(capacity),
    completedAtMs: new Float64Array(capacity),
    contentHash: new Uint32Array(capacity),
    codeStart: new Uint32Array(capacity),
    unit: new Uint16Array(capacity),
    lastSeenDay: new Uint16Array(capacity),
    kind: new Uint8Array(capacity),
  };
}

function grown(columns: Columns): Columns {
  const larger = emptyColumns(columns.rowHash.length * 2);
  larger.rowHash.set(columns.rowHash);
  larger.codeHash.set(columns.codeHash);
  larger.receivedAtMs.set(columns.receivedAtMs);
  larger.dueAtMs.set(columns.dueAtMs);
  larger.completedAtMs.set(columns.completedAtMs);
  larger.contentHash.set(columns.contentHash);
  larger.codeStart.set(columns.codeStart);
  larger.unit.set(columns.unit);
  larger.lastSeenDay.set(columns.lastSeenDay);
  larger.kind.set(columns.kind);
  return larger;
}

function resized(columns: Columns, size: number): Columns {
  return {
    rowHash: columns.rowHash.subarray(0, size),
    codeHash: columns.codeHash.subarray(0, size),
    receivedAtMs: columns.receivedAtMs.subarray(0, size),
    dueAtMs: columns.dueAtMs.subarray(0, size),
    completedAtMs: columns.completedAtMs.subarray(0, size),
    contentHash: columns.contentHash.subarray(0, size),
    codeStart: columns.codeStart.subarray(0, size),
    unit: columns.unit.subarray(0, size),
    lastSeenDay: columns.lastSeenDay.subarray(0, size),
    kind: columns.kind.subarray(0, size),
  };
}

/** The state before the first snapshot. */
export function emptyState(head: StateHead): State {
  return new StateBuilder().finish(head);
}
