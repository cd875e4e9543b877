import { LineScanner, MOST_LINES } from './line-scanner.ts';
import type { Header } from './read-header.ts';
import type { Malformation, RowTexts } from './read-row.ts';
import type { QuarantineReason } from './receipt.ts';
import { type Hash64, NO_ROW } from './row-hash.ts';
import { MAX_ROW_BYTES } from './split-row.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** So many bytes are gathered before rows are cut: chunks come in pieces of any size. */
const GATHERED_BYTES = 1 << 20;

export interface KnownDates {
  readonly dueAt: boolean;
  readonly completedAt: boolean;
}

/** Who takes the rows of a file, in the order in which they stand. */
export interface RowTaker {
  /** The header was read; nothing came before. */
  begin(header: Header): void;
  /** Takes the row with this hash, if it need not be read: xxHash64 of its bytes, line end left out, by its halves. */
  takeKnown(hashLow: number, hashHigh: number): boolean;
  /** Which dates rows have that were taken as known, or stood so the day before. */
  readonly knownDates: KnownDates;
  /**
   * Takes a row with its texts, the number of its first line, and its hash. Returns whether it stood so the day before,
   * read by the same description: it would have been known if rows had been looked for.
   */
  take(texts: RowTexts, line: number, rowHash: Hash64, malformed?: Malformation): boolean;
}

/** The first line of a row, as offsets: where it begins, where its text ends, and where the next line begins. */
export interface Line {
  readonly start: number;
  readonly contentEnd: number;
  readonly next: number;
}

/** A row as its format cuts it out of the bytes. */
export interface CutRow {
  /** The offset after the row's bytes without their line end, and the offset of the row that follows. */
  readonly contentEnd: number;
  readonly next: number;
  readonly texts: RowTexts;
  /** Why the row cannot be read; then it is its first line alone, so that it takes no other row with it. */
  readonly malformed?: Malformation;
  /** Lines after it, or parts of it, that are given up with it, each for itself; `next` is the offset after the last of them. */
  readonly givenUp?: readonly { readonly texts: RowTexts; readonly malformed: Malformation }[];
  /** Nothing stands in it: it is no row. */
  readonly isBlank?: boolean;
}

/** A format whose rows are made of lines. */
export interface LineFormat {
  /** Reads the first line: the heading, or, in a format that has none, what stands for it. */
  begin(firstLine: Buffer): { readonly header: Header; readonly isRow: boolean } | QuarantineReason;
  /** Cuts out the row that begins with a line. */
  cut(buffer: Buffer, line: Line, isLast: boolean): CutRow | 'needs-more';
  /** Is told of the row cut last when it did not stand so the day before. */
  learnFrom?(row: CutRow): void;
}

/**
 * Cuts a file into rows as its bytes come in. Memory holds some mebibytes, or one unfinished row. A row that is byte for
 * byte one of the day before is recognised by its hash, and not looked at.
 * `quarantine` says why the file as a whole cannot be taken, once that is known; what is pushed after is ignored.
 */
export class RowCutter {
  readonly #format: LineFormat;
  readonly #taker: RowTaker;
  readonly #gatheredAtOnce: number;
  readonly #lines = new LineScanner();
  #uncutBytes = 0;
  #at = 0;
  #line = 1;
  #hasBegun = false;
  #isSkippingLongRow = false;
  quarantine: QuarantineReason | null = null;
  /** Whether some rows were those of the day before, whether or not they have been read. */
  hasKnownRows = false;

  constructor(format: LineFormat, taker: RowTaker, gatheredAtOnce = GATHERED_BYTES) {
    this.#gatheredAtOnce = gatheredAtOnce;
    this.#format = format;
    this.#taker = taker;
  }

