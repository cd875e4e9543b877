import { createHash } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import { gzipSync } from 'node:zlib';
import { ScratchFile } from '../../shared/runtime/scratch-file.ts';

const BUFFERED_CHARACTERS = 1 << 18;

/** Lines put aside on disk while a file is read: nothing may be written before the whole file has passed its guards. */
export class Spool {
  /** Whole only after `close`. */
  readonly file = new ScratchFile();
  readonly #isGzip: boolean;
  readonly #hash = createHash('sha256');
  #text = '';

  /** @param isGzip whether the lines are kept gzipped, as they will be stored; `lines` cannot read them then */
  constructor({ isGzip = false } = {}) {
    this.#isGzip = isGzip;
  }

  add(line: string): void {
    this.#text += line;
    this.#text += '\n';
    if (this.#text.length >= BUFFERED_CHARACTERS) this.#flush();
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
    if (this.#text === '') return;
    const bytes = Buffer.from(this.#text);
    this.#hash.update(bytes);
    this.file.append(this.#isGzip ? gzipSync(bytes) : bytes);
    this.#text = '';
  }
}
