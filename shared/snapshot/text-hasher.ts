import { instantiateKernel, PAGE_BYTES, type RowKernel } from './kernel/instantiate-kernel.ts';

const RESULT_AT = 0;
const INPUT_AT = 8;
/** A character is at most three bytes of UTF-8 for each of its UTF-16 units. */
const MAX_BYTES_A_UNIT = 3;

/** xxHash64 of texts and bytes, as two 32-bit halves, until the next one is taken. */
export class TextHasher {
  readonly #kernel: RowKernel = instantiateKernel();
  readonly #encoder = new TextEncoder();
  #bytes = new Uint8Array(this.#kernel.memory.buffer);
  #halves = new Uint32Array(this.#kernel.memory.buffer, RESULT_AT, 2);

  /** Hashes a text's UTF-8 bytes. */
  takeText(text: string): this {
    this.#makeRoom(text.length * MAX_BYTES_A_UNIT);
    const { written } = this.#encoder.encodeInto(text, this.#bytes.subarray(INPUT_AT));
    this.#kernel.hash(INPUT_AT, written, RESULT_AT);
    return this;
  }

  take(bytes: Uint8Array): this {
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, INPUT_AT);
    this.#kernel.hash(INPUT_AT, bytes.length, RESULT_AT);
    return this;
  }

  get low(): number {
    return this.#halves[0] ?? 0;
  }

  get high(): number {
    return this.#halves[1] ?? 0;
  }

  #makeRoom(bytes: number): void {
    const lacking = INPUT_AT + bytes - this.#bytes.length;
    if (lacking <= 0) return;
    this.#kernel.memory.grow(Math.ceil(lacking / PAGE_BYTES));
    this.#bytes = new Uint8Array(this.#kernel.memory.buffer);
    this.#halves = new Uint32Array(this.#kernel.memory.buffer, RESULT_AT, 2);
  }
}
