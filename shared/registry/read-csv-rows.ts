import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import { anyTextSchema } from '../runtime/field-schemas.ts';
import { examineRow, faultOfIssue } from './examine-row.ts';
import { type FileRows, refusal } from './file-rows.ts';
import type { Fault, FileRow, Rejection } from './registry-entry.ts';
import type { RegistryFile } from './registry-files.ts';

const recordsSchema = z.array(z.object({ record: z.array(anyTextSchema), info: z.object({ lines: z.number() }) }));

type CsvFile = Extract<RegistryFile, { format: 'csv' }>;

/** Control and format characters: line breaks (mail headers!), zero-width spaces and soft hyphens of pasted text. */
const INVISIBLE = /[\p{Cc}\p{Cf}]/u;

/**
 * Reads a registry file of comma- or semicolon-separated values. The header may name its columns in any order, but must
 * name each of them once and no other; optional ones may be left out. Rows without any value are not counted.
 */
export function readCsvRows(file: CsvFile, text: string): FileRows {
  let records: z.infer<typeof recordsSchema>;
  try {
    records = parseRecords(text);
  } catch (error) {
    if (error instanceof CsvError) return refusal(lineOf(error), '', error.message);
    throw error;
  }
  const [header, ...rest] = records;
  const names = header?.record.map(tidy) ?? [];
  const headerFault = checkHeader(names, Object.keys(file.columns), file.optional);
  if (headerFault !== null) return refusal(1, names.join(','), headerFault);
  return collectRows(rest, (cells) => examineCells(file, names, cells));
}

function parseRecords(text: string): z.infer<typeof recordsSchema> {
  // csv-parse counts a CRLF inside quotes as two lines.
  const lines = text.replaceAll('\r\n', '\n');
  return recordsSchema.parse(
    parse(lines, {
      info: true,
      delimiter: delimiterOf(lines),
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }),
  );
}

/** Spreadsheets with Vietnamese settings write semicolons. */
function delimiterOf(text: string): ',' | ';' {
  const [header = ''] = text.split(/[\r\n]/, 1);
  return header.includes(';') && !header.includes(',') ? ';' : ',';
}

function lineOf(error: CsvError): number | null {
  const lines: unknown = Reflect.get(error, 'lines');
  return typeof lines === 'number' ? lines : null;
}

/** Says what is wrong with a header, naming the columns and the expected header; null if it is right. */
function checkHeader(
  names: readonly string[],
  expected: readonly string[],
  optional: readonly string[] = [],
): string | null {
  const missing = expected.filter((name) => !names.includes(name) && !optional.includes(name));
  const unknown = names.filter((name) => !expected.includes(name));
  const doubled = new Set(names.filter((name, position) => names.indexOf(name) !== position));
  const complaints = [
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`unknown: ${unknown.map((name) => name || '(blank)').join(', ')}`] : []),
    ...(doubled.size > 0 ? [`doubled: ${[...doubled].map((name) => name || '(blank)').join(', ')}`] : []),
  ];
  if (complaints.length === 0) return null;
  return `the header is wrong (${complaints.join('; ')}); expected: ${expected.join(',')}`;
}

function collectRows(
  records: z.infer<typeof recordsSchema>,
  examine: (cells: readonly string[]) => ReturnType<typeof examineRow>,
): FileRows {
  const rows: FileRow[] = [];
  const rejections: Rejection[] = [];
  for (const { record, info } of records) {
    const { entry, faults } = examine(record.map(tidy));
    if (entry !== null) rows.push({ line: info.lines, entry });
    rejections.push(...faults.map((fault) => ({ line: info.lines, ...fault })));
  }
  return { rowsRead: records.length, rows, rejections };
}

function examineCells(
  { kind, columns, optional = [] }: CsvFile,
  names: readonly string[],
  cells: readonly string[],
): ReturnType<typeof examineRow> {
  if (cells.length !== names.length) {
    const reason = `has ${cells.length} cells, the header ${names.length}: is a cell with a comma not in quotes?`;
    return { entry: null, faults: [{ column: null, value: cells.join(','), reason }] };
  }
  const leftOut = optional.filter((name) => !names.includes(name)).map((name) => [name, '']);
  const byName = Object.fromEntries([...leftOut, ...names.map((name, position) => [name, cells[position] ?? ''])]);
  const invisible = invisibleFaults(byName);
  if (invisible.length > 0) return { entry: null, faults: invisible };
  const values = z.object(columns).safeParse(byName);
  if (values.success) return examineRow(kind, stated(values.data));
  return { entry: null, faults: values.error.issues.map((issue) => faultOfIssue(issue, byName)) };
}

/** Without the columns whose blank cell says nothing: rows that do not use a column stay the same when it comes to be. */
function stated(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function invisibleFaults(byName: Readonly<Record<string, string>>): Fault[] {
  return Object.entries(byName).flatMap(([column, cell]) => {
    const found = INVISIBLE.exec(cell)?.[0]?.codePointAt(0);
    if (found === undefined) return [];
    const code = found.toString(16).toUpperCase().padStart(4, '0');
    return [{ column, value: JSON.stringify(cell), reason: `holds the invisible character U+${code}` }];
  });
}

/** Composed Vietnamese letters (NFC), so that equal names are equal texts. */
function tidy(cell: string): string {
  return cell.normalize('NFC').trim();
}
