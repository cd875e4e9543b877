import { HashIndex } from './hash-index.ts';
import type { State, StateEntry } from './state.ts';

/** Instead of a row's hash: there is no row, or one that cannot be read. */
export const NO_ROW = 0n;
export const UNREADABLE_ROW = 1n;
const NOWHERE = -1;
const UNSEEN = 0;
const ROWS_LOOKED_AHEAD = 3;

/**
 * The entries of the day before, as today's rows meet them. Most files stand in yesterday's order, so that the entry
 * after the last one met is tried first; the indexes are made only when that fails.
 */
export class PriorRows {
  readonly #state: State;
  /** prior position -> position in the new state + 1 */
  readonly #seenAs: Int32Array;
  #next = 0;
  #byRow: HashIndex | null = null;
  #byCode: HashIndex | null = null;

  constructor(state: State) {
    this.#state = state;
    this.#seenAs = new Int32Array(state.size);
  }

  /** The position of an entry with this row hash that has not been met yet, -1 where there is none. */
  findRow(rowHash: bigint): number {
    for (let ahead = 0; ahead < ROWS_LOOKED_AHEAD; ahead++) {
      if (this.#isRowAt(this.#next + ahead, rowHash)) return this.#next + ahead;
    }
    this.#byRow ??= indexOf(this.#state, this.#state.columns.rowHash);
    const position = this.#byRow.get(rowHash);
    return position !== NOWHERE && this.#isRowAt(position, rowHash) ? position : NOWHERE;
  }

  /** The position of the entry of a dossier, met or not, -1 where there is none. */
  findCode(codeHash: bigint): number {
    if (this.#state.columns.codeHash[this.#next] === codeHash) return this.#next;
    this.#byCode ??= indexOf(this.#state, this.#state.columns.codeHash);
    return this.#byCode.get(codeHash);
  }

  at(position: number): StateEntry | null {
    return position === NOWHERE ? null : this.#state.at(position);
  }

  /** Where the entry stands in the new state, -1 while it has not been met. */
  newPositionOf(position: number): number {
    return (this.#seenAs[position] ?? UNSEEN) - 1;
  }

  meet(position: number, newPosition: number): void {
    this.#seenAs[position] = newPosition + 1;
    this.#next = position + 1;
  }

  /** The entries that no row has met. */
  *unmet(): Generator<StateEntry> {
    for (let position = 0; position < this.#seenAs.length; position++) {
      if (this.#seenAs[position] === UNSEEN) yield this.#state.at(position);
    }
  }

  #isRowAt(position: number, rowHash: bigint): boolean {
    const isRow = rowHash !== NO_ROW && rowHash !== UNREADABLE_ROW;
    return isRow && this.#seenAs[position] === UNSEEN && this.#state.rowHashAt(position) === rowHash;
  }
}

/** Hash -> position of the first entry that has it. */
export function indexOf(state: State, hashes: BigUint64Array): HashIndex {
  const index = new HashIndex(state.size);
  for (let position = 0; position < state.size; position++) index.add(hashes[position] ?? NO_ROW, position);
  return index;
}
