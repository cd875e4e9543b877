import type { ScratchFile } from '../runtime/scratch-file.ts';
import type { Source } from '../source/source.ts';
import type { Header } from './read-header.ts';
import { RefusedFile } from './refused-file.ts';
import type { RowTaker } from './row-cutter.ts';
import { XlsxArchive } from './xlsx-archive.ts';
import { SheetRows } from './xlsx-rows.ts';
import { readSharedStrings } from './xlsx-shared-strings.ts';
import { readSheet } from './xlsx-sheet.ts';
import { readWorkbook } from './xlsx-workbook.ts';

/**
 * Reads the rows of a workbook. Every sheet that has the heading row is read, one after another, shown or hidden; sheets
 * without it (covers, lists) are passed over. Memory holds the workbook's shared texts and one row.
 *
 * @param file the workbook on disk: its table of contents stands at its end
 * @throws RefusedFile `unreadable-workbook`, `too-large`, `wrong-schema`
 */
export async function readXlsx(file: ScratchFile, source: Source, taker: RowTaker): Promise<void> {
  const archive = await XlsxArchive.open(file);
  try {
    await readRows(archive, source, taker);
  } finally {
    archive.close();
  }
}

async function readRows(archive: XlsxArchive, source: Source, taker: RowTaker): Promise<void> {
  const workbook = await readWorkbook(archive);
  const strings = await readSharedStrings(archive, workbook.sharedStringsPart);
  let header: Header | null = null;
  const withoutHeading: string[] = [];
  for (const { name, part } of workbook.sheets) {
    const rows: SheetRows = new SheetRows(source, taker, { name, workbook, earlierHeader: header });
    await readSheet(
      archive,
      part,
      strings,
      (rowNumber, cells) => rows.take(rowNumber, cells),
      () => rows.isDone,
    );
    header = rows.header ?? header;
    if (rows.header === null) withoutHeading.push(`${name} lacks ${rows.missingHeadings.join(', ')}`);
  }
  if (header === null) throw noHeading(withoutHeading);
}

function noHeading(sheets: readonly string[]): RefusedFile {
  const found = sheets.join('; ').slice(0, 500) || 'it has no worksheet';
  const message = `No sheet has a row, among its first 50, with all the headings that are needed: ${found}.`;
  return new RefusedFile({ code: 'wrong-schema', message });
}
