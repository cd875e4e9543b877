import { type CellOf, writeWorkbook } from '../snapshot/write-workbook.ts';
import { forgesOnly, type IntactRow, type WrittenFile } from './encode-lines.ts';
import type { Defect, Dialect, ModelRow } from './fuzz-case.ts';
import { type Texts, textsOf } from './model-row.ts';
import { cellsOf, headingCells, withDefectiveTexts } from './write-lines.ts';

interface SheetRow {
  readonly cells: readonly CellOf[];
  readonly intact: ModelRow | null;
}

const TITLE_ROWS = 2;
const error: CellOf = { attributes: 't="e"', inside: '<v>#REF!</v>' };
const formula: CellOf = { attributes: '', inside: '<f>A1+1</f>' };

/** Writes rows as a workbook; byte edits are made to the archive, after which nothing is known of its rows. */
export function writeSheet(rows: readonly ModelRow[], dialect: Dialect, defects: readonly Defect[]): WrittenFile {
  const written = rows.map((row): SheetRow => ({ cells: sheetCells(textsOf(row), dialect), intact: row }));
  for (const defect of defects) plantIntoCells(written, rows, dialect, defect);
  const workbook = writeWorkbook({
    texts: dialect.quotesAll ? 'shared' : 'inline',
    hasAddresses: dialect.endsLastLine,
    sheets: [
      { name: 'Hồ sơ', rows: [['DANH SÁCH HỒ SƠ'], null, headingCells(dialect), ...written.map(({ cells }) => cells)] },
    ],
  });
  const edited = defects.reduce(editArchive, workbook);
  // Without addresses an empty row is no row of its own.
  const firstRow = dialect.endsLastLine ? TITLE_ROWS + 2 : TITLE_ROWS + 1;
  const intact = written.flatMap(({ intact: row }, at): IntactRow[] =>
    row === null ? [] : [{ row, line: firstRow + at }],
  );
  return { bytes: edited, suffix: 'xlsx', intact: edited === workbook ? intact : [], forges: forgesOnly(defects) };
}

/** XML would make a line feed of a carriage return: in workbooks it is written so. */
function sheetCells(texts: Texts, dialect: Dialect): string[] {
  return cellsOf(texts, dialect).map((cell) => cell.replaceAll('\r', '_x000D_'));
}

function plantIntoCells(written: SheetRow[], rows: readonly ModelRow[], dialect: Dialect, defect: Defect): void {
  const at = defect.at % Math.max(1, written.length);
  const row = rows[at % Math.max(1, rows.length)];
  const line = written[at];
  if (row === undefined || line === undefined) return;
  const { kind, where, value } = defect;
  if (kind === 'duplicate-line') written.splice(value % (written.length + 1), 0, line);
  else if (kind === 'junk-line') written.splice(at, 0, { cells: ['Tổng cộng', 12], intact: null });
  else if (kind === 'drop-column' || kind === 'swap-columns') {
    const cells = line.cells.map((cell, column) => (column === where % line.cells.length ? formulaOr(value) : cell));
    written[at] = { cells, intact: null };
  } else {
    const texts = withDefectiveTexts(textsOf(row), defect);
    if (texts.dossierCode !== '' && JSON.stringify(texts) === JSON.stringify(textsOf(row))) return;
    written[at] = { cells: sheetCells(texts, dialect), intact: null };
  }
}

function formulaOr(value: number): CellOf {
  return [formula, error, null, 20200615][value % 4] ?? null;
}

function editArchive(archive: Buffer, { kind, where, at, value }: Defect): Buffer {
  // Not only its first bytes.
  const place = (where * 257 + at * 8191 + value) % archive.length;
  if (kind === 'truncate') return archive.subarray(0, place);
  if (kind === 'delete-byte') return Buffer.concat([archive.subarray(0, place), archive.subarray(place + 1)]);
  if (kind === 'insert-byte')
    return Buffer.concat([archive.subarray(0, place), Buffer.from([value]), archive.subarray(place)]);
  if (kind !== 'flip-byte') return archive;
  const edited = Buffer.from(archive);
  edited[place] = (edited[place] ?? 0) ^ (1 << (value % 8));
  return edited;
}
