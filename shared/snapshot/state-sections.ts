import { createHash } from 'node:crypto';
import { ScratchFile } from '../runtime/scratch-file.ts';
import { CodeBook } from './code-book.ts';

const ALIGNMENT = 8;

/** The length of a section with the zeros after it. */
export function paddedLength(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

/** Reads the sections of a state's object one after another, as its bytes come. */
export class SectionReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #hash = createHash('sha256');
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(object: AsyncIterable<Uint8Array>) {
    this.#chunks = object[Symbol.asyncIterator]();
  }

  /** Lets the object go, also where it has not been read to its end. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  /** The SHA-256 of what has been read. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  /** The next bytes, without a section's padding. @throws RangeError where the object ends before */
  async take(length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(length);
    await this.#read(bytes);
    return bytes;
  }

  /** Reads a section into memory laid out for it. @throws RangeError where the object ends before */
  async fill(bytes: Uint8Array): Promise<void> {
    await this.#read(bytes);
    await this.take(paddedLength(bytes.length) - bytes.length);
  }

  /** The last section, put on disk. @throws RangeError where the object does not end with it */
  async codes(length: number): Promise<CodeBook> {
    const file = new ScratchFile();
    try {
      await this.#putRest(file);
      if (file.length !== length) throw new RangeError(`There are ${file.length} bytes of codes, not ${length}.`);
      return new CodeBook(file);
    } catch (error) {
      file.remove();
      throw error;
    }
  }

  async #putRest(file: ScratchFile): Promise<void> {
    do {
      file.append(this.#chunk.subarray(this.#at));
      this.#at = this.#chunk.length;
    } while (await this.#next());
  }

  async #read(into: Uint8Array): Promise<void> {
    for (let filled = 0; filled < into.length; ) {
      if (this.#at === this.#chunk.length && !(await this.#next())) {
        throw new RangeError(`The object ends ${into.length - filled} bytes before a section's end.`);
      }
      const part = this.#chunk.subarray(this.#at, this.#at + into.length - filled);
      into.set(part, filled);
      filled += part.length;
      this.#at += part.length;
    }
  }

  async #next(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done) return false;
    this.#hash.update(value);
    this.#chunk = value;
    this.#at = 0;
    return true;
  }
}
