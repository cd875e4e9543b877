import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** A cell as a spreadsheet program would take it. */
export interface ReadCell {
  readonly value: string | number;
  /** Its number format, null for the general one. */
  readonly format: string | null;
  readonly isFormula: boolean;
}

/** sheet name -> address -> cell */
export type ReadSheets = ReadonlyMap<string, ReadonlyMap<string, ReadCell>>;

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  readonly children: Element[];
}

/** Reads a workbook with a zip and an XML parser alone, apart from the library that wrote it. */
export function readCells(workbook: Uint8Array): ReadSheets {
  const parts = unzipSync(workbook);
  const part = (name: string) => parse(strFromU8(parts[name] ?? new Uint8Array()));
  const shared = all(part('xl/sharedStrings.xml'), 'si').map((si) =>
    all(si, 't')
      .map(({ text }) => text)
      .join(''),
  );
  const formats = formatsOf(part('xl/styles.xml'));
  const names = all(part('xl/workbook.xml'), 'sheet').map(({ attributes }) => attributes.name ?? '');
  return new Map(
    names.map((name, at) => {
      const cells = all(part(`xl/worksheets/sheet${at + 1}.xml`), 'c').filter(({ children }) => children.length > 0);
      return [name, new Map(cells.map((cell) => [cell.attributes.r ?? '', readCell(cell, shared, formats)]))];
    }),
  );
}

function readCell(cell: Element, shared: readonly string[], formats: readonly (string | null)[]): ReadCell {
  const { t: type, s: style } = cell.attributes;
  const text =
    all(cell, 'v')[0]?.text ??
    all(cell, 't')
      .map((part) => part.text)
      .join('');
  const value = type === 's' ? (shared[Number(text)] ?? '') : text;
  return {
    value: type === undefined || type === 'n' ? Number(value) : value,
    format: style === undefined ? null : (formats[Number(style)] ?? null),
    isFormula: all(cell, 'f').length > 0,
  };
}

/** style number -> number format */
function formatsOf(styles: Element): (string | null)[] {
  const codes = new Map(all(styles, 'numFmt').map(({ attributes }) => [attributes.numFmtId, attributes.formatCode]));
  const [cellStyles] = all(styles, 'cellXfs');
  return (cellStyles?.children ?? []).map(({ attributes }) => codes.get(attributes.numFmtId) ?? null);
}

function all(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, text: '', children: [] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes as Record<string, string>, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml === '' ? '<none/>' : xml).close();
  return root;
}
