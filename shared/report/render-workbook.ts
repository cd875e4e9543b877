import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import { unzipSync, zipSync } from 'fflate';
import writeXlsxFile, { type Feature } from 'write-excel-file/node';
import type { StatementSheet } from './statement-sheets.ts';

/** The earliest that an archive can say; taken as a wall clock, it is the same in every time zone. */
const NO_TIME = new Date(1980, 0, 1);

/** Prints a sheet as wide as a page, and as long as it is. `sheetPr` must come first in a sheet. */
const fitToPageWidth: Feature<Stream | Buffer | Blob> = {
  files: {
    transform: {
      'xl/worksheets/sheet{id}.xml': {
        transform: (sheet) =>
          sheet.replace(/<worksheet[^>]*>/, (opening) => `${opening}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`),
        transformElementAttributes: (name, attributes) =>
          name === 'pageSetup' ? { ...attributes, fitToWidth: 1, fitToHeight: 0 } : attributes,
      },
    },
  },
};

/** Sheets as a workbook (XLSX). The same sheets give the same bytes. */
export async function renderWorkbook(sheets: readonly StatementSheet[]): Promise<Uint8Array> {
  const pages = sheets.map(({ data, columns, sheet, stickyRowsCount }) => ({
    sheet,
    stickyRowsCount,
    columns: [...columns],
    data: data.map((row) => [...row]),
    orientation: 'landscape' as const,
  }));
  const workbook = await writeXlsxFile(pages, { features: [fitToPageWidth] }).toBuffer();
  // The archive says when each of its parts was packed, which is now.
  return zipSync(unzipSync(workbook), { mtime: NO_TIME });
}
