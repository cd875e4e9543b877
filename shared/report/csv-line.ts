/**
 * Where a spreadsheet would find a formula: at a cell's beginning, and after what separates cells under other settings
 * (Vietnamese ones take `;`), where quotation marks within a cell keep nothing together.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const BEFORE_FORMULA = /^(?=[\t\r])|(?<=^|[;\t\r\n])(?=[\s"\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/gu;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * One line of CSV (RFC 4180) without its line break; nothing in it runs as a formula when a spreadsheet opens it. Written
 * here rather than by csv-stringify, which a function would load at every start.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(cell: string | number | null): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const harmless = cell.replace(BEFORE_FORMULA, "'");
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