  push(chunk: Uint8Array): void {
    if (this.quarantine !== null) return;
    this.#at -= this.#lines.append(chunk, this.#at);
    this.#uncutBytes += chunk.length;
    if (this.#uncutBytes < this.#gatheredAtOnce) return;
    this.#uncutBytes = 0;
    this.#cutLines(false);
    // One more may be the carriage return of a line end that is still to come.
    if (this.#bytesLeft > MAX_ROW_BYTES + 1) this.#skipLongRow();
  }

  end(): void {
    if (this.quarantine !== null) return;
    this.#cutLines(true);
    if (this.quarantine === null && this.#bytesLeft > 0) this.#takeLastLine();
    if (this.#isSkippingLongRow) this.#refuseCutOff();
    if (!this.#hasBegun) this.quarantine ??= { code: 'empty', message: 'The file is empty.' };
  }

  get #bytesLeft(): number {
    return this.#lines.buffer.length - this.#at;
  }

  /** Before the first line has been looked at, no row is known. */
  get #isFirstLine(): boolean {
    return this.#line === 1;
  }

  #cutLines(isLast: boolean): void {
    let lines = MOST_LINES;
    while (lines === MOST_LINES && this.quarantine === null) {
      lines = this.#lines.scan(this.#at);
      if (!this.#takeLines(lines, isLast)) return;
    }
  }

  /** Takes lines that were found. Returns whether all are done with; if not, more bytes are needed. */
  #takeLines(lines: number, isLast: boolean): boolean {
    for (let index = 0; index < lines && this.quarantine === null; index++) {
      const lineFeed = this.#lines.lineFeedOf(index);
      // A row over several lines has been taken as a whole.
      if (lineFeed < this.#at) continue;
      const low = this.#lines.hashLowOf(index);
      const high = this.#lines.hashHighOf(index);
      if (!this.#isSkippingLongRow && this.#taker.takeKnown(low, high)) this.#passKnown(lineFeed + 1);
      else {
        const line = { start: this.#at, contentEnd: this.#lines.contentEndOf(index), next: lineFeed + 1 };
        this.#takeLine(line, { low, high }, isLast);
        if (this.#at === line.start) return false;
      }
    }
    return true;
  }

  #passKnown(next: number): void {
    this.hasKnownRows = true;
    this.#goTo(next, 1);
  }

  /** What stands behind the last line feed. */
  #takeLastLine(): void {
    const { buffer } = this.#lines;
    const hasReturn = buffer.at(-1) === CARRIAGE_RETURN;
    const line = { start: this.#at, contentEnd: buffer.length - (hasReturn ? 1 : 0), next: buffer.length };
    const { low, high } = this.#hashOf(line.start, line.contentEnd);
    if (!this.#isSkippingLongRow && this.#taker.takeKnown(low, high)) this.#passKnown(line.next);
    else if (!this.#isSkippingLongRow) this.#takeLine(line, { low, high }, true);
  }

  /** Takes the row that begins with a line; goes nowhere where more bytes are needed. */
  #takeLine(line: Line, lineHash: Hash64, isLast: boolean): void {
    if (this.#isSkippingLongRow) {
      this.#isSkippingLongRow = false;
      this.#goTo(line.next, 1);
    } else if (line.contentEnd - line.start > MAX_ROW_BYTES) {
      this.#rejectLongLine();
      if (this.#isCutOff(line, isLast)) this.#refuseCutOff();
      this.#goTo(line.next, 1);
    } else if (!this.#hasBegun && !this.#begin(line)) this.#goTo(line.next, 1);
    else if (line.contentEnd === line.start) this.#goTo(line.next, 1);
    else if (this.#isFirstLine && this.#taker.takeKnown(lineHash.low, lineHash.high)) this.#passKnown(line.next);
    else this.#takeUnknown(line, lineHash, isLast);
  }

  /** An unfinished line that is too long to be a row is rejected now, and passed over until its end comes. */
  #skipLongRow(): void {
    if (!this.#isSkippingLongRow && this.quarantine === null) this.#rejectLongLine();
    this.#isSkippingLongRow = true;
    this.#at = this.#lines.buffer.length;
  }

  #rejectLongLine(): void {
    if (this.#hasBegun) this.#taker.take({}, this.#line, NO_ROW, 'row-too-long');
    else {
      this.quarantine = { code: 'wrong-schema', message: 'The first line is longer than 1 MiB: this is no such file.' };
    }
  }

  /** Whether the file ends with this line, and the line has no end. */
  #isCutOff({ next }: Line, isLast: boolean): boolean {
    const { buffer } = this.#lines;
    return isLast && next >= buffer.length && buffer.at(-1) !== LINE_FEED;
  }

  #refuseCutOff(): void {
    this.quarantine ??= { code: 'truncated', message: `The file ends in the middle of a row, on line ${this.#line}.` };
  }

  /** Reads the first line that is not blank. Returns whether it is a row. */
  #begin(line: Line): boolean {
    const first = this.#format.begin(this.#lines.buffer.subarray(line.start, line.contentEnd));
    if ('code' in first) {
      if (first.code !== 'empty') this.quarantine = first;
      return false;
    }
    this.#hasBegun = true;
    this.#taker.begin(first.header);
    return first.isRow;
  }

  #takeUnknown(line: Line, lineHash: Hash64, isLast: boolean): void {
    const { buffer } = this.#lines;
    const row = this.#format.cut(buffer, line, isLast);
    if (row === 'needs-more') return;
    if (row.isBlank) {
      this.#goTo(row.next, 1);
      return;
    }
    if (row.malformed !== undefined && this.#isCutOff(line, isLast)) {
      this.#refuseCutOff();
      return;
    }
    const isOneLine = row.next === line.next;
    const rowHash = isOneLine ? lineHash : this.#hashOf(line.start, row.contentEnd);
    if (this.#taker.take(row.texts, this.#line, rowHash, row.malformed)) this.hasKnownRows = true;
    else this.#format.learnFrom?.(row);
    for (const [index, { texts, malformed }] of (row.givenUp ?? []).entries()) {
      this.#taker.take(texts, isOneLine ? this.#line : this.#line + 1 + index, NO_ROW, malformed);
    }
    this.#goTo(row.next, isOneLine ? 1 : countLines(buffer, line.start, row.next));
  }

  #hashOf(start: number, end: number): Hash64 {
    this.#lines.hash(start, end);
    return { low: this.#lines.hashLowOf(MOST_LINES), high: this.#lines.hashHighOf(MOST_LINES) };
  }

  #goTo(next: number, lines: number): void {
    this.#at = next;
    this.#line += lines;
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
