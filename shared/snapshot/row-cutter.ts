import type { Header } from './read-header.ts';
import type { Malformation, RowTexts } from './read-row.ts';
import type { QuarantineReason } from './receipt.ts';
import { endsBlock } from './row-blocks.ts';
import { MAX_ROW_BYTES } from './split-row.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** So many bytes are gathered before rows are cut: chunks come in pieces of any size. */
const GATHERED_BYTES = 1 << 20;
const FIRST_ROOM_BYTES = 3 << 20;

/** Who takes the rows of a file, in the order in which they stand. */
export interface RowTaker {
  /** The header was read; nothing came before. */
  begin(header: Header): void;
  /** How many bytes the next rows have if they are those that stood there the day before; 0 where that is not known. */
  readonly expectedBlockBytes: number;
  /** Takes these bytes as the expected rows, if they are those. Returns how many lines they have, 0 where they are others. */
  takeBlock(bytes: Uint8Array): number;
  /** Takes the row with these bytes, line end left out, if it need not be read. */
  takeKnown(bytes: Uint8Array): boolean;
  /**
   * Takes a row with its texts, its bytes (line end left out) and the number of its first line.
   *
   * @returns whether the row stands for itself in the day's state: a rejected one does not
   */
  take(texts: RowTexts, line: number, rowBytes: Uint8Array, malformed?: Malformation): boolean;
  /** The low half of the hash of the row taken last. */
  readonly lastRowHashLow: number;
  /** The rows taken last, whose bytes with all line ends are these, stand one after another. */
  addBlock(bytes: Uint8Array, rows: number, lines: number): void;
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
  /** Lines after it that are given up with it, each for itself; `next` is the offset after the last of them. */
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
}

/**
 * Cuts a file into rows as its bytes come in. Memory holds about a mebibyte and at most one unfinished row. Rows that
 * stand as they did the day before are recognised by their bytes, a block of them at a time.
 * `quarantine` says why the file as a whole cannot be taken, once that is known; what is pushed after is ignored.
 */
export class RowCutter {
  readonly #format: LineFormat;
  readonly #taker: RowTaker;
  readonly #gatheredAtOnce: number;
  /** What has come and is not yet done with; `#bytes` is the same, whose parts are cheaper to make. */
  #room = Buffer.allocUnsafeSlow(FIRST_ROOM_BYTES);
  #buffer = this.#room.subarray(0, 0);
  #bytes = new Uint8Array(0);
  #uncutBytes = 0;
  #at = 0;
  #line = 1;
  /** The block that is being made: where it begins, and how many rows and lines it has. */
  #blockStart = 0;
  #blockRows = 0;
  #blockLine = 1;
  #hasBegun = false;
  #isSkippingLongRow = false;
  quarantine: QuarantineReason | null = null;
  /** Whether some rows were those of the day before, and have not been read. */
  hasKnownRows = false;

  constructor(format: LineFormat, taker: RowTaker, gatheredAtOnce = GATHERED_BYTES) {
    this.#gatheredAtOnce = gatheredAtOnce;
    this.#format = format;
    this.#taker = taker;
  }

