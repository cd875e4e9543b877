import type { Unit } from './unit.ts';

/** unitId -> its last row */
export function latestRows<Row extends Pick<Unit, 'unitId' | 'validFrom'>>(units: readonly Row[]): Map<string, Row> {
  const last = new Map<string, Row>();
  for (const row of units) {
    const known = last.get(row.unitId);
    if (known === undefined || known.validFrom < row.validFrom) last.set(row.unitId, row);
  }
  return last;
}
