import type { Defect, Dialect, ModelRow } from './fuzz-case.ts';
import { codeOf, fields, headings, type Texts, textsOf } from './model-row.ts';
import type { PlantedLine } from './planted-line.ts';

/** Defects of what a row says: the row can be written as any other. */
export function withDefectiveTexts(texts: Texts, { kind, where, value }: Defect): Texts {
  switch (kind) {
    case 'bad-date':
      return { ...texts, [dateAt(where)]: badDates[value % badDates.length] ?? '' };
    case 'future-date':
      return { ...texts, receivedAt: '15/06/2029 08:00' };
    case 'unknown-unit':
      return { ...texts, unitCode: value % 2 === 0 ? 'H01.99' : '' };
    case 'unknown-status':
      return { ...texts, status: value % 2 === 0 ? '77' : '' };
    case 'no-code':
      return { ...texts, dossierCode: value % 2 === 0 ? '' : '1.0E+21' };
    case 'not-counted':
      return { ...texts, status: '1' };
    case 'code-in-other-form':
      return { ...texts, dossierCode: texts.dossierCode.toLowerCase(), unitCode: texts.unitCode.replace('H', 'Ｈ') };
    default:
      return texts;
  }
}

const badDates = ['31/02/2020', '15/06/20202', '15/06/2020 24:00', 'hôm qua', '2020-06-15', '15/06/\x002020'];
const dateFields = ['receivedAt', 'dueAt', 'completedAt'] as const;

function dateAt(where: number) {
  return dateFields[where % dateFields.length] ?? 'receivedAt';
}

/** A row's cells in the order of the dialect's columns. */
export function cellsOf(texts: Texts, { rotation, extraColumns }: Dialect): string[] {
  const cells = fields.map((field) => texts[field]);
  const extra = Array.from({ length: extraColumns }, () => texts.stamp);
  return rotated([...cells, ...extra], rotation);
}

export function headingCells({ rotation, extraColumns }: Dialect): string[] {
  const extra = Array.from({ length: extraColumns }, (_, at) => `Cột ${at}`);
  return rotated([...fields.map((field) => headings[field]), ...extra], rotation);
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

/** A row of CSV or NDJSON. */
export function writeRow(texts: Texts, dialect: Dialect, defect?: Defect): string {
  if (dialect.format === 'ndjson') return writeObject(texts, dialect);
  const cells = cellsOf(texts, dialect);
  const written = cells.map((cell) => writeField(cell, dialect));
  return (defect === undefined ? written : withDefectiveFields(written, defect)).join(dialect.delimiter);
}

export function writeField(text: string, { quotesAll, delimiter }: Dialect): string {
  const isQuoted = quotesAll || text.includes(delimiter) || /["\r\n]/.test(text);
  return isQuoted ? `"${text.replaceAll('"', '""')}"` : text;
}

function writeObject(texts: Texts, { rotation, isTerse, extraColumns }: Dialect): string {
  const stated = rotated(fields, rotation).map((field) => [headings[field], texts[field]] as const);
  const entries = extraColumns === 0 ? stated : [...stated, ['Cột 0', texts.stamp] as const];
  const kept = entries.filter(([, text]) => !isTerse || text !== '');
  return JSON.stringify(Object.fromEntries(kept.map(([key, text]) => [key, text === '' ? null : text])));
}

/** Defects of how a row of CSV is written. */
function withDefectiveFields(fieldsWritten: readonly string[], { kind, where, value }: Defect): string[] {
  const written = [...fieldsWritten];
  const at = where % written.length;
  const field = written[at] ?? '';
  if (kind === 'drop-column') written.splice(at, 1);
  else if (kind === 'add-column') written.splice(at, 0, 'thêm');
  else if (kind === 'swap-columns') written.push(...written.splice(at, 1));
  else if (kind === 'quote-before-field') written[at] = `"${field}`;
  else if (kind === 'quote-after-field') written[at] = `${field}"`;
  else if (kind === 'quote-inside-field') {
    const inside = value % (field.length + 1);
    written[at] = `${field.slice(0, inside)}"${field.slice(inside)}`;
  }
  return written;
}

export function intactLine(row: ModelRow, dialect: Dialect): PlantedLine {
  return { text: writeRow(textsOf(row), dialect), end: dialect.lineEnd, intact: row };
}

/** The numbers of dossiers that are only in texts. */
export const FIRST_FORGED = 9000;

/** A row in whose text stands what looks like another row. */
export function rowInsideText(row: ModelRow, dialect: Dialect): string {
  const other = textsOf({ ...row, number: FIRST_FORGED + row.number, name: 0 });
  const inside = dialect.format === 'csv' ? writeRow(other, { ...dialect, quotesAll: false }) : codeOf(row);
  return writeRow({ ...textsOf(row), procedureName: `ghi chú\n${inside}\nhết` }, dialect);
}
