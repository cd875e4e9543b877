import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

/** A file's bytes as they come, and their SHA-256 in the end, also where the rest of the file was not asked for. */
export class DigestedFile implements AsyncIterable<Buffer> {
  readonly #file: Readable;
  readonly #hash = createHash('sha256');

  constructor(file: Readable) {
    this.#file = file;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for await (const chunk of this.#file.iterator({ destroyOnReturn: false })) {
      this.#hash.update(chunk);
      yield chunk as Buffer;
    }
  }

  /** Reads what is left of the file, and gives the digest of the whole. Call it once. */
  async digest(): Promise<string> {
    for await (const chunk of this.#file) this.#hash.update(chunk);
    return this.#hash.digest('hex');
  }

  /** Lets the file go. */
  close(): void {
    this.#file.destroy();
  }
}
