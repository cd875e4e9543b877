import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import type { ScratchFile } from '../runtime/scratch-file.ts';
import { isBurst } from './file-limits.ts';
import { RefusedFile } from './refused-file.ts';

/** All that is read of a workbook, unpacked. */
const MAX_UNPACKED_BYTES = 4 * 2 ** 30;

const READ_BYTES = 65_536;

/** Lets an archive be read out of a scratch file. */
class ScratchReader extends RandomAccessReader {
  readonly #file: ScratchFile;

  constructor(file: ScratchFile) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(copies(this.#file.chunks(start, end, READ_BYTES)));
  }
}

/** A stream holds several chunks at once; those of a scratch file lie in the same memory. */
function* copies(chunks: Iterable<Buffer>): Generator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

/** The parts of a workbook, which is a ZIP archive of XML files. Only those that are opened are unpacked. */
export class XlsxArchive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #unpackedBytes = 0;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** @throws RefusedFile `unreadable-workbook` */
  static async open(file: ScratchFile): Promise<XlsxArchive> {
    const reader = new ScratchReader(file);
    const zip = await fromRandomAccessReaderPromise(reader, file.length, { autoClose: false }).catch(
      (cause: unknown) => {
        throw damaged(cause);
      },
    );
    try {
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) entries.set(nameOf(entry.fileName), entry);
      return new XlsxArchive(zip, entries);
    } catch (cause) {
      zip.close();
      throw damaged(cause);
    }
  }

  has(part: string): boolean {
    return this.#entries.has(nameOf(part));
  }

  /** How many bytes a part has, unpacked. */
  unpackedBytesOf(part: string): number {
    return this.#entries.get(nameOf(part))?.uncompressedSize ?? 0;
  }

  /**
   * A part's bytes. The sizes that the archive states are held against what comes.
   *
   * @throws RefusedFile `too-large`, `unreadable-workbook`
   */
  async *read(part: string): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(nameOf(part));
    if (entry === undefined) throw unreadable(`it has no part ${part}`);
    this.#admit(entry);
    let checksum = 0;
    try {
      for await (const chunk of await this.#zip.openReadStreamPromise(entry)) {
        checksum = crc32(chunk, checksum);
        yield chunk;
      }
    } catch (cause) {
      throw cause instanceof RefusedFile ? cause : damaged(cause);
    }
    if (checksum !== entry.crc32) throw unreadable(`its part ${part} is damaged`);
  }

  close(): void {
    this.#zip.close();
  }

  /** yauzl ends a part that grows beyond its stated size, so that looking at the stated one is enough. */
  #admit({ fileName, uncompressedSize, compressedSize }: Entry): void {
    this.#unpackedBytes += uncompressedSize;
    const isBomb = isBurst(compressedSize, uncompressedSize);
    if (this.#unpackedBytes <= MAX_UNPACKED_BYTES && !isBomb) return;
    const message = isBomb
      ? `The workbook's part ${fileName} would grow from ${compressedSize} to ${uncompressedSize} bytes: it is no export.`
      : `The workbook would grow to more than ${MAX_UNPACKED_BYTES} bytes. Export it as CSV.`;
    throw new RefusedFile({ code: 'too-large', message });
  }
}

/** Part names are the same whatever their case, and some programs write backslashes or a leading slash. */
function nameOf(part: string): string {
  return part.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();
}

function damaged(cause: unknown): RefusedFile {
  return unreadable(`it is damaged (${cause instanceof Error ? cause.message : String(cause)})`, cause);
}

export function unreadable(why: string, cause?: unknown): RefusedFile {
  return new RefusedFile(
    { code: 'unreadable-workbook', message: `The workbook cannot be read: ${why}. Export it again as .xlsx.` },
    { cause },
  );
}
