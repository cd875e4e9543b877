import { gzipSync } from 'node:zlib';
import type { SourceField } from '../../shared/source/source.ts';
import { type CellOf, writeWorkbook } from '../snapshot/write-workbook.ts';

/** A row as the portal has it, whatever it is exported as. */
export type Row = Readonly<Record<SourceField, string>>;

/** Headings and keys are the same words in every format. */
export const columns = {
  dossierCode: 'Mã hồ sơ',
  unitCode: 'Đơn vị xử lý',
  procedureCode: 'Mã thủ tục',
  procedureName: 'Tên thủ tục',
  channel: 'Hình thức',
  receivedAt: 'Ngày tiếp nhận',
  dueAt: 'Ngày hẹn trả',
  completedAt: 'Ngày kết thúc xử lý',
  returnedAt: 'Ngày trả',
  status: 'Trạng thái',
  submittedAt: 'Ngày nộp hồ sơ',
} as const satisfies Record<SourceField, string>;

const fields = Object.keys(columns) as SourceField[];
const otherOrder = [...fields].sort((one, other) => (one.at(-1) ?? '').localeCompare(other.at(-1) ?? ''));

/** A content in every format, by the end of its file's name. */
export const writers: Readonly<Record<string, { readonly suffix: string; write(rows: readonly Row[]): Buffer }>> = {
  'CSV, comma': { suffix: 'csv', write: (rows) => Buffer.from(csv(rows, ',')) },
  'CSV, semicolon, CRLF, byte order mark': {
    suffix: 'csv',
    write: (rows) => Buffer.from(`\uFEFF${csv(rows, ';', { lineEnd: '\r\n' })}`),
  },
  'CSV, tab, gzipped': { suffix: 'csv.gz', write: (rows) => gzipSync(csv(rows, '\t')) },
  'CSV, every field quoted, columns in another order': {
    suffix: 'csv',
    write: (rows) => Buffer.from(csv(rows, ',', { isQuoted: true, order: otherOrder })),
  },
  'CSV, letters decomposed': { suffix: 'csv', write: (rows) => Buffer.from(csv(rows, ',').normalize('NFD')) },
  'CSV, UTF-16LE': { suffix: 'csv', write: (rows) => Buffer.from(csv(rows, ';'), 'utf16le') },
  'CSV, UTF-16BE, byte order mark, gzipped': {
    suffix: 'csv.gz',
    write: (rows) => gzipSync(Buffer.from(`\uFEFF${csv(rows, ',')}`, 'utf16le').swap16()),
  },
  NDJSON: { suffix: 'ndjson', write: (rows) => Buffer.from(ndjson(rows, fields)) },
  'NDJSON, keys in another order, gzipped': {
    suffix: 'ndjson.gz',
    write: (rows) => gzipSync(ndjson(rows, otherOrder)),
  },
  'NDJSON, numbers, empty ones left out': {
    suffix: 'ndjson',
    write: (rows) => Buffer.from(ndjson(rows, fields, { isTerse: true })),
  },
  'XLSX, all texts': { suffix: 'xlsx', write: (rows) => workbook(rows, fields) },
  'XLSX, serials and numbers, columns in another order': {
    suffix: 'xlsx',
    write: (rows) => workbook(rows, otherOrder, { hasSerials: true }),
  },
  'XLSX, serials from 1904, two sheets, gzipped': {
    suffix: 'xlsx.gz',
    write: (rows) => gzipSync(workbook(rows, fields, { hasSerials: true, countsFrom1904: true, sheets: 2 })),
  },
};

function csv(
  rows: readonly Row[],
  delimiter: string,
  { lineEnd = '\n', isQuoted = false, order = fields } = {},
): string {
  const written = (text: string) => (isQuoted || /["\n\r,;\t|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [order.map((field) => columns[field]), ...rows.map((row) => order.map((field) => row[field]))];
  return lines.map((cells) => cells.map(written).join(delimiter) + lineEnd).join('');
}

function ndjson(rows: readonly Row[], order: readonly SourceField[], { isTerse = false } = {}): string {
  const jsonOf = (text: string) => (text === '' ? null : isTerse && isWholeNumber(text) ? Number(text) : text);
  const lines = rows.map((row) => {
    const entries = order.map((field) => [columns[field], jsonOf(row[field])] as const);
    // What is null everywhere may not be left out everywhere: the first row shows the keys.
    const kept = entries.filter(([, value]) => !isTerse || value !== null || row === rows[0]);
    return `${JSON.stringify(Object.fromEntries(kept))}\n`;
  });
  return lines.join('');
}

function workbook(
  rows: readonly Row[],
  order: readonly SourceField[],
  { hasSerials = false, countsFrom1904 = false, sheets = 1 } = {},
): Buffer {
  const cellOf = (text: string): CellOf => {
    if (text === '') return null;
    if (!hasSerials) return text;
    return isWholeNumber(text) ? Number(text) : (serialOf(text, countsFrom1904) ?? text);
  };
  const written = rows.map((row) => order.map((field) => cellOf(row[field])));
  const heading = order.map((field) => columns[field]);
  const half = Math.ceil(written.length / sheets);
  return writeWorkbook({
    countsFrom1904,
    texts: hasSerials ? 'shared' : 'inline',
    sheets: Array.from({ length: sheets }, (_, at) => ({
      name: `Hồ sơ ${at + 1}`,
      rows: [['DANH SÁCH HỒ SƠ'], null, heading, ...written.slice(at * half, (at + 1) * half)],
    })),
  });
}

function isWholeNumber(text: string): boolean {
  return /^(?:0|[1-9]\d{0,14})$/.test(text);
}

/** `dd/MM/yyyy[ HH:mm]` as a workbook's serial; null for what is no such date. */
function serialOf(text: string, countsFrom1904: boolean): number | null {
  const match = /^(\d\d)\/(\d\d)\/(\d{4})(?: (\d\d):(\d\d))?$/.exec(text);
  if (match === null) return null;
  const [day = 0, month = 0, year = 0, hours = 0, minutes = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const ms = Date.UTC(year, month - 1, day, hours, minutes);
  const isReal = new Date(ms).getUTCDate() === day && new Date(ms).getUTCMonth() === month - 1;
  return isReal ? (ms - (countsFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30))) / 86_400_000 : null;
}
