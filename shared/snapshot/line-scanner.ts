import { instantiateKernel, PAGE_BYTES, type RowKernel } from './kernel/instantiate-kernel.ts';

/** Entries are found so many at a time: {@link LineScanner.scan} says fewer where the bytes at hand end. */
export const MOST_LINES = 8192;
const ENTRY_WORDS = 4;
const TABLE_AT = 16;
/** One entry more, for a hash by itself. */
const ROOM_AT = TABLE_AT + (MOST_LINES + 1) * ENTRY_WORDS * 4;
const FIRST_ROOM_BYTES = 3 << 20;

/**
 * The bytes of a file at hand, in the kernel's memory, with the lines in them. All offsets are those of `buffer`, and are
 * good until the next `append`.
 */
export class LineScanner {
  readonly #kernel: RowKernel = instantiateKernel();
  #table = new Uint32Array(0);
  #room = Buffer.alloc(0);
  #length = 0;
  buffer: Buffer = this.#room;

  constructor() {
    this.#grow(FIRST_ROOM_BYTES);
  }

  /**
   * Puts bytes behind those at hand; what lies before `from` is let go where room is needed.
   *
   * @returns how far all offsets have moved to the front
   */
  append(chunk: Uint8Array, from: number): number {
    let moved = 0;
    if (this.#length + chunk.length > this.#room.length) {
      moved = from;
      this.#room.copyWithin(0, from, this.#length);
      this.#length -= from;
      if (this.#length + chunk.length > this.#room.length) this.#grow((this.#length + chunk.length) * 2);
    }
    this.#room.set(chunk, this.#length);
    this.#length += chunk.length;
    this.buffer = this.#room.subarray(0, this.#length);
    return moved;
  }

  /** Finds the whole lines from an offset on, and returns how many; `MOST_LINES` where there may be more. */
  scan(at: number): number {
    return this.#kernel.scan(ROOM_AT + at, ROOM_AT + this.#length, TABLE_AT, MOST_LINES);
  }

  /** The offset of a line's end, which is a line feed. */
  lineFeedOf(line: number): number {
    return (this.#table[line * ENTRY_WORDS] ?? 0) - ROOM_AT;
  }

  /** Where a line's content ends, a carriage return left out. */
  contentEndOf(line: number): number {
    return (this.#table[line * ENTRY_WORDS + 1] ?? 0) - ROOM_AT;
  }

  /** The halves of the xxHash64 of a line's content. */
  hashLowOf(line: number): number {
    return this.#table[line * ENTRY_WORDS + 2] ?? 0;
  }

  hashHighOf(line: number): number {
    return this.#table[line * ENTRY_WORDS + 3] ?? 0;
  }

  /** Hashes bytes that are no line by themselves. The result stands at `MOST_LINES` until the next one. */
  hash(start: number, end: number): void {
    this.#kernel.hash(ROOM_AT + start, end - start, TABLE_AT + (MOST_LINES * ENTRY_WORDS + 2) * 4);
  }

  #grow(roomBytes: number): void {
    const { memory } = this.#kernel;
    const lacking = ROOM_AT + roomBytes - memory.buffer.byteLength;
    if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE_BYTES));
    this.#table = new Uint32Array(memory.buffer, TABLE_AT, (MOST_LINES + 1) * ENTRY_WORDS);
    this.#room = Buffer.from(memory.buffer, ROOM_AT);
    this.buffer = this.#room.subarray(0, this.#length);
  }
}
