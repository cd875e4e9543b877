import { examineRow } from '../../shared/registry/examine-row.ts';
import type { FileRow, StoredEntry } from '../../shared/registry/registry-entry.ts';

/** A row of unit-sources.csv: unit `unitId` counts by source `portal` from `validFrom` to `validTo`. */
export function unitSourceRow(line: number, unitId: string, validFrom: string, validTo: string | null): FileRow {
  const { entry, faults } = examineRow('unit-source', { unitId, sourceId: 'portal', validFrom, validTo });
  if (entry === null) throw new Error(JSON.stringify(faults));
  return { line, entry };
}

export function stored(row: FileRow, importedAt: string, importedFrom = 'unit-sources.csv'): StoredEntry {
  return { entry: row.entry, importedAt, importedFrom };
}
