import type { Defect, Dialect, ModelRow } from './fuzz-case.ts';
import { textsOf } from './model-row.ts';
import type { PlantedLine } from './planted-line.ts';
import { intactLine, rowInsideText, withDefectiveTexts, writeRow } from './write-lines.ts';

const junk = ['<br />', '<b>Fatal error</b>: memory exhausted', '{"error":true}', '"', ',,,,,,', 'null', '\0\0\0'];

/** Writes rows as lines, with the defects of one day planted that can be planted into texts. */
export function plantDefects(rows: readonly ModelRow[], dialect: Dialect, defects: readonly Defect[]): PlantedLine[] {
  const lines = rows.map((row) => intactLine(row, dialect));
  // The defects of rows come first, while there is a line to each row.
  for (const defect of defects) plantIntoRow(lines, rows, dialect, defect);
  for (const defect of defects) if (defect.kind === 'quotes-around-rows') quoteRows(lines, rows, dialect, defect);
  for (const defect of defects) plantAmongLines(lines, defect);
  for (const defect of defects) if (defect.kind === 'truncate') cutOff(lines, defect);
  const last = lines.at(-1);
  if (last !== undefined && !dialect.endsLastLine) lines[lines.length - 1] = { ...last, end: '' };
  return lines;
}

function plantIntoRow(lines: PlantedLine[], rows: readonly ModelRow[], dialect: Dialect, defect: Defect): void {
  const at = defect.at % Math.max(1, rows.length);
  const row = rows[at];
  const line = lines[at];
  if (row === undefined || line === undefined || line.intact === null) return;
  const texts = withDefectiveTexts(textsOf(row), defect);
  const text = defect.kind === 'row-inside-text' ? rowInsideText(row, dialect) : writeRow(texts, dialect, defect);
  if (text !== line.text) lines[at] = { ...line, text, intact: null };
}

/** One text begins with a quote, the same column's text some rows later ends with one. */
function quoteRows(lines: PlantedLine[], rows: readonly ModelRow[], dialect: Dialect, defect: Defect): void {
  const first = defect.at % Math.max(1, rows.length);
  const last = first + 1 + (defect.value % 3);
  const [from, to] = [rows[first], rows[last]];
  if (dialect.format !== 'csv' || from === undefined || to === undefined) return;
  for (const [at, row, kind] of [
    [first, from, 'quote-before-field'] as const,
    [last, to, 'quote-after-field'] as const,
  ]) {
    const text = writeRow(textsOf({ ...row, name: 0 }), { ...dialect, quotesAll: false }, { ...defect, kind });
    lines[at] = { text, end: dialect.lineEnd, intact: null };
  }
}

function plantAmongLines(lines: PlantedLine[], { kind, at: place, where, value }: Defect): void {
  const at = place % Math.max(1, lines.length);
  const line = lines[at];
  if (line === undefined) return;
  const { text, end } = line;
  const middle = where % (text.length + 1);
  if (kind === 'duplicate-line') lines.splice(value % (lines.length + 1), 0, line);
  else if (kind === 'junk-line') lines.splice(at, 0, { text: junk[value % junk.length] ?? '', end, intact: null });
  else if (kind === 'blank-line') lines.splice(at, 0, { text: value % 2 === 0 ? '' : '  ', end, intact: null });
  else if (kind === 'other-line-end') lines[at] = { ...line, end: end === '\n' ? '\r\n' : '\n' };
  else if (kind === 'join-lines') joinLines(lines, at);
  else if (kind === 'split-line') {
    lines.splice(
      at,
      1,
      { text: text.slice(0, middle), end, intact: null },
      { text: text.slice(middle), end, intact: null },
    );
  }
}

/** A file that is cut off is mostly put aside: not too often. */
function cutOff(lines: PlantedLine[], { at: place, where, value }: Defect): void {
  const at = place % Math.max(1, lines.length);
  const line = lines[at];
  if (line === undefined || value % 4 !== 0) return;
  const text = line.text.slice(0, where % (line.text.length + 1));
  lines.splice(at, lines.length, { text, end: '', intact: null });
}

function joinLines(lines: PlantedLine[], at: number): void {
  const [first, second] = lines.slice(at, at + 2);
  if (first === undefined || second === undefined) return;
  lines.splice(at, 2, { text: first.text + second.text, end: second.end, intact: null });
}
