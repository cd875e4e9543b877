import type { FileRow, Rejection } from './registry-entry.ts';

/** What a file holds: rows that stand by themselves, and what was rejected. Counts rows, so that none is lost. */
export interface FileRows {
  readonly rowsRead: number;
  readonly rows: readonly FileRow[];
  readonly rejections: readonly Rejection[];
}

/** A file that cannot be read as rows at all. */
export function refusal(line: number | null, value: string, reason: string): FileRows {
  return { rowsRead: 0, rows: [], rejections: [{ line, column: null, value, reason }] };
}
