import { RefusedFile } from './refused-file.ts';
import type { XlsxArchive } from './xlsx-archive.ts';
import { XlsxText } from './xlsx-text.ts';
import { readXml } from './xlsx-xml.ts';

const FIRST_CAPACITY = 4096;
/** What the memory of one function has room for, whatever else lies in it. */
const MAX_BYTES = 512 * 2 ** 20;

/** The texts to which a workbook's cells refer by number, side by side in UTF-8: strings of their own would take ten times the room. */
export class SharedStrings {
  readonly #bytes: Buffer;
  #ends = new Uint32Array(FIRST_CAPACITY);
  #count = 0;

  /** @param capacity bytes of all texts at most */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
  }

  /** The text with a number; undefined where there is none. */
  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined;
    const start = index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
    return this.#bytes.toString('utf8', start, this.#ends[index]);
  }

  add(text: string): void {
    if (this.#count === this.#ends.length) {
      const grown = new Uint32Array(this.#ends.length * 2);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    const start = this.#ends[this.#count - 1] ?? 0;
    this.#ends[this.#count++] = start + this.#bytes.write(text, start);
  }
}

/** @throws RefusedFile `too-large`, `unreadable-workbook` */
export async function readSharedStrings(archive: XlsxArchive, part: string | null): Promise<SharedStrings> {
  if (part === null || !archive.has(part)) return new SharedStrings(0);
  const bytes = archive.unpackedBytesOf(part);
  if (bytes > MAX_BYTES) {
    const message = `The workbook holds ${bytes} bytes of texts, more than ${MAX_BYTES}. Export it as CSV.`;
    throw new RefusedFile({ code: 'too-large', message });
  }
  // Unpacked and freed of its tags, no text has more bytes than the XML that it was in.
  const strings = new SharedStrings(bytes);
  const text = new XlsxText();
  await readXml(archive.read(part), {
    opened: (name) => {
      if (name === 'si') text.begin();
      else text.opened(name);
    },
    text: (piece) => text.text(piece),
    closed: (name) => {
      if (name === 'si') strings.add(text.whole());
      else text.closed(name);
    },
  });
  return strings;
}