  push(chunk: Buffer): void {
    if (this.quarantine !== null) return;
    this.#append(chunk);
    this.#uncutBytes += chunk.length;
    if (this.#uncutBytes < this.#gatheredAtOnce) return;
    this.#uncutBytes = 0;
    this.#cutRows(false);
  }

  end(): void {
    if (this.quarantine !== null) return;
    this.#cutRows(true);
    if (this.#isSkippingLongRow) this.#refuseCutOff();
    if (!this.#hasBegun) this.quarantine ??= { code: 'empty', message: 'The file is empty.' };
  }

  #append(chunk: Buffer): void {
    if (this.#buffer.length + chunk.length > this.#room.length) this.#makeRoom(chunk.length);
    const length = this.#buffer.length;
    chunk.copy(this.#room, length);
    this.#buffer = this.#room.subarray(0, length + chunk.length);
    this.#bytes = new Uint8Array(this.#room.buffer, 0, this.#buffer.length);
  }

  /** Moves what is left to the front: the unfinished row, and the block that is being made. */
  #makeRoom(bytes: number): void {
    const from = this.#blockRows > 0 ? this.#blockStart : this.#at;
    const left = this.#buffer.subarray(from);
    const needed = left.length + bytes;
    const room = needed > this.#room.length ? Buffer.allocUnsafeSlow(needed * 2) : this.#room;
    left.copy(room);
    this.#room = room;
    this.#buffer = room.subarray(0, left.length);
    this.#at -= from;
    this.#blockStart -= from;
  }

  #cutRows(isLast: boolean): void {
    while (this.#at < this.#buffer.length && this.quarantine === null) {
      const isBetweenBlocks = this.#blockRows === 0 && !this.#isSkippingLongRow;
      const expected = isBetweenBlocks ? this.#taker.expectedBlockBytes : 0;
      const end = this.#at + expected;
      if (expected > 0 && end > this.#buffer.length && !isLast) return;
      if (expected > 0 && end <= this.#buffer.length && this.#takeBlock(end)) continue;
      const before = this.#at;
      this.#takeLine(isLast);
      if (this.#at === before) return;
    }
  }

  #takeBlock(end: number): boolean {
    const lines = this.#taker.takeBlock(this.#bytes.subarray(this.#at, end));
    if (lines === 0) return false;
    this.hasKnownRows = true;
    this.#at = end;
    this.#line += lines;
    return true;
  }

  /** Takes the row that begins here; goes nowhere where more bytes are needed. */
  #takeLine(isLast: boolean): void {
    const start = this.#at;
    const lineFeed = this.#buffer.indexOf(LINE_FEED, start);
    if (lineFeed === -1 && !isLast) {
      this.#waitForLineEnd();
      return;
    }
    const lineEnd = lineFeed === -1 ? this.#buffer.length : lineFeed;
    const contentEnd = lineEnd > start && this.#buffer[lineEnd - 1] === CARRIAGE_RETURN ? lineEnd - 1 : lineEnd;
    const line = { start, contentEnd, next: Math.min(lineEnd + 1, this.#buffer.length) };
    if (this.#isSkippingLongRow) {
      this.#isSkippingLongRow = lineFeed === -1;
      this.#goTo(line.next, 1);
    } else if (lineEnd - start > MAX_ROW_BYTES) this.#passLongLine(line, lineFeed === -1);
    else if (!this.#hasBegun && !this.#begin(line)) this.#goTo(line.next, 1);
    else if (contentEnd === start) this.#goToOther(line.next, 1);
    else if (this.#taker.takeKnown(this.#bytes.subarray(start, contentEnd))) this.#goToKnown(line.next);
    else this.#takeUnknown(line, isLast);
  }

  /** An unfinished line is kept until its end comes, unless it is too long to be a row. */
  #waitForLineEnd(): void {
    if (this.#buffer.length - this.#at <= MAX_ROW_BYTES) return;
    this.#blockRows = 0;
    if (!this.#isSkippingLongRow) this.#rejectLongLine();
    this.#isSkippingLongRow = true;
    this.#at = this.#buffer.length;
  }

  /** A line that is too long, and has come as a whole: the same as one of which the end is still to come. */
  #passLongLine(line: Line, isCutOff: boolean): void {
    this.#rejectLongLine();
    if (isCutOff) this.#refuseCutOff();
    this.#goToOther(line.next, 1);
  }

  #rejectLongLine(): void {
    if (this.#hasBegun) this.#taker.take({}, this.#line, new Uint8Array(0), 'row-too-long');
    else {
      this.quarantine = { code: 'wrong-schema', message: 'The first line is longer than 1 MiB: this is no such file.' };
    }
  }

  #refuseCutOff(): void {
    this.quarantine ??= { code: 'truncated', message: `The file ends in the middle of a row, on line ${this.#line}.` };
  }

  /** Reads the first line that is not blank. Returns whether it is a row. */
  #begin(line: Line): boolean {
    const first = this.#format.begin(this.#buffer.subarray(line.start, line.contentEnd));
    if ('code' in first) {
      if (first.code !== 'empty') this.quarantine = first;
      return false;
    }
    this.#hasBegun = true;
    this.#taker.begin(first.header);
    return first.isRow;
  }

  #takeUnknown(line: Line, isLast: boolean): void {
    const row = this.#format.cut(this.#buffer, line, isLast);
    if (row === 'needs-more') return;
    if (row.isBlank) {
      this.#goToOther(row.next, 1);
      return;
    }
    const endsFile = isLast && line.next >= this.#buffer.length && this.#buffer.at(-1) !== LINE_FEED;
    if (endsFile && row.malformed !== undefined) {
      this.#refuseCutOff();
      return;
    }
    const rowBytes = this.#bytes.subarray(line.start, row.contentEnd);
    const isKept = this.#taker.take(row.texts, this.#line, rowBytes, row.malformed);
    const lines = row.next === line.next ? 1 : countLines(this.#buffer, line.start, row.next);
    if (isKept) this.#goToKept(row.next, lines);
    else {
      this.#giveUp(row);
      this.#goToOther(row.next, lines);
    }
  }

  #giveUp({ givenUp = [] }: CutRow): void {
    for (const [index, { texts, malformed }] of givenUp.entries()) {
      this.#taker.take(texts, this.#line + 1 + index, new Uint8Array(0), malformed);
    }
  }

  #goTo(next: number, lines: number): void {
    this.#at = next;
    this.#line += lines;
  }

  /** A row that is none of the day's state, or an empty line, leaves the rows before it without an end of their own. */
  #goToOther(next: number, lines: number): void {
    this.#blockRows = 0;
    this.#goTo(next, lines);
  }

  #goToKnown(next: number): void {
    this.hasKnownRows = true;
    this.#goToKept(next, 1);
  }

  #goToKept(next: number, lines: number): void {
    if (this.#buffer[next - 1] !== LINE_FEED) {
      // A last row without a line end may grow by tomorrow.
      this.#goToOther(next, lines);
      return;
    }
    if (this.#blockRows === 0) {
      this.#blockStart = this.#at;
      this.#blockLine = this.#line;
    }
    this.#goTo(next, lines);
    this.#blockRows++;
    if (endsBlock(this.#taker.lastRowHashLow, this.#blockRows, next - this.#blockStart)) this.#endBlock();
  }

  #endBlock(): void {
    const bytes = this.#bytes.subarray(this.#blockStart, this.#at);
    this.#taker.addBlock(bytes, this.#blockRows, this.#line - this.#blockLine);
    this.#blockRows = 0;
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
