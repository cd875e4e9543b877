import type { Day } from '../calendar/day.ts';
import type { StatusClass } from '../dossier/dossier.ts';
import { CodeBook } from './code-book.ts';
import type { Hash64 } from './row-hash.ts';
import {
  completedAtMsOf,
  dueAtMsOf,
  hashAt,
  type Instants,
  makeColumns,
  receivedAtMsOf,
  type StateColumns,
} from './state-columns.ts';

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

export const OUTSIDE = entryKinds.indexOf('outside');
const RETURNED = entryKinds.indexOf('returned');
const COMPLETED = entryKinds.indexOf('completed');

/** Whether an entry kind, as its number is stored, is that of an ended dossier. */
export function isEndedKind(stored: number | undefined): boolean {
  return stored === RETURNED || stored === COMPLETED;
}

/**
 * One entry of a state: a dossier as the file shows it or, while it is missing, as it was last seen. Instants are epoch
 * milliseconds, NaN where there is none.
 */
export interface StateEntry extends Instants {
  readonly kind: EntryKind;
  /**
   * The day on which a missing dossier was last seen as one that counts, in days since 1970-01-01. Missing is what is
   * gone, cannot be read, or has come to a status that is not counted. Null: the file shows it.
   */
  readonly lastSeenDayNumber: number | null;
  /** xxHash64 of the row's bytes: tomorrow's equal row need not be read. `NO_ROW`, `UNREADABLE_ROW`: there is none. */
  readonly rowHash: Hash64;
  /** xxHash64 of the dossier's code. */
  readonly codeHash: Hash64;
  /** The low 32 bits of the xxHash64 of the stored fields that have no column here: a row of equal content is not written. */
  readonly contentHash: number;
  /** The low 32 bits of the xxHash64 of the texts of the columns that are read: where they are the same, nothing is read. */
  readonly textsHash: number;
  readonly unitId: string | null;
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

export const NO_UNIT = 0xffff;
/** Every real day of this system has a higher number. */
export const NOT_MISSING = 0;
export const NO_CODE = 0xffff_ffff;

/** What a state is besides its entries. */
export interface StateHead {
  readonly sourceId: string;
  readonly day: Day;
  /** Digest of all but the file on which reading depends: header, source, unit codes, code version. */
  readonly inputsDigest: string;
}

/** What a state holds. */
export interface StateContent {
  readonly head: StateHead;
  readonly size: number;
  /** At least as long as `size` says. */
  readonly columns: StateColumns;
  readonly unitIds: readonly string[];
  readonly codes: CodeBook;
}

/** The state of a source at the end of a day, read by position. Entries of missing dossiers stand last. */
export class State implements StateContent {
  readonly head: StateHead;
  readonly size: number;
  readonly columns: StateColumns;
  readonly unitIds: readonly string[];
  readonly codes: CodeBook;

  constructor({ head, size, columns, unitIds, codes }: StateContent) {
    this.head = head;
    this.size = size;
    this.columns = columns;
    this.unitIds = unitIds;
    this.codes = codes;
  }

  rowHashAt(position: number): Hash64 {
    return hashAt(this.columns.rowHash, position);
  }

  kindAt(position: number): EntryKind {
    return entryKinds[this.columns.kind[position] ?? 0] ?? 'open';
  }

  isMissingAt(position: number): boolean {
    return this.columns.lastSeenDay[position] !== NOT_MISSING;
  }

  /** Whether the entry is a dossier that counts: neither outside nor missing. */
  isCountedAt(position: number): boolean {
    return this.columns.kind[position] !== OUTSIDE && !this.isMissingAt(position);
  }

  unitIdAt(position: number): string | null {
    return this.unitIds[this.columns.unit[position] ?? NO_UNIT] ?? null;
  }

  /** The dossier's code, null where it is no longer kept. @throws DomainError `STATE_DAMAGED` */
  codeAt(position: number): string | null {
    const start = this.columns.codeStart[position] ?? NO_CODE;
    return start === NO_CODE ? null : this.codes.read(start);
  }

  at(position: number): StateEntry {
    return entryAt(this.columns, this.unitIds, position);
  }

  /** Removes what the state keeps on disk. */
  remove(): void {
    this.codes.remove();
  }
}

export function entryAt(columns: StateColumns, unitIds: readonly string[], position: number): StateEntry {
  return {
    kind: entryKinds[columns.kind[position] ?? 0] ?? 'open',
    lastSeenDayNumber: columns.lastSeenDay[position] || null,
    rowHash: hashAt(columns.rowHash, position),
    codeHash: hashAt(columns.codeHash, position),
    contentHash: columns.contentHash[position] ?? 0,
    textsHash: columns.textsHash[position] ?? 0,
    unitId: unitIds[columns.unit[position] ?? NO_UNIT] ?? null,
    receivedAtMs: receivedAtMsOf(columns, position),
    dueAtMs: dueAtMsOf(columns, position),
    completedAtMs: completedAtMsOf(columns, position),
  };
}

/** The state before the first snapshot. */
export function emptyState(head: StateHead): State {
  return new State({
    head,
    size: 0,
    columns: makeColumns(0),
    unitIds: [],
    codes: new CodeBook(),
  });
}
