import { CodeBook } from './code-book.ts';
import { freeMemory, movedInto } from './column-memory.ts';
import { HashFilter } from './hash-filter.ts';
import { HashIndex } from './hash-index.ts';
import { reorderColumns } from './reorder-columns.ts';
import type { Hash64 } from './row-hash.ts';
import {
  entryAt,
  entryKinds,
  NO_CODE,
  NO_UNIT,
  NOT_MISSING,
  OUTSIDE,
  State,
  type StateEntry,
  type StateHead,
} from './state.ts';
import { grownColumns, NO_INSTANT, type StateColumns, writeHash, writeInstants } from './state-columns.ts';

export const NOWHERE = -1;
const nothingFound = { low: Number.NaN, high: Number.NaN, slot: NOWHERE };
const NOT_MET = 0;
const ROWS_LOOKED_AHEAD = 3;
/** So many misses more than hits, and the file is taken for one in another order ... */
const MISSES_IN_ORDER = 8;
/** ... and so many hits at most bring it back. */
const MOST_MISSES = 16;
const FIRST_CAPACITY = 1024;
/**
 * Room that is not written to costs nothing. With less, the columns given back are of a size at which the C library keeps
 * memory for later: at five million entries some 50 MB.
 */
const GROWTH = 4;
/** Looking through all codes takes as long as making an index takes for some dozens of them. */
const MOST_SOUGHT_ONE_BY_ONE = 32;
/** Codes that are no longer needed are cleared out when they outnumber the others, and are at least so many. */
const MIN_IDLE_CODES = 1024;

/**
 * The state of the day before on its way to become today's, in place: beside a file of millions of rows there is no room
 * for two. Each entry has a slot; the rows of the file meet the slots, and at the end the entries are brought into the
 * order in which they were met. Most files stand in yesterday's order, so the slot after the last one met is tried first;
 * the indexes are made only when that fails.
 */
export class EvolvingState {
  readonly #earlierSize: number;
  #size: number;
  #columns: StateColumns;
  /** slot -> position in the new state + 1 */
  #order: Int32Array<ArrayBuffer>;
  #met = 0;
  #hasMetDue = false;
  #hasMetEnd = false;
  #next = 0;
  /** How many rows of late stood elsewhere than expected, less those that stood where they were. */
  #misses = 0;
  #byRow: HashIndex | null = null;
  /** Codes that came anew; of all codes, once they have been looked for often. */
  readonly #byAddedCode: HashIndex;
  #byCode: HashIndex | null = null;
  #codeFilter: HashFilter | null = null;
  #codesSoughtOneByOne = 0;
  /** A row's code is sought more than once while it is taken. */
  #lastFound: Hash64 & { readonly slot: number } = nothingFound;
  readonly #unitIds: string[];
  readonly #unitNumbers: Map<string, number>;
  readonly #codes: CodeBook;

  /** @param prior the state of the day before; it is used up */
  constructor(prior: State) {
    this.#earlierSize = prior.size;
    this.#size = prior.size;
    this.#columns = prior.columns;
    this.#order = new Int32Array(prior.columns.kind.length);
    this.#byAddedCode = new HashIndex(prior.columns.codeHash, 0);
    this.#unitIds = [...prior.unitIds];
    this.#unitNumbers = new Map(prior.unitIds.map((unitId, number) => [unitId, number]));
    this.#codes = prior.codes;
  }

