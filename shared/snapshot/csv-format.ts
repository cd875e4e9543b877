import { ZoneOffsets } from '../calendar/zone.ts';
import { type Source, type SourceField, sourceFields } from '../source/source.ts';
import { type DateReader, dateReader } from './read-date.ts';
import { type Header, readHeader } from './read-header.ts';
import type { RejectionReason, RowTexts } from './read-row.ts';
import type { QuarantineReason } from './receipt.ts';
import type { CutRow, Line, LineFormat } from './row-cutter.ts';
import { MAX_ROW_BYTES, RowFields, splitRow } from './split-row.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;

/** CSV: a heading, then rows whose quoted fields may hold line breaks. */
export class CsvFormat implements LineFormat {
  readonly #source: Source;
  readonly #fields = new RowFields();
  #readDate: DateReader | null = null;
  #delimiter = 0;
  #columns = 0;
  #positions: readonly (readonly [SourceField, number])[] = [];

  constructor(source: Source) {
    this.#source = source;
  }

  begin(firstLine: Buffer): { header: Header; isRow: false } | QuarantineReason {
    const header = readHeader(firstLine, this.#source);
    if ('code' in header) return header;
    this.#delimiter = header.delimiter.charCodeAt(0);
    this.#columns = header.headings.length;
    this.#positions = sourceFields.flatMap((field) => {
      const position = header.positions[field];
      return position === undefined ? [] : [[field, position] as const];
    });
    return { header, isRow: false };
  }

  cut(buffer: Buffer, line: Line, isLast: boolean): CutRow | 'needs-more' {
    if (this.#isBlank(buffer, line)) return { ...line, texts: {}, isBlank: true };
    const split = splitRow(buffer, line.start, buffer.length, this.#delimiter, isLast, this.#fields);
    if (split === 'never-closed') return this.#firstLineOf(buffer, line, 'quote-never-closed');
    const end = split === 'needs-more' ? buffer.length : split.next;
    const spansLines = end > line.next;
    if (spansLines && end - line.start > MAX_ROW_BYTES) return this.#firstLineOf(buffer, line, 'quote-never-closed');
    if (split === 'needs-more') return split;
    const malformed = this.#malformation();
    if (malformed === 'wrong-number-of-columns' && !spansLines) {
      return this.#partsOf(buffer, line) ?? this.#firstLineOf(buffer, line, malformed);
    }
    if (malformed !== undefined) {
      return this.#firstLineOf(buffer, line, spansLines ? 'quote-never-closed' : malformed);
    }
    const row = { contentEnd: spansLines ? split.next : line.contentEnd, next: split.next };
    const texts = this.#texts(buffer);
    return (spansLines && this.#givenUp(buffer, line, split.next)) || { ...row, texts };
  }

  /** A line of delimiters alone, as spreadsheets leave them after the last row. */
  #isBlank(buffer: Buffer, { start, contentEnd }: Line): boolean {
    let at = start;
    while (at < contentEnd && (buffer[at] === this.#delimiter || buffer[at] === SPACE)) at++;
    return at === contentEnd;
  }

  #malformation(): RejectionReason | undefined {
    if (this.#fields.count !== this.#columns) return 'wrong-number-of-columns';
    return this.#fields.hasTextAfterQuote ? 'text-after-quote' : undefined;
  }

  /** Only the first line is given up: a quote gone astray must not swallow the rows after it. */
  #firstLineOf(buffer: Buffer, { start, contentEnd, next }: Line, malformed: RejectionReason): CutRow {
    splitRow(buffer.subarray(0, contentEnd), start, contentEnd, this.#delimiter, true, this.#fields);
    return { contentEnd, next, texts: this.#texts(buffer), malformed };
  }

  /** Rows that carriage returns alone part from one another: each is given up for itself. Null where there are none. */
  #partsOf(buffer: Buffer, { start, contentEnd, next }: Line): CutRow | null {
    const parts: RowTexts[] = [];
    for (let at = start; at <= contentEnd; ) {
      const found = buffer.indexOf(CARRIAGE_RETURN, at);
      const end = found === -1 || found > contentEnd ? contentEnd : found;
      splitRow(buffer.subarray(0, end), at, end, this.#delimiter, true, this.#fields);
      if (end > at) parts.push(this.#texts(buffer));
      at = end + 1;
    }
    const [texts, ...others] = parts;
    if (texts === undefined || others.length === 0) return null;
    const malformed = 'rows-in-one-line';
    return { contentEnd, next, texts, malformed, givenUp: others.map((other) => ({ texts: other, malformed })) };
  }

  /**
   * A field over several lines of which one is a row by itself: nobody can tell rows that two stray quotes have swallowed
   * from a text made to look like rows. Each line is given up for itself. Null where no line is a row.
   */
  #givenUp(buffer: Buffer, first: Line, end: number): CutRow | null {
    const inside: RowTexts[] = [];
    let hasRow = false;
    for (let start = first.next; start < end; ) {
      const lineFeed = buffer.indexOf(LINE_FEED, start);
      const contentEnd = lineFeed === -1 ? end : Math.min(lineFeed, end);
      splitRow(buffer.subarray(0, contentEnd), start, contentEnd, this.#delimiter, true, this.#fields);
      const texts = this.#texts(buffer);
      hasRow ||= this.#fields.count === this.#columns && this.#isRow(texts);
      inside.push(texts);
      start = contentEnd + 1;
    }
    if (!hasRow) return null;
    const malformed = 'rows-in-quotes';
    const row = this.#firstLineOf(buffer, first, malformed);
    return { ...row, next: end, givenUp: inside.map((texts) => ({ texts, malformed })) };
  }

  #isRow({ dossierCode, unitCode, status, receivedAt = '' }: RowTexts): boolean {
    if (!dossierCode || !unitCode || !status) return false;
    const { dateFormats, timeZone } = this.#source;
    this.#readDate ??= dateReader(dateFormats, new ZoneOffsets(timeZone), false);
    return this.#readDate(receivedAt.trim()) !== null;
  }

  #texts(buffer: Buffer): RowTexts {
    const texts: Partial<Record<SourceField, string>> = {};
    for (const [field, position] of this.#positions) texts[field] = this.#fields.text(buffer, position);
    return texts;
  }
}
