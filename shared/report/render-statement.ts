import { unzipSync, zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import type { Statement } from './statement.ts';
import { statementSheets } from './statement-sheets.ts';

/** The earliest that an archive can say; taken as a wall clock, it is the same in every time zone. */
const NO_TIME = new Date(1980, 0, 1);

/** A unit's yearly statement as a workbook (XLSX). The same account gives the same bytes. */
export async function renderStatement(statement: Statement): Promise<Uint8Array> {
  const sheets = statementSheets(statement).map(({ data, columns, sheet }) => ({
    sheet,
    columns: [...columns],
    data: data.map((row) => [...row]),
    orientation: 'landscape' as const,
  }));
  const workbook = await writeXlsxFile(sheets).toBuffer();
  // The archive says when each of its parts was packed, which is now.
  return zipSync(unzipSync(workbook), { mtime: NO_TIME });
}
