import type { XXHashAPI } from 'xxhash-wasm';

/** xxHash64 of bytes, as two 32-bit halves: comparing those with a column makes no bigint for each of millions of rows. */
export class RowHasher {
  readonly #xxhash: XXHashAPI;
  readonly #whole = new BigUint64Array(1);
  readonly #halves = new Uint32Array(this.#whole.buffer);

  constructor(xxhash: XXHashAPI) {
    this.#xxhash = xxhash;
  }

  /** Hashes bytes; `low`, `high` and `hash` tell the result until the next call. */
  take(bytes: Uint8Array): void {
    this.#whole[0] = this.#xxhash.h64Raw(bytes);
  }

  /** Hashes a text's UTF-8 bytes. */
  takeText(text: string): void {
    this.#whole[0] = this.#xxhash.h64(text);
  }

  get hash(): bigint {
    return this.#whole[0] ?? 0n;
  }

  get low(): number {
    return this.#halves[0] ?? 0;
  }

  get high(): number {
    return this.#halves[1] ?? 0;
  }
}

/** The low and the high half of a hash. */
export function halves(hash: bigint): [low: number, high: number] {
  return [Number(hash & 0xffff_ffffn), Number(hash >> 32n)];
}
