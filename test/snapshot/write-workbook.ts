import { strToU8, zipSync } from 'fflate';

/** A cell: a text, a number, nothing, or the XML of a `<c>` element's inside with its attributes. */
export type CellOf = string | number | null | { readonly attributes: string; readonly inside: string };

export interface SheetOf {
  readonly name: string;
  readonly isHidden?: boolean;
  /** Rows from row 1 on; null leaves a row out. */
  readonly rows: readonly (readonly CellOf[] | null)[];
  /** `A1:F1` */
  readonly merged?: readonly string[];
}

export interface WorkbookOf {
  readonly sheets: readonly SheetOf[];
  readonly countsFrom1904?: boolean;
  /** How texts are stored: in the shared table (as Excel does), there in runs of several fonts, or in their cells. */
  readonly texts?: 'shared' | 'rich' | 'inline';
  /** Whether rows and cells say where they stand; without, each follows the one before. */
  readonly hasAddresses?: boolean;
  /** A prefix of the elements' names, as some programs write them. */
  readonly prefix?: string;
  /** Parts by name that replace what would be written. */
  readonly parts?: Readonly<Record<string, string>>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Writes a workbook as portals export it, with the oddities asked for. */
export function writeWorkbook(workbook: WorkbookOf): Buffer {
  const writer = new Writer(workbook);
  return Buffer.from(zipSync(Object.fromEntries(writer.parts().map(([name, xml]) => [name, strToU8(xml)]))));
}

class Writer {
  readonly #workbook: WorkbookOf;
  readonly #shared: string[] = [];

  constructor(workbook: WorkbookOf) {
    this.#workbook = workbook;
  }

  /** The table of texts comes after the sheets, as Excel writes it. */
  parts(): [string, string][] {
    const sheets = this.#workbook.sheets.map((sheet, at): [string, string] => [
      `xl/worksheets/sheet${at + 1}.xml`,
      this.#sheet(sheet),
    ]);
    const written: [string, string][] = [
      [
        '[Content_Types].xml',
        `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
      ],
      ['_rels/.rels', relations([['rId1', 'officeDocument', 'xl/workbook.xml']])],
      ['xl/workbook.xml', this.#book()],
      ['xl/_rels/workbook.xml.rels', relations(this.#bookRelations())],
      ...sheets,
      [
        'xl/sharedStrings.xml',
        this.#element(
          'sst',
          this.#namespace(),
          this.#shared.map((text) => this.#element('si', '', this.#sharedText(text))).join(''),
        ),
      ],
    ];
    const replaced = this.#workbook.parts ?? {};
    const kept = written.filter(([name]) => !(name in replaced));
    return [...kept, ...Object.entries(replaced)];
  }

  #book(): string {
    const { sheets, countsFrom1904 } = this.#workbook;
    const tabs = sheets.map(({ name, isHidden }, at) =>
      this.#element(
        'sheet',
        ` name="${escaped(name)}" sheetId="${at + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"`,
        '',
      ),
    );
    const properties = this.#element('workbookPr', countsFrom1904 ? ' date1904="1"' : '', '');
    return this.#root('workbook', properties + this.#element('sheets', '', tabs.join('')));
  }

  #bookRelations(): [string, string, string][] {
    const sheets = this.#workbook.sheets.map((_, at): [string, string, string] => [
      `rId${at + 1}`,
      'worksheet',
      `worksheets/sheet${at + 1}.xml`,
    ]);
    return [...sheets, ['rIdTexts', 'sharedStrings', '/xl/sharedStrings.xml']];
  }

  #sheet({ rows, merged = [] }: SheetOf): string {
    const written = rows.map((cells, at) => (cells === null ? '' : this.#row(cells, at + 1)));
    const merges = merged.map((ref) => this.#element('mergeCell', ` ref="${ref}"`, '')).join('');
    return this.#root(
      'worksheet',
      this.#element('sheetData', '', written.join('')) + this.#element('mergeCells', '', merges),
    );
  }

  #row(cells: readonly CellOf[], number: number): string {
    const address = this.#workbook.hasAddresses === false ? '' : ` r="${number}"`;
    const written = cells.map((cell, column) => this.#cell(cell, `${columnName(column)}${number}`));
    return this.#element('row', address, written.join(''));
  }

  #cell(cell: CellOf, at: string): string {
    const hasAddress = this.#workbook.hasAddresses !== false;
    const address = hasAddress ? ` r="${at}"` : '';
    if (cell === null) return hasAddress ? '' : this.#element('c', '', '');
    if (typeof cell === 'number') return this.#element('c', address, this.#element('v', '', String(cell)));
    if (typeof cell === 'object') return this.#element('c', `${address} ${cell.attributes}`, cell.inside);
    if (this.#workbook.texts === 'inline') {
      return this.#element('c', `${address} t="inlineStr"`, this.#element('is', '', this.#text(cell)));
    }
    this.#shared.push(cell);
    return this.#element('c', `${address} t="s"`, this.#element('v', '', String(this.#shared.length - 1)));
  }

  #sharedText(text: string): string {
    if (this.#workbook.texts !== 'rich') return this.#text(text);
    const half = Math.ceil(text.length / 2);
    const runs = [text.slice(0, half), text.slice(half)].map((run) =>
      this.#element('r', '', `<rPr/>${this.#text(run)}`),
    );
    return `${runs.join('')}<rPh sb="0" eb="1">${this.#text('reading')}</rPh>`;
  }

  #text(text: string): string {
    return this.#element('t', ' xml:space="preserve"', escaped(text));
  }

  #root(name: string, inside: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?>${this.#element(name, `${this.#namespace()} xmlns:r="${OFFICE}"`, inside)}`;
  }

  #element(name: string, attributes: string, inside: string): string {
    const prefix = this.#workbook.prefix === undefined ? '' : `${this.#workbook.prefix}:`;
    return `<${prefix}${name}${attributes}>${inside}</${prefix}${name}>`;
  }

  #namespace(): string {
    return ` xmlns${this.#workbook.prefix === undefined ? '' : `:${this.#workbook.prefix}`}="${MAIN}"`;
  }
}

function relations(all: readonly (readonly [id: string, type: string, target: string])[]): string {
  const written = all.map(
    ([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${written.join('')}</Relationships>`;
}

function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
