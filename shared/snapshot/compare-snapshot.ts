import type { XXHashAPI } from 'xxhash-wasm';
import type { Dossier } from '../dossier/dossier.ts';
import type { SourceField } from '../source/source.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import type { RowTaker } from './csv-reader.ts';
import { HashIndex } from './hash-index.ts';
import type { Header } from './read-header.ts';
import {
  type Rejection,
  type RejectionReason,
  type RowContext,
  type RowTexts,
  readRow,
  withCompletion,
} from './read-row.ts';
import type { RowCounts } from './receipt.ts';
import { type EntryKind, type State, StateBuilder, type StateEntry, type StateHead, statusClassOf } from './state.ts';

/** What comparing a day's file with the day before depends on. */
export interface ComparisonInputs {
  readonly xxhash: XXHashAPI;
  /** The state of the nearest earlier day; an empty one before the first snapshot. */
  readonly prior: State;
  readonly head: Omit<StateHead, 'inputsDigest'>;
  /** Digest of what reading depends on besides the header: source, unit codes, code version. */
  readonly contextDigest: string;
  readonly context: RowContext;
  /** On days that can govern a month every row is read. */
  readonly readsEveryRow: boolean;
  /** The beginning of the snapshot's day in the source's time zone. */
  readonly snapshotDayMs: number;
  /** Whether this source counts for a unit on the snapshot's day: elsewhere a missing dossier has moved, not vanished. */
  readonly countsFor: (unitId: string) => boolean;
  /** Fields whose change alone is not written. */
  readonly volatileFields: ReadonlySet<SourceField>;
  /** Makes one digest of the header and `contextDigest`. */
  readonly digestInputs: (header: Header, contextDigest: string) => string;
}

/** Who is told what the comparison finds, row by row. */
export interface ComparisonListener {
  /** A dossier that was read; `before` is what the day before showed of it, null where it did not. */
  dossier(dossier: Dossier, before: StateEntry | null, isChanged: boolean, position: number): void;
  rejected(rejection: Rejection): void;
  /** An open dossier that is no longer in the file; `isNew`: it was there the day before and its row is not merely unreadable. */
  vanished(entry: StateEntry, isNew: boolean): void;
}

const UNSEEN = 0;
const ROW_HASH_MISSES_BEFORE_INDEX = 3;

/**
 * Compares a day's file with the state of the day before, and builds the day's own state: state(day) = f(file, state of
 * the nearest earlier day). Rows that are byte for byte yesterday's are not read.
 */
export class SnapshotComparison implements RowTaker {
  readonly #inputs: ComparisonInputs;
  readonly #listener: ComparisonListener;
  readonly #builder = new StateBuilder();
  readonly #counts = { rowsRead: 0, accepted: 0, rejected: 0, outside: 0, changed: 0, vanished: 0 };
  /** prior position -> position in the new state + 1, 0 where it was not seen yet */
  readonly #seenAs: Int32Array;
  readonly #newCodes = new HashIndex();
  readonly #rejectedCodes = new Set<bigint>();
  #codeIndex: HashIndex | null = null;
  #rowIndex: HashIndex | null = null;
  #hint = 0;
  #inputsDigest = '';
  #canSkipKnownRows = false;

  constructor(inputs: ComparisonInputs, listener: ComparisonListener) {
    this.#inputs = inputs;
    this.#listener = listener;
    this.#seenAs = new Int32Array(inputs.prior.size);
  }

  begin(header: Header): void {
    const { digestInputs, contextDigest, prior, readsEveryRow } = this.#inputs;
    this.#inputsDigest = digestInputs(header, contextDigest);
    this.#canSkipKnownRows = !readsEveryRow && prior.head.inputsDigest === this.#inputsDigest;
  }

