const EMPTY = -1;
const MAX_FILL = 0.6;

/**
 * An index from 64-bit hashes to positions, by open addressing over typed arrays: a Map of millions of bigints takes
 * ten times the memory and stops at 16.7 million entries.
 */
export class HashIndex {
  #hashes: BigUint64Array;
  #positions: Int32Array;
  #mask: number;
  #size = 0;

  constructor(expectedSize = 16) {
    const capacity = 2 ** Math.max(4, Math.ceil(Math.log2(expectedSize / MAX_FILL + 1)));
    this.#hashes = new BigUint64Array(capacity);
    this.#positions = new Int32Array(capacity).fill(EMPTY);
    this.#mask = capacity - 1;
  }

  /** The position first kept under a hash, -1 where there is none. */
  get(hash: bigint): number {
    const slot = this.#slotOf(hash);
    return this.#positions[slot] ?? EMPTY;
  }

  /** Keeps a position under a hash unless one is kept already. */
  add(hash: bigint, position: number): void {
    if (this.#size >= this.#mask * MAX_FILL) this.#grow();
    const slot = this.#slotOf(hash);
    if (this.#positions[slot] !== EMPTY) return;
    this.#hashes[slot] = hash;
    this.#positions[slot] = position;
    this.#size++;
  }

  #slotOf(hash: bigint): number {
    let slot = Number(hash & 0xffff_ffffn) & this.#mask;
    while (this.#positions[slot] !== EMPTY && this.#hashes[slot] !== hash) slot = (slot + 1) & this.#mask;
    return slot;
  }

  #grow(): void {
    const hashes = this.#hashes;
    const positions = this.#positions;
    this.#mask = hashes.length * 2 - 1;
    this.#hashes = new BigUint64Array(hashes.length * 2);
    this.#positions = new Int32Array(hashes.length * 2).fill(EMPTY);
    for (let slot = 0; slot < hashes.length; slot++) {
      const hash = hashes[slot];
      const position = positions[slot] ?? EMPTY;
      if (hash === undefined || position === EMPTY) continue;
      const free = this.#slotOf(hash);
      this.#hashes[free] = hash;
      this.#positions[free] = position;
    }
  }
}