  /** Whether a row that was not read has a due date; has an end. */
  get metDates(): { readonly dueAt: boolean; readonly completedAt: boolean } {
    return { dueAt: this.#hasMetDue, completedAt: this.#hasMetEnd };
  }

  /** How many entries have been met: the position that the next one gets. */
  get met(): number {
    return this.#met;
  }

  /**
   * Meets the entry that has a row's hash, if it is found and has not been met. While the file stands in yesterday's order
   * a row that is not where it is expected has changed or is new; it is not looked for elsewhere.
   */
  meetRow(low: number, high: number): boolean {
    for (let ahead = 0; ahead < ROWS_LOOKED_AHEAD; ahead++) {
      if (this.#isRowAt(this.#next + ahead, low, high)) return this.#meetKnown(this.#next + ahead);
    }
    if (this.#misses < MISSES_IN_ORDER) return false;
    this.#byRow ??= this.#indexRows();
    const slot = this.#byRow.find({ low, high });
    return slot !== NOWHERE && this.#isRowAt(slot, low, high) && this.#meetKnown(slot);
  }

  /** The slot of the dossier whose code has a hash, met or not; `NOWHERE` where there is none. */
  findCode(codeHash: Hash64): number {
    const { low, high, slot } = this.#lastFound;
    if (low === codeHash.low && high === codeHash.high) return slot;
    const found = this.#seekCode(codeHash);
    this.#lastFound = { ...codeHash, slot: found };
    return found;
  }

  #seekCode(codeHash: Hash64): number {
    const near = this.#findCodeBetween(Math.max(0, this.#next - 1), this.#next + ROWS_LOOKED_AHEAD, codeHash);
    if (near !== NOWHERE) return near;
    if (this.#byCode !== null) return this.#byCode.find(codeHash);
    const added = this.#byAddedCode.find(codeHash);
    return added === NOWHERE ? this.#findEarlierCode(codeHash) : added;
  }

  /** Whether the day before knew the dossier whose code has a hash. */
  isFromBefore(codeHash: Hash64): boolean {
    const slot = this.findCode(codeHash);
    return slot !== NOWHERE && slot < this.#earlierSize;
  }

  /** Whether a slot's dossier counts, has not been met, and was read of the same texts the day before. */
  hasTexts(slot: number, textsHash: number): boolean {
    const { kind, lastSeenDay } = this.#columns;
    const isCounted = kind[slot] !== OUTSIDE && lastSeenDay[slot] === NOT_MISSING;
    return isCounted && this.#columns.textsHash[slot] === textsHash && this.#order[slot] === NOT_MET;
  }

  /** Meets a slot whose row has other bytes now that say the same. */
  meetAgain(slot: number, rowHash: Hash64): void {
    writeHash(this.#columns.rowHash, slot, rowHash);
    this.#meetKnown(slot);
  }

  isMet(slot: number): boolean {
    return this.#order[slot] !== NOT_MET;
  }

  at(slot: number): StateEntry {
    return entryAt(this.#columns, this.#unitIds, slot);
  }

  /**
   * Puts an entry into the slot of the same dossier, or into a new one (`NOWHERE`), and meets it.
   *
   * @param dossierCode given where it is to be kept
   * @returns the entry's position in the new state
   */
  put(slot: number, entry: StateEntry, dossierCode: string | null): number {
    const target = slot === NOWHERE ? this.#makeSlot() : slot;
    const columns = this.#columns;
    writeHash(columns.rowHash, target, entry.rowHash);
    writeHash(columns.codeHash, target, entry.codeHash);
    writeInstants(columns, target, entry);
    columns.contentHash[target] = entry.contentHash;
    columns.textsHash[target] = entry.textsHash;
    columns.unit[target] = entry.unitId === null ? NO_UNIT : this.#unitNumber(entry.unitId);
    columns.lastSeenDay[target] = entry.lastSeenDayNumber ?? NOT_MISSING;
    columns.kind[target] = entryKinds.indexOf(entry.kind);
    if (dossierCode !== null && columns.codeStart[target] === NO_CODE) {
      columns.codeStart[target] = this.#codes.append(dossierCode);
    }
    this.#lastFound = nothingFound;
    if (slot === NOWHERE) (this.#byCode ?? this.#byAddedCode).add(target);
    else this.#goTo(slot);
    this.#order[target] = ++this.#met;
    return this.#met - 1;
  }

  /** The code of a slot's dossier, null where it is no longer kept. @throws DomainError `STATE_DAMAGED` */
  codeAt(slot: number): string | null {
    const start = this.#columns.codeStart[slot] ?? NO_CODE;
    return start === NO_CODE ? null : this.#codes.read(start);
  }

  /** The slots of the day before that no row has met. */
  *unmet(): Generator<number> {
    for (let slot = 0; slot < this.#earlierSize; slot++) {
      if (this.#order[slot] === NOT_MET) yield slot;
    }
  }

  /** The new state: what has been met, in the order of meeting. @param isCodeNeeded asked of each entry of it */
  finish(head: StateHead, isCodeNeeded: (state: State, position: number) => boolean): State {
    for (const index of [this.#byRow, this.#byCode, this.#byAddedCode, this.#codeFilter]) index?.free();
    reorderColumns(this.#columns, this.#order.subarray(0, this.#size), this.#met);
    freeMemory(this.#order);
    const content = { head, size: this.#met, columns: this.#columns, unitIds: this.#unitIds };
    const state = new State({ ...content, codes: this.#codes });
    return withoutIdleCodes(state, isCodeNeeded);
  }

  #isRowAt(slot: number, low: number, high: number): boolean {
    const isRow = this.#columns.rowHash[2 * slot] === low && this.#columns.rowHash[2 * slot + 1] === high;
    return isRow && slot < this.#earlierSize && this.#order[slot] === NOT_MET;
  }

  #meetKnown(slot: number): true {
    if (!this.#hasMetDue) this.#hasMetDue = this.#columns.dueAt[slot] !== NO_INSTANT;
    if (!this.#hasMetEnd) this.#hasMetEnd = this.#columns.completedAt[slot] !== NO_INSTANT;
    this.#order[slot] = ++this.#met;
    this.#goTo(slot);
    return true;
  }

  /** Where rows stand elsewhere than expected, the file is in another order. */
  #goTo(slot: number): void {
    const isExpected = slot >= this.#next && slot < this.#next + ROWS_LOOKED_AHEAD;
    this.#misses = isExpected ? Math.max(0, this.#misses - 1) : Math.min(MOST_MISSES, this.#misses + 1);
    this.#next = slot + 1;
  }

  #makeSlot(): number {
    const slot = this.#size++;
    if (slot >= this.#columns.kind.length) this.#grow();
    this.#columns.codeStart[slot] = NO_CODE;
    return slot;
  }

  #grow(): void {
    const capacity = Math.max(FIRST_CAPACITY, this.#columns.kind.length * GROWTH);
    this.#columns = grownColumns(this.#columns, capacity);
    this.#order = movedInto(new Int32Array(capacity), this.#order);
    this.#byRow?.moveTo(this.#columns.rowHash);
    this.#byCode?.moveTo(this.#columns.codeHash);
    this.#byAddedCode.moveTo(this.#columns.codeHash);
  }

  #indexRows(): HashIndex {
    const { rowHash } = this.#columns;
    const index = new HashIndex(rowHash, this.#earlierSize);
    for (let slot = 0; slot < this.#earlierSize; slot++) {
      // Beside true hashes of rows there are only NO_ROW and UNREADABLE_ROW, of which the high half is 0.
      if (this.#columns.rowHash[2 * slot + 1] !== 0 || (this.#columns.rowHash[2 * slot] ?? 0) > 1) index.add(slot);
    }
    return index;
  }

  #findCodeBetween(start: number, end: number, { low, high }: Hash64): number {
    const halves = this.#columns.codeHash;
    for (let slot = start; slot < end && slot < this.#earlierSize; slot++) {
      if (halves[2 * slot] === low && halves[2 * slot + 1] === high) return slot;
    }
    return NOWHERE;
  }

  /** On most days few codes are sought that are not where they are expected: no index is made for those. */
  #findEarlierCode(codeHash: Hash64): number {
    this.#codeFilter ??= new HashFilter(this.#columns.codeHash, this.#earlierSize);
    if (!this.#codeFilter.mayHave(codeHash)) return NOWHERE;
    const isRare = this.#misses <= MISSES_IN_ORDER && ++this.#codesSoughtOneByOne <= MOST_SOUGHT_ONE_BY_ONE;
    if (isRare) {
      return this.#findCodeBetween(0, this.#earlierSize, codeHash);
    }
    this.#codeFilter.free(); // from now on the index is asked
    this.#codeFilter = null;
    this.#byCode = this.#indexCodes();
    return this.#byCode.find(codeHash);
  }

  #indexCodes(): HashIndex {
    const index = new HashIndex(this.#columns.codeHash, this.#size);
    for (let slot = 0; slot < this.#size; slot++) index.add(slot);
    return index;
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
}

function withoutIdleCodes(state: State, isNeeded: (state: State, position: number) => boolean): State {
  const { codeStart } = state.columns;
  let needed = 0;
  let idle = 0;
  for (let position = 0; position < state.size; position++) {
    if (codeStart[position] === NO_CODE) continue;
    if (isNeeded(state, position)) needed++;
    else idle++;
  }
  if (idle <= needed || idle < MIN_IDLE_CODES) return state;
  const codes = new CodeBook();
  for (let position = 0; position < state.size; position++) {
    if (codeStart[position] === NO_CODE) continue;
    const code = isNeeded(state, position) ? state.codeAt(position) : null;
    codeStart[position] = code === null ? NO_CODE : codes.append(code);
  }
  state.remove();
  return new State({ ...state, codes });
}
