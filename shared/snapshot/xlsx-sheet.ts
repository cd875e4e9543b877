import type { RejectionReason } from './read-row.ts';
import { unreadable, type XlsxArchive } from './xlsx-archive.ts';
import type { SharedStrings } from './xlsx-shared-strings.ts';
import { unescaped, XlsxText } from './xlsx-text.ts';
import { readXml, type XmlAttributes, type XmlListener } from './xlsx-xml.ts';

/** A cell as it is stored. A number may be a date's serial; a date is one in ISO 8601. */
export interface Cell {
  readonly kind: 'text' | 'number' | 'date';
  readonly text: string;
  /** Why the cell's value is not to be trusted; the text then shows what stands in it. */
  readonly problem?: RejectionReason;
}

/** The cells of a row by column, counted from 0. Good until the next row. */
export type Cells = readonly (Cell | undefined)[];

/** Takes a row with its number in the sheet, counted from 1. */
export type SheetRowTaker = (rowNumber: number, cells: Cells) => void;

const MAX_COLUMNS = 16_384;
const MAX_SHOWN_FORMULA = 100;

/**
 * Reads the rows of a worksheet, one after another; rows without a value are left out.
 *
 * @param mayStop asked now and then; the rows that follow are not read
 * @throws RefusedFile `unreadable-workbook`, `too-large`
 */
export async function readSheet(
  archive: XlsxArchive,
  part: string,
  strings: SharedStrings,
  take: SheetRowTaker,
  mayStop: () => boolean,
): Promise<void> {
  await readXml(archive.read(part), new SheetListener(strings, take), mayStop);
}

class SheetListener implements XmlListener {
  readonly #strings: SharedStrings;
  readonly #take: SheetRowTaker;
  readonly #inlineText = new XlsxText();
  #rowNumber = 0;
  #cells: (Cell | undefined)[] = [];
  #column = -1;
  #type = 'n';
  #value = '';
  #hasValue = false;
  #formula = '';
  #hasFormula = false;
  /** Which of a cell's texts is being read. */
  #reading: 'value' | 'formula' | null = null;

  constructor(strings: SharedStrings, take: SheetRowTaker) {
    this.#strings = strings;
    this.#take = take;
  }

  opened(name: string, attributes: XmlAttributes): void {
    if (name === 'c') this.#beginCell(attributes);
    else if (name === 'v') this.#beginValue();
    else if (name === 'f') this.#beginFormula();
    else if (name === 'row') this.#beginRow(attributes);
    else this.#inlineText.opened(name);
  }

  text(text: string): void {
    if (this.#reading === 'value') this.#value += text;
    else if (this.#reading === 'formula') this.#formula += text;
    else this.#inlineText.text(text);
  }

  closed(name: string): void {
    if (name === 'c') this.#endCell();
    else if (name === 'v' || name === 'f') this.#reading = null;
    else if (name === 'row') this.#endRow();
    else this.#inlineText.closed(name);
  }

  #beginRow({ r }: XmlAttributes): void {
    this.#rowNumber = r === undefined ? this.#rowNumber + 1 : Number(r);
    if (!Number.isInteger(this.#rowNumber) || this.#rowNumber < 1) throw unreadable(`it has a row ${r}`);
    this.#cells = [];
    this.#column = -1;
  }

  #endRow(): void {
    if (this.#cells.length > 0) this.#take(this.#rowNumber, this.#cells);
  }

  #beginCell({ r, t }: XmlAttributes): void {
    this.#column = r === undefined ? this.#column + 1 : columnOf(r);
    this.#type = t ?? 'n';
    this.#value = '';
    this.#hasValue = false;
    this.#formula = '';
    this.#hasFormula = false;
    this.#inlineText.begin();
  }

  #beginValue(): void {
    this.#reading = 'value';
    this.#hasValue = true;
  }

  #beginFormula(): void {
    this.#reading = 'formula';
    this.#hasFormula = true;
  }

  #endCell(): void {
    if (this.#column >= MAX_COLUMNS) throw unreadable('it has more columns than a sheet can have');
    const cell = this.#cell();
    if (cell.text.trim() !== '') this.#cells[this.#column] = cell;
  }

  #cell(): Cell {
    const value = this.#value;
    const isWithoutValue = !this.#hasValue || (value === '' && this.#type !== 'str');
    if (this.#hasFormula && isWithoutValue) {
      return { kind: 'text', text: `=${this.#formula.slice(0, MAX_SHOWN_FORMULA)}`, problem: 'formula-without-value' };
    }
    switch (this.#type) {
      case 'n':
        return { kind: 'number', text: value.trim() };
      case 's':
        return { kind: 'text', text: this.#sharedText(value) };
      case 'inlineStr':
        return { kind: 'text', text: this.#inlineText.whole() };
      case 'b':
        return { kind: 'text', text: value === '' ? '' : String(value === '1' || value === 'true') };
      case 'e':
        return { kind: 'text', text: value, problem: 'error-value' };
      case 'd':
        return { kind: 'date', text: value };
      default:
        return { kind: 'text', text: unescaped(value) };
    }
  }

  #sharedText(index: string): string {
    const text = this.#strings.at(Number(index));
    if (text === undefined) throw unreadable(`row ${this.#rowNumber} refers to a text that it does not hold`);
    return text;
  }
}

const LETTER_BEFORE_A = 64;

/** The column of a cell's address, counted from 0: `AB12` is 27. */
function columnOf(address: string): number {
  let column = 0;
  for (let at = 0; at < address.length; at++) {
    const letter = address.charCodeAt(at) - LETTER_BEFORE_A;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  if (column === 0) throw unreadable(`it has a cell ${address}`);
  return column - 1;
}
