import { freeMemory } from './column-memory.ts';
import type { Hash64 } from './row-hash.ts';

/** Bits an entry: of codes that are not there, one in some 1,200 passes. */
const BITS_PER_ENTRY = 32;

/**
 * Tells of most hashes that are not in a column that they are not (a Bloom filter with three probes). It is made several
 * times faster than an index, and on most days asked only for the few new dossiers.
 */
export class HashFilter {
  readonly #bits: Uint32Array<ArrayBuffer>;
  readonly #mask: number;

  /** @param halves the column, as pairs of 32-bit halves, of which the first `size` are meant */
  constructor(halves: Uint32Array, size: number) {
    const words = 2 ** Math.max(4, Math.ceil(Math.log2((size * BITS_PER_ENTRY) / 32)));
    this.#bits = new Uint32Array(words);
    this.#mask = words - 1;
    for (let position = 0; position < size; position++) {
      const low = halves[2 * position] ?? 0;
      const high = halves[2 * position + 1] ?? 0;
      this.#set(low);
      this.#set(high);
      this.#set(mixed(low, high));
    }
  }

  /** False: no entry has this hash. True: one may have it. */
  mayHave({ low, high }: Hash64): boolean {
    return this.#isSet(low) && this.#isSet(high) && this.#isSet(mixed(low, high));
  }

  /** Frees its memory; it is not to be used any more. */
  free(): void {
    freeMemory(this.#bits);
  }

  /** Each half is a probe of its own, and both together: the low bits choose a bit, the others a word. */
  #set(half: number): void {
    const word = (half >>> 5) & this.#mask;
    this.#bits[word] = (this.#bits[word] ?? 0) | (1 << (half & 31));
  }

  #isSet(half: number): boolean {
    return ((this.#bits[(half >>> 5) & this.#mask] ?? 0) & (1 << (half & 31))) !== 0;
  }
}

function mixed(low: number, high: number): number {
  return (Math.imul(low, 0x9e3779b1) ^ high) >>> 0;
}
