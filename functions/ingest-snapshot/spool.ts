import { createHash } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import { gzipSync } from 'node:zlib';
import { ScratchFile } from '../../shared/runtime/scratch-file.ts';

const LINE_FEED = 0x0a;
const BUFFERED_BYTES = 1 << 18;
/** A character is at most three bytes of UTF-8 for each of its UTF-16 units. */
const MAX_BYTES_A_UNIT = 3;

/** Lines put aside on disk while a file is read: nothing may be written before the whole file has passed its guards. */
export class Spool {
  /** Whole only after `close`. */
  readonly file = new ScratchFile();
  readonly #isGzip: boolean;
  readonly #hash = createHash('sha256');
  #buffer = Buffer.allocUnsafeSlow(BUFFERED_BYTES);
  #length = 0;

  /** @param isGzip whether the lines are kept gzipped, as they will be stored; `lines` cannot read them then */
  constructor({ isGzip = false } = {}) {
    this.#isGzip = isGzip;
  }

  add(line: string): void {
    const most = line.length * MAX_BYTES_A_UNIT + 1;
    if (this.#length + most > this.#buffer.length) this.#flush();
    if (most > this.#buffer.length) this.#buffer = Buffer.allocUnsafeSlow(most);
    this.#length += this.#buffer.write(line, this.#length);
    this.#buffer[this.#length++] = LINE_FEED;
  }

  /** Ends the writing, and gives the SHA-256 of the lines, each with its line feed. */
  close(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  /** The lines again; only after `close`. Only a line feed ends one: text may hold other separators (U+2028). */
  *lines(): Generator<string> {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (const chunk of this.file.chunks()) {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  }

  remove(): void {
    this.file.remove();
  }

  /** Gzip files one after another are a gzip file. */
  #flush(): void {
    if (this.#length === 0) return;
    const bytes = this.#buffer.subarray(0, this.#length);
    this.#hash.update(bytes);
    this.file.append(this.#isGzip ? gzipSync(bytes) : bytes);
    this.#length = 0;
  }
}
