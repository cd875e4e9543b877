import { freeMemory } from './column-memory.ts';
import type { Hash64 } from './row-hash.ts';

const EMPTY = 0;
const MAX_FILL = 0.6;

/**
 * An index from 64-bit hashes to the positions where they stand in a column, by open addressing. It holds the positions
 * alone, 4 bytes each: a Map of millions of bigints takes twenty times the memory and stops at 16.7 million entries.
 */
export class HashIndex {
  #halves: Uint32Array;
  /** position + 1, or EMPTY */
  #slots: Int32Array<ArrayBuffer>;
  #mask: number;
  #size = 0;

  /** @param halves a column of hashes, each as its low and its high half */
  constructor(halves: Uint32Array, expectedSize: number) {
    this.#halves = halves;
    const capacity = 2 ** Math.max(4, Math.ceil(Math.log2(expectedSize / MAX_FILL + 1)));
    this.#slots = new Int32Array(capacity);
    this.#mask = capacity - 1;
  }

  /** The column has moved to a larger array. */
  moveTo(halves: Uint32Array): void {
    this.#halves = halves;
  }

  /** The position first added under a hash; -1 where there is none. */
  find({ low, high }: Hash64): number {
    return (this.#slots[this.#slotOf(low, high)] ?? EMPTY) - 1;
  }

  /** Adds the position of an entry of the column, unless its hash has one already. */
  add(position: number): void {
    if (this.#size >= this.#mask * MAX_FILL) this.#grow();
    const slot = this.#slotOf(this.#halves[2 * position] ?? 0, this.#halves[2 * position + 1] ?? 0);
    if (this.#slots[slot] !== EMPTY) return;
    this.#slots[slot] = position + 1;
    this.#size++;
  }

  /** Frees its memory; it is not to be used any more. */
  free(): void {
    freeMemory(this.#slots);
  }

  #slotOf(low: number, high: number): number {
    const halves = this.#halves;
    let slot = low & this.#mask;
    for (;;) {
      const position = (this.#slots[slot] ?? EMPTY) - 1;
      if (position < 0) return slot;
      if (halves[2 * position] === low && halves[2 * position + 1] === high) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #grow(): void {
    const slots = this.#slots;
    this.#slots = new Int32Array(slots.length * 2);
    this.#mask = this.#slots.length - 1;
    for (const value of slots) {
      if (value === EMPTY) continue;
      this.#slots[this.#slotOf(this.#halves[2 * value - 2] ?? 0, this.#halves[2 * value - 1] ?? 0)] = value;
    }
    freeMemory(slots);
  }
}
