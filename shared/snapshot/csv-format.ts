import { type Source, type SourceField, sourceFields } from '../source/source.ts';
import { type Header, readHeader } from './read-header.ts';
import type { RejectionReason, RowTexts } from './read-row.ts';
import type { QuarantineReason } from './receipt.ts';
import type { CutRow, Line, LineFormat } from './row-cutter.ts';
import { RowFields, splitRow } from './split-row.ts';

/** CSV: a heading, then rows whose quoted fields may hold line breaks. */
export class CsvFormat implements LineFormat {
  readonly #source: Source;
  readonly #fields = new RowFields();
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
    const split = splitRow(buffer, line.start, buffer.length, this.#delimiter, isLast, this.#fields);
    if (split === 'needs-more') return split;
    if (split === 'never-closed') return this.#firstLineOf(buffer, line, 'quote-never-closed');
    const malformed = this.#malformation();
    const spansLines = split.next > line.next;
    if (malformed !== undefined) {
      return this.#firstLineOf(buffer, line, spansLines ? 'quote-never-closed' : malformed);
    }
    return { contentEnd: spansLines ? split.next : line.contentEnd, next: split.next, texts: this.#texts(buffer) };
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

  #texts(buffer: Buffer): RowTexts {
    const texts: Partial<Record<SourceField, string>> = {};
    for (const [field, position] of this.#positions) texts[field] = this.#fields.text(buffer, position);
    return texts;
  }
}
