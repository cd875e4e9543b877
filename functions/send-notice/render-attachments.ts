import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { AttachedList } from '../../shared/notice/attached-list.ts';
import type { Evidence } from '../../shared/notice/evidence.ts';
import { withoutUnseen } from '../../shared/notice/plain-line.ts';
import { csvLine } from '../../shared/report/csv-line.ts';
import { renderWorkbook } from '../../shared/report/render-workbook.ts';
import { heading, number, text } from '../../shared/report/statement-cells.ts';

export interface Attachment {
  readonly filename: string;
  readonly content: Buffer;
  readonly contentType: string;
}

const CSV = 'text/csv; charset=utf-8';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const LEAST_WIDTH = 10;
const MOST_WIDTH = 60;

/** A list as CSV for spreadsheets (UTF-8 with BOM, nothing in it runs as a formula) and as a workbook. */
export async function renderList(list: AttachedList): Promise<Attachment[]> {
  const lines = [list.columns.map(({ name }) => name), ...list.rows].map((row) => `${csvLine(row.map(seen))}\r\n`);
  return [
    { filename: `${list.stem}.xlsx`, content: await workbookOf(list), contentType: XLSX },
    { filename: `${list.stem}.csv`, content: Buffer.from(`\uFEFF${lines.join('')}`), contentType: CSV },
  ];
}

function seen(cell: string | number | null): string | number | null {
  return typeof cell === 'string' ? withoutUnseen(cell) : cell;
}

/** The lists of dossiers as they lie in the bucket, and as workbooks where the letter says so. */
export async function renderEvidence({ filename, content, workbookFilename = null }: Evidence): Promise<Attachment[]> {
  if (content === null) return [];
  const asCsv = { filename, content, contentType: CSV };
  if (workbookFilename === null) return [asCsv];
  return [asCsv, { filename: workbookFilename, content: await workbookOf(listIn(content)), contentType: XLSX }];
}

const recordsSchema = z.array(z.array(z.string()));

function listIn(csv: Buffer): AttachedList {
  const [names = [], ...rows] = recordsSchema.parse(parse(csv, { bom: true, relax_column_count: true }));
  const columns = names.map((name, position) => {
    const longest = Math.max(name.length, ...rows.map((row) => row[position]?.length ?? 0));
    return { name, width: Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, longest + 2)) };
  });
  return { stem: '', sheet: 'Danh sách hồ sơ', columns, rows };
}

async function workbookOf({ sheet, columns, rows }: AttachedList): Promise<Buffer> {
  const data = [
    columns.map(({ name }) => heading(name)),
    ...rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? number(cell) : cell === null ? null : text(cell))),
    ),
  ];
  return Buffer.from(
    await renderWorkbook([{ sheet, data, columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 }]),
  );
}
