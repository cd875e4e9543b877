import type { Source, SourceField } from '../source/source.ts';
import { sourceFields } from '../source/source.ts';
import type { QuarantineReason } from './receipt.ts';
import { RowFields, splitRow } from './split-row.ts';

const BYTE_ORDER_MARK = '\uFEFF';
const delimiters = [',', ';', '\t', '|'] as const;

/** Where a file's header says that the fields lie. */
export interface Header {
  readonly delimiter: string;
  readonly headings: readonly string[];
  /** field -> position of its column; a field that the source or the file does not state is absent. */
  readonly positions: Readonly<Partial<Record<SourceField, number>>>;
  /** The header line as it stands, by which tomorrow's is compared. */
  readonly text: string;
}

/** Reads a header line, or says why a file with it cannot be taken. */
export function readHeader(line: Buffer, source: Source): Header | QuarantineReason {
  const text = line.toString('utf8').replace(BYTE_ORDER_MARK, '').trimEnd();
  if (text.trim() === '') return { code: 'empty', message: 'The file is empty.' };
  if (text.trimStart().startsWith('<')) {
    return { code: 'html', message: 'The file is a web page or XML, not CSV: perhaps the portal asked to log in.' };
  }
  if (/\r[^\r]/.test(text)) return { code: 'wrong-schema', message: 'Its lines end with CR alone: use LF or CR LF.' };
  const delimiter = source.format.delimiter === 'auto' ? commonestDelimiter(text) : source.format.delimiter;
  const headings = splitHeadings(text, delimiter);
  return locateColumns(source, headings, delimiter, text);
}

/** The delimiter that occurs most often outside quotes; the comma where none occurs. */
function commonestDelimiter(text: string): string {
  const unquoted = text.replace(/"[^"]*"/g, '');
  const counted = delimiters.map((delimiter) => ({ delimiter, count: unquoted.split(delimiter).length }));
  counted.sort((a, b) => b.count - a.count);
  return counted[0]?.delimiter ?? ',';
}

function splitHeadings(text: string, delimiter: string): string[] {
  const buffer = Buffer.from(text);
  const fields = new RowFields();
  splitRow(buffer, 0, buffer.length, delimiter.charCodeAt(0), true, fields);
  return Array.from({ length: fields.count }, (_, index) => normalised(fields.text(buffer, index)));
}

/** A heading without what only its looks need: line breaks in a narrow column, decomposed letters. */
export function normalised(heading: string): string {
  return heading.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Finds the columns of the fields that a source states among the headings, or says which are not there. */
export function locateColumns(
  source: Source,
  headings: readonly string[],
  delimiter: string,
  text: string,
): Header | QuarantineReason {
  const positions: Partial<Record<SourceField, number>> = {};
  const missing: string[] = [];
  for (const field of sourceFields) {
    const heading = source.columns[field];
    if (heading === undefined) continue;
    const position = headings.indexOf(normalised(heading));
    if (position === -1) missing.push(heading);
    else if (headings.indexOf(normalised(heading), position + 1) !== -1) return doubled(heading);
    else positions[field] = position;
  }
  if (missing.length > 0) return wrongSchema(missing, headings);
  return { delimiter, headings, positions, text };
}

function doubled(heading: string): QuarantineReason {
  return { code: 'wrong-schema', message: `The column ${heading} stands twice in the header.` };
}

function wrongSchema(missing: readonly string[], headings: readonly string[]): QuarantineReason {
  const found = headings.join(', ').slice(0, 500);
  return { code: 'wrong-schema', message: `The header lacks ${missing.join(', ')}. It has: ${found}.` };
}
