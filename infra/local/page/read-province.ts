import { MuteStore } from '../../../shared/notice/mute-store.ts';
import { RegistryStore } from '../../../shared/registry/registry-store.ts';
import type { ProvinceRecords } from '../../../shared/report/province-records.ts';
import type { Tables } from '../../../shared/runtime/tables.ts';
import type { TableNames } from '../deploy.ts';
import { readOutcome } from '../read-outcome.ts';

/** Everything that the page shows, read from the tables whole: that suits one province on an embedded engine, and only there. */
export async function readProvince(tables: Tables, tableNames: TableNames): Promise<ProvinceRecords> {
  const registry = new RegistryStore(tables, tableNames.Registry);
  const { monthTallies, ...records } = await readOutcome(tables, tableNames);
  const judged = new Set(records.evaluations.map(({ unitId, month }) => `${unitId}#${month}`));
  return {
    ...records,
    lineage: await registry.unitLineage(),
    sources: await registry.sources(),
    mutes: await new MuteStore(tables, tableNames.Registry).all(),
    openTallies: monthTallies
      .filter(({ key }) => !judged.has(`${key.unitId}#${key.month}`))
      .map(({ key, counts }) => ({ ...counts, ...key })),
  };
}
