import { ZoneOffsets } from '../calendar/zone.ts';
import { type Source, type SourceField, sourceFields } from '../source/source.ts';
import { numberText } from './number-text.ts';
import { dateReader } from './read-date.ts';
import { type Header, locateColumns } from './read-header.ts';
import type { Malformation, RowTexts } from './read-row.ts';
import { RefusedFile } from './refused-file.ts';
import type { RowTaker } from './row-cutter.ts';
import { TextHasher } from './text-hasher.ts';
import { HeadingSearch, headingsOf } from './xlsx-heading.ts';
import { SERIAL_FORMAT, writeIsoDate, writeSerial } from './xlsx-serial.ts';
import type { Cell, Cells } from './xlsx-sheet.ts';
import type { Workbook } from './xlsx-workbook.ts';

const dateFields: ReadonlySet<SourceField> = new Set([
  'submittedAt',
  'receivedAt',
  'dueAt',
  'completedAt',
  'returnedAt',
]);

export interface SheetSettings {
  readonly name: string;
  readonly workbook: Pick<Workbook, 'countsFrom1904'>;
  /** The header of an earlier sheet; null where there is none. */
  readonly earlierHeader: Header | null;
}

/** Gives the rows of one sheet to a taker, once the heading was found. */
export class SheetRows {
  readonly #source: Source;
  readonly #taker: RowTaker;
  readonly #settings: SheetSettings;
  readonly #hasher = new TextHasher();
  readonly #search: HeadingSearch;
  #columns: readonly (readonly [SourceField, number])[] = [];
  header: Header | null = null;

  constructor(source: Source, taker: RowTaker, settings: SheetSettings) {
    this.#source = source;
    this.#taker = taker;
    this.#settings = settings;
    this.#search = new HeadingSearch(source);
  }

  /** Whether the rows that follow need not be read. */
  get isDone(): boolean {
    return this.header === null && this.#search.hasGivenUp;
  }

  get missingHeadings(): readonly string[] {
    return this.#search.missing;
  }

  /** @throws RefusedFile `wrong-schema` */
  take(rowNumber: number, cells: Cells): void {
    if (this.header !== null) this.#takeRow(rowNumber, cells);
    else if (!this.#search.hasGivenUp) this.#lookForHeading(rowNumber, cells);
  }

  #lookForHeading(rowNumber: number, cells: Cells): void {
    const headings = headingsOf(cells);
    if (this.#search.isHeading(headings)) this.#begin(headings);
    else this.#mindContinuation(rowNumber, cells);
  }

  #begin(headings: readonly string[]): void {
    const { name, earlierHeader } = this.#settings;
    // Rows are known again by the texts of their fields, whatever the columns are and wherever they stand.
    const header = locateColumns(this.#source, headings, '', 'xlsx');
    if ('code' in header) throw new RefusedFile({ ...header, message: `Sheet ${name}: ${header.message}` });
    this.header = header;
    this.#columns = columnsOf(header);
    if (earlierHeader === null) this.#taker.begin(header);
  }

  /** A sheet that goes on with the rows of the sheet before, without a heading, would be lost in silence. */
  #mindContinuation(rowNumber: number, cells: Cells): void {
    const { name, earlierHeader } = this.#settings;
    if (earlierHeader === null) return;
    const texts = this.#textsOf(cells, columnsOf(earlierHeader));
    const isRow = ['dossierCode', 'unitCode', 'status'].every((field) => texts[field as SourceField]);
    if (!isRow || dateReaderOf(this.#source)(texts.receivedAt ?? '') === null) return;
    const message = `Sheet ${name} has no heading, but a dossier in row ${rowNumber}: repeat the heading in every sheet.`;
    throw new RefusedFile({ code: 'wrong-schema', message });
  }

  #takeRow(rowNumber: number, cells: Cells): void {
    const texts = this.#textsOf(cells, this.#columns);
    const malformed = this.#malformationOf(cells);
    const { low, high } = this.#hasher.takeText(JSON.stringify(this.#columns.map(([field]) => texts[field])));
    if (malformed === undefined && this.#taker.takeKnown(low, high)) return;
    this.#taker.take(texts, rowNumber, { low, high }, malformed);
  }

  #textsOf(cells: Cells, columns: readonly (readonly [SourceField, number])[]): RowTexts {
    const texts: Partial<Record<SourceField, string>> = {};
    for (const [field, column] of columns) texts[field] = this.#textOf(field, cells[column]);
    return texts;
  }

  #textOf(field: SourceField, cell: Cell | undefined): string {
    if (cell === undefined) return '';
    if (cell.kind === 'text') return cell.text;
    if (cell.kind === 'date') return dateFields.has(field) ? writeIsoDate(cell.text) : cell.text;
    const date = dateFields.has(field) ? writeSerial(Number(cell.text), this.#settings.workbook.countsFrom1904) : null;
    return date ?? numberText(cell.text);
  }

  #malformationOf(cells: Cells): Malformation | undefined {
    for (const [field, column] of this.#columns) {
      const reason = cells[column]?.problem;
      if (reason !== undefined) return { reason, field };
    }
    return undefined;
  }
}

function columnsOf({ positions }: Header): (readonly [SourceField, number])[] {
  return sourceFields.flatMap((field) => {
    const position = positions[field];
    return position === undefined ? [] : [[field, position] as const];
  });
}

function dateReaderOf({ dateFormats, timeZone }: Source) {
  return dateReader([...dateFormats, SERIAL_FORMAT], new ZoneOffsets(timeZone), false);
}
