import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';

const BUFFERED_LINES = 2048;
let spoolsMade = 0;

/** Lines put aside on disk while a file is read: nothing may be written before the whole file has passed its guards. */
export class Spool {
  readonly #path = join(tmpdir(), `dung-hen-${process.pid}-${++spoolsMade}.ndjson`);
  readonly #file = openSync(this.#path, 'w');
  readonly #hash = createHash('sha256');
  #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length >= BUFFERED_LINES) this.#flush();
  }

  /** Ends the writing, and gives the SHA-256 of the lines, each with its line feed. */
  close(): string {
    this.#flush();
    closeSync(this.#file);
    return this.#hash.digest('hex');
  }

  /** The lines again; only after `close`. Only a line feed ends one: text may hold other separators (U+2028). */
  async *lines(): AsyncGenerator<string> {
    let rest = '';
    for await (const chunk of createReadStream(this.#path, { encoding: 'utf8' })) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  }

  /** All lines as one buffer; only after `close`. */
  bytes(): Buffer {
    return readFileSync(this.#path);
  }

  /** All lines, gzipped; only after `close`. */
  async gzipped(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(this.#path).pipe(createGzip())) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  remove(): void {
    rmSync(this.#path, { force: true });
  }

  #flush(): void {
    if (this.#lines.length === 0) return;
    const bytes = Buffer.from(`${this.#lines.join('\n')}\n`);
    this.#hash.update(bytes);
    writeSync(this.#file, bytes);
    this.#lines = [];
  }
}
