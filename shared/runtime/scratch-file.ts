import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

const CHUNK_BYTES = 1 << 20;

/**
 * A file in the function's temporary storage, for what would fill the memory. It has no name: it is gone when it is
 * removed, or when the process ends, however it ends.
 */
export class ScratchFile {
  readonly #file: number;
  #length = 0;
  #isRemoved = false;

  constructor() {
    const path = join(tmpdir(), `dung-hen-${randomUUID()}`);
    this.#file = openSync(path, 'wx+');
    unlinkSync(path);
  }

  /** The bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** Writes bytes at the end. */
  append(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(this.#file, bytes, written, bytes.length - written, this.#length + written);
    }
    this.#length += bytes.length;
  }

  /** Fills `into` with the bytes that stand at an offset. @throws RangeError where the file ends before */
  read(into: Uint8Array, at: number): void {
    for (let filled = 0; filled < into.length; ) {
      const count = readSync(this.#file, into, filled, into.length - filled, at + filled);
      if (count === 0) throw new RangeError(`A file of ${this.#length} bytes ends before ${at + into.length}.`);
      filled += count;
    }
  }

  /** The bytes from one offset to another, piece by piece. */
  *chunks(from = 0, to = this.#length, chunkBytes = CHUNK_BYTES): Generator<Buffer> {
    for (let at = from; at < to && !this.#isRemoved; at += chunkBytes) {
      const chunk = Buffer.allocUnsafeSlow(Math.min(chunkBytes, to - at));
      this.read(chunk, at);
      yield chunk;
    }
  }

  /** The bytes as a stream; it ends where the file is removed before. */
  stream(): Readable {
    return Readable.from(this.chunks(), { objectMode: false });
  }

  remove(): void {
    if (this.#isRemoved) return;
    this.#isRemoved = true;
    closeSync(this.#file);
  }
}
