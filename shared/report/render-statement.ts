import { renderWorkbook } from './render-workbook.ts';
import type { Statement } from './statement.ts';
import { statementSheets } from './statement-sheets.ts';

/** A unit's yearly statement as a workbook (XLSX). The same account gives the same bytes. */
export function renderStatement(statement: Statement): Promise<Uint8Array> {
  return renderWorkbook(statementSheets(statement));
}
