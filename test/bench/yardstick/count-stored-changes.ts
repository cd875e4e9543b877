import { dossiersIn, rowOf, type SnapshotRow } from './snapshot-row.ts';
import { yardstickSource } from './source.ts';

const storedColumns = Object.values(yardstickSource.columns) as readonly (keyof SnapshotRow)[];

/**
 * How many dossiers of the second snapshot are new, or differ from the first in a column that is stored, found by
 * comparing the snapshots themselves. Rows that no ingest can take in (no such unit, status or date) are left out.
 */
export function countStoredChanges(rows: number): number {
  let changes = 0;
  for (let index = 0; index < dossiersIn(rows, 2); index++) {
    const before = index < rows ? rowOf(index, rows, 1) : null;
    const after = rowOf(index, rows, 2);
    if (after !== null && isReadable(after) && (before === null || isStoredOtherwise(before, after))) changes++;
  }
  return changes;
}

function isStoredOtherwise(before: SnapshotRow, after: SnapshotRow): boolean {
  return !isReadable(before) || storedColumns.some((column) => before[column] !== after[column]);
}

function isReadable({ unit_code, status, received_at }: SnapshotRow): boolean {
  const isKnownUnit = unit_code !== '999.99.99.H01';
  return isKnownUnit && yardstickSource.statuses[status] !== undefined && received_at.slice(5, 7) <= '12';
}
