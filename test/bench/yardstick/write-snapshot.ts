import { closeSync, openSync, writeSync } from 'node:fs';
import { columns, dossiersIn, rowOf, type SnapshotNumber, type SnapshotRow } from './snapshot-row.ts';

export interface SnapshotFile {
  readonly path: string;
  /** Dossiers of the first snapshot. */
  readonly rows: number;
  readonly snapshot: SnapshotNumber;
  /** In another order than the day before's, the same one every time. */
  readonly isShuffled?: boolean;
}

const LINES_AT_ONCE = 4096;

/** Writes a snapshot as CSV (CRLF, UTF-8 without BOM): the same arguments give the same bytes. Returns its rows. */
export function writeSnapshot({ path, rows, snapshot, isShuffled = false }: SnapshotFile): number {
  const file = openSync(path, 'w');
  let lines = [columns.join(',')];
  let written = 0;
  for (const index of indexes(dossiersIn(rows, snapshot), isShuffled)) {
    const row = rowOf(index, rows, snapshot);
    if (row === null) continue;
    lines.push(lineOf(row));
    written++;
    if (lines.length < LINES_AT_ONCE) continue;
    writeLines(file, lines);
    lines = [];
  }
  writeLines(file, lines);
  closeSync(file);
  return written;
}

function writeLines(file: number, lines: readonly string[]): void {
  if (lines.length > 0) writeSync(file, `${lines.join('\r\n')}\r\n`);
}

function lineOf(row: SnapshotRow): string {
  return columns.map((column) => cell(row[column])).join(',');
}

function cell(value: string): string {
  return /[,"\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function indexes(count: number, isShuffled: boolean): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  if (isShuffled) shuffle(order);
  return order;
}

/** Fisher and Yates, with the numbers of a linear congruential generator. */
function shuffle(order: Uint32Array): void {
  let state = 12_345;
  for (let last = order.length - 1; last > 0; last--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (last + 1));
    const moved = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = moved;
  }
}