  takeKnown(buffer: Buffer, start: number, end: number): boolean {
    if (!this.#canSkipKnownRows) return false;
    const rowHash = this.#inputs.xxhash.h64Raw(buffer.subarray(start, end));
    const position = this.#findKnownRow(rowHash);
    if (position === -1) return false;
    const entry = this.#inputs.prior.at(position);
    this.#hint = position + 1;
    this.#seenAs[position] = this.#builder.add(entry) + 1;
    this.#counts.rowsRead++;
    if (entry.kind === 'outside') this.#counts.outside++;
    else this.#counts.accepted++;
    return true;
  }

  take(texts: RowTexts, line: number, rowBytes: Buffer, malformed?: RejectionReason): void {
    this.#counts.rowsRead++;
    const reading = readRow(texts, line, this.#inputs.context, malformed);
    if (reading.kind === 'rejected') this.#reject(reading.rejection);
    else if (reading.kind === 'outside') this.#takeOutside(reading.dossierCode, rowBytes);
    else this.#takeDossier(reading.dossier, line, rowBytes);
  }

  /** Looks for what is missing, and gives the day's state and counts. Call it once, after the last row. */
  finish(): { state: State; counts: RowCounts } {
    for (let position = 0; position < this.#seenAs.length; position++) {
      if (this.#seenAs[position] === UNSEEN) this.#missing(this.#inputs.prior.at(position));
    }
    const state = this.#builder.finish({ ...this.#inputs.head, inputsDigest: this.#inputsDigest });
    return { state, counts: { ...this.#counts } };
  }

  /** The position of an entry with this row hash that has not been seen yet, -1 where there is none. */
  #findKnownRow(rowHash: bigint): number {
    for (let ahead = 0; ahead < ROW_HASH_MISSES_BEFORE_INDEX; ahead++) {
      if (this.#isKnownAt(this.#hint + ahead, rowHash)) return this.#hint + ahead;
    }
    this.#rowIndex ??= indexOf(this.#inputs.prior, this.#inputs.prior.columns.rowHash);
    const position = this.#rowIndex.get(rowHash);
    return position !== -1 && this.#isKnownAt(position, rowHash) ? position : -1;
  }

  #isKnownAt(position: number, rowHash: bigint): boolean {
    const { prior } = this.#inputs;
    const isUnseen = this.#seenAs[position] === UNSEEN;
    return isUnseen && prior.rowHashAt(position) === rowHash && prior.kindAt(position) !== 'vanished';
  }

  #reject(rejection: Rejection): void {
    this.#counts.rejected++;
    if (rejection.dossierCode !== null) this.#rejectedCodes.add(this.#inputs.xxhash.h64(rejection.dossierCode));
    this.#listener.rejected(rejection);
  }

  #takeOutside(dossierCode: string, rowBytes: Buffer): void {
    const codeHash = this.#inputs.xxhash.h64(dossierCode);
    const priorPosition = this.#priorPositionOf(codeHash);
    this.#counts.outside++;
    if (this.#earlierRowOf(codeHash, priorPosition) !== -1) return;
    const entry: StateEntry = {
      kind: 'outside',
      rowHash: this.#inputs.xxhash.h64Raw(rowBytes),
      codeHash,
      contentHash: 0,
      unitId: null,
      receivedAtMs: Number.NaN,
      dueAtMs: Number.NaN,
      completedAtMs: Number.NaN,
      dossierCode: null,
    };
    this.#remember(entry, priorPosition);
  }

  #takeDossier(stated: Dossier, line: number, rowBytes: Buffer): void {
    const { xxhash, prior, snapshotDayMs } = this.#inputs;
    const codeHash = xxhash.h64(stated.dossierCode);
    const priorPosition = this.#priorPositionOf(codeHash);
    const before = priorPosition === -1 ? null : prior.at(priorPosition);
    const dossier = withCompletion(stated, seenEndedAt(before), snapshotDayMs);
    const entry = this.#entryOf(dossier, codeHash, xxhash.h64Raw(rowBytes));
    const earlierRow = this.#earlierRowOf(codeHash, priorPosition);
    if (earlierRow !== -1) {
      this.#rejectDuplicate(dossier, line, this.#builder.hasSameContent(earlierRow, entry));
      return;
    }
    const position = this.#remember(entry, priorPosition);
    const isChanged = before === null || !isSameContent(before, entry);
    this.#counts.accepted++;
    if (isChanged) this.#counts.changed++;
    this.#listener.dossier(dossier, before, isChanged, position);
  }

  #rejectDuplicate(dossier: Dossier, line: number, isEqual: boolean): void {
    this.#counts.rejected++;
    this.#listener.rejected({
      line,
      reason: isEqual ? 'duplicate' : 'conflicting-duplicate',
      column: this.#inputs.context.source.columns.dossierCode ?? 'dossierCode',
      value: dossier.dossierCode,
      unitId: dossier.unitId,
      dossierCode: dossier.dossierCode,
      receivedAtMs: dossier.receivedAtMs,
      completedAtMs: dossier.completedAtMs,
      statusClass: dossier.statusClass,
    });
  }

  #priorPositionOf(codeHash: bigint): number {
    const { prior } = this.#inputs;
    if (prior.columns.codeHash[this.#hint] === codeHash) return this.#hint;
    this.#codeIndex ??= indexOf(prior, prior.columns.codeHash);
    return this.#codeIndex.get(codeHash);
  }

  /** The position in the new state of an earlier row of this file about the same dossier, -1 where there is none. */
  #earlierRowOf(codeHash: bigint, priorPosition: number): number {
    return priorPosition === -1 ? this.#newCodes.get(codeHash) : (this.#seenAs[priorPosition] ?? UNSEEN) - 1;
  }

  #remember(entry: StateEntry, priorPosition: number): number {
    const position = this.#builder.add(entry);
    if (priorPosition === -1) this.#newCodes.add(entry.codeHash, position);
    else {
      this.#seenAs[priorPosition] = position + 1;
      this.#hint = priorPosition + 1;
    }
    return position;
  }

  #entryOf(dossier: Dossier, codeHash: bigint, rowHash: bigint): StateEntry {
    const isOpen = dossier.statusClass === 'open' || dossier.statusClass === 'paused';
    return {
      kind: kindOf(dossier),
      rowHash,
      codeHash,
      contentHash: this.#contentHashOf(dossier),
      unitId: dossier.unitId,
      receivedAtMs: dossier.receivedAtMs,
      dueAtMs: dossier.dueAtMs ?? Number.NaN,
      completedAtMs: dossier.completedAtMs ?? Number.NaN,
      dossierCode: isOpen ? dossier.dossierCode : null,
    };
  }

  #contentHashOf(dossier: Dossier): number {
    const { procedureCode, procedureName, channel, returnedAtMs, status, flags } = dossier;
    const content = { procedureCode, procedureName, channel, returnedAt: returnedAtMs, status };
    for (const field of this.#inputs.volatileFields) if (field in content) Reflect.deleteProperty(content, field);
    return Number(this.#inputs.xxhash.h64(JSON.stringify([content, flags])) & 0xffff_ffffn);
  }

  /** A prior entry whose row did not come again: an open dossier has vanished, an ended one has left the window. */
  #missing(entry: StateEntry): void {
    const wasOpen = entry.kind === 'open' || entry.kind === 'paused';
    const isGone = wasOpen || entry.kind === 'vanished';
    if (!isGone || entry.unitId === null || !this.#inputs.countsFor(entry.unitId)) return;
    const lastSeenMs = wasOpen ? Date.parse(this.#inputs.prior.head.day) : entry.completedAtMs;
    const vanished: StateEntry = { ...entry, kind: 'vanished', rowHash: 0n, completedAtMs: lastSeenMs };
    this.#builder.add(vanished);
    const isNew = wasOpen && !this.#rejectedCodes.has(entry.codeHash);
    if (isNew) this.#counts.vanished++;
    this.#listener.vanished(vanished, isNew);
  }
}

function indexOf(state: State, hashes: BigUint64Array): HashIndex {
  const index = new HashIndex(state.size);
  for (let position = 0; position < state.size; position++) index.add(hashes[position] ?? 0n, position);
  return index;
}

function kindOf(dossier: Dossier): EntryKind {
  return dossier.statusClass === 'not-counted' ? 'outside' : dossier.statusClass;
}

/** The end by which the day before knows a dossier, null where it did not know it as ended. */
function seenEndedAt(before: StateEntry | null): number | null {
  const statusClass = before === null ? null : statusClassOf(before.kind);
  if (before === null || statusClass === null || !hasEnded(statusClass)) return null;
  return Number.isNaN(before.completedAtMs) ? null : before.completedAtMs;
}

function isSameContent(before: StateEntry, now: StateEntry): boolean {
  return (
    before.contentHash === now.contentHash &&
    before.kind === now.kind &&
    before.unitId === now.unitId &&
    Object.is(before.receivedAtMs, now.receivedAtMs) &&
    Object.is(before.dueAtMs, now.dueAtMs) &&
    Object.is(before.completedAtMs, now.completedAtMs)
  );
}
