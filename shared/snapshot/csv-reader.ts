import type { Source, SourceField } from '../source/source.ts';
import { type Header, readHeader } from './read-header.ts';
import type { RejectionReason, RowTexts } from './read-row.ts';
import type { QuarantineReason } from './receipt.ts';
import { MAX_ROW_BYTES, RowFields, splitRow } from './split-row.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NOTHING = Buffer.alloc(0);

/** Who takes the rows of a file, in the order in which they stand. */
export interface RowTaker {
  /** The header was read; nothing came before. */
  begin(header: Header): void;
  /** Whether the row with these bytes is one that need not be read; if so it has been taken. */
  takeKnown(buffer: Buffer, start: number, end: number): boolean;
  /** A row, with its bytes (line end left out) and the number of its first line. */
  take(texts: RowTexts, line: number, rowBytes: Buffer, malformed?: RejectionReason): void;
}

/**
 * Cuts a CSV file into rows as its bytes come in. Memory holds the chunk at hand and at most one unfinished row.
 * `quarantine` says why the file as a whole cannot be taken, once that is known; what is pushed after is ignored.
 */
export class CsvReader {
  readonly #source: Source;
  readonly #taker: RowTaker;
  readonly #fields = new RowFields();
  #header: Header | null = null;
  #rest: Buffer = NOTHING;
  #line = 1;
  #isSkippingLongRow = false;
  quarantine: QuarantineReason | null = null;

  constructor(source: Source, taker: RowTaker) {
    this.#source = source;
    this.#taker = taker;
  }

  push(chunk: Buffer): void {
    if (this.quarantine !== null) return;
    const buffer = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = buffer.subarray(this.#cutRows(buffer, false));
  }

  end(): void {
    if (this.quarantine !== null) return;
    this.#cutRows(this.#rest, true);
    if (this.#header === null) this.quarantine ??= { code: 'empty', message: 'The file is empty.' };
  }

  /** Takes every whole row of the buffer and returns the offset of what is left. */
  #cutRows(buffer: Buffer, isLast: boolean): number {
    let at = 0;
    while (at < buffer.length && this.quarantine === null) {
      const newline = buffer.indexOf(LINE_FEED, at);
      if (newline === -1 && !isLast) return this.#waitForLineEnd(buffer, at);
      const lineEnd = newline === -1 ? buffer.length : newline;
      const next = this.#takeLine(buffer, at, lineEnd, isLast);
      if (next === at) return at;
      at = next;
    }
    return at;
  }

  /** An unfinished line is kept until its end comes, unless it is too long to be a row. */
  #waitForLineEnd(buffer: Buffer, at: number): number {
    if (buffer.length - at <= MAX_ROW_BYTES) return at;
    if (this.#header === null) {
      this.quarantine = {
        code: 'wrong-schema',
        message: 'The first line is longer than 1 MiB: this is not a CSV header.',
      };
    } else if (!this.#isSkippingLongRow) {
      this.#taker.take({}, this.#line, NOTHING, 'row-too-long');
      this.#isSkippingLongRow = true;
    }
    return buffer.length;
  }

  /** Takes the row that begins at a line, and returns the offset after it; the same offset where more bytes are needed. */
  #takeLine(buffer: Buffer, start: number, lineEnd: number, isLast: boolean): number {
    const nextLine = Math.min(lineEnd + 1, buffer.length);
    if (this.#isSkippingLongRow) {
      this.#isSkippingLongRow = false;
      return this.#advance(nextLine, 1);
    }
    const contentEnd = lineEnd > start && buffer[lineEnd - 1] === CARRIAGE_RETURN ? lineEnd - 1 : lineEnd;
    if (this.#header === null) {
      this.#takeHeader(buffer.subarray(start, contentEnd));
      return this.#advance(nextLine, 1);
    }
    if (contentEnd === start || this.#taker.takeKnown(buffer, start, contentEnd)) return this.#advance(nextLine, 1);
    return this.#takeUnknown(buffer, start, contentEnd, nextLine, isLast, this.#header);
  }

  #advance(next: number, lines: number): number {
    this.#line += lines;
    return next;
  }

  #takeHeader(line: Buffer): void {
    const header = readHeader(line, this.#source);
    if ('code' in header) {
      this.quarantine = header;
      return;
    }
    this.#header = header;
    this.#taker.begin(header);
  }

  #takeUnknown(
    buffer: Buffer,
    start: number,
    contentEnd: number,
    nextLine: number,
    isLast: boolean,
    header: Header,
  ): number {
    const fields = this.#fields;
    const split = splitRow(buffer, start, buffer.length, header.delimiter.charCodeAt(0), isLast, fields);
    if (split === 'needs-more') return start;
    const malformed = this.#malformation(split, header);
    const spansLines = split !== 'never-closed' && split.next > nextLine;
    if (isLast && malformed !== undefined && nextLine >= buffer.length && buffer[buffer.length - 1] !== LINE_FEED) {
      this.quarantine = { code: 'truncated', message: `The file ends in the middle of a row, on line ${this.#line}.` };
      return buffer.length;
    }
    if (malformed !== undefined || split === 'never-closed') {
      const reason = malformed === undefined || spansLines ? 'quote-never-closed' : malformed;
      return this.#rejectFirstLine(buffer, start, contentEnd, nextLine, header, reason);
    }
    const rowEnd = spansLines ? split.next : contentEnd;
    this.#taker.take(this.#texts(buffer, header), this.#line, buffer.subarray(start, rowEnd));
    return this.#advance(split.next, spansLines ? countLines(buffer, start, split.next) : 1);
  }

  #malformation(split: { next: number } | 'never-closed', header: Header): RejectionReason | undefined {
    if (split === 'never-closed') return 'quote-never-closed';
    if (this.#fields.count !== header.headings.length) return 'wrong-number-of-columns';
    return this.#fields.hasTextAfterQuote ? 'text-after-quote' : undefined;
  }

  /** Only the first line is given up: a quote gone astray must not swallow the rows after it. */
  #rejectFirstLine(
    buffer: Buffer,
    start: number,
    contentEnd: number,
    nextLine: number,
    header: Header,
    reason: RejectionReason,
  ): number {
    const line = buffer.subarray(start, contentEnd);
    splitRow(line, 0, line.length, header.delimiter.charCodeAt(0), true, this.#fields);
    this.#taker.take(this.#texts(line, header), this.#line, line, reason);
    return this.#advance(nextLine, 1);
  }

  #texts(buffer: Buffer, header: Header): RowTexts {
    const texts: Partial<Record<SourceField, string>> = {};
    for (const field of Object.keys(header.positions) as SourceField[]) {
      texts[field] = this.#fields.text(buffer, header.positions[field] ?? -1);
    }
    return texts;
  }
}

function countLines(buffer: Buffer, start: number, end: number): number {
  let lines = 0;
  for (let at = start; at < end; lines++) {
    const newline = buffer.indexOf(LINE_FEED, at);
    at = newline === -1 ? end : newline + 1;
  }
  return lines;
}
