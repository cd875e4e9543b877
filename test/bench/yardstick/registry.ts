import { type RegistryOfDay, registryAsOf } from '../../../functions/ingest-snapshot/registry-of-day.ts';
import { snapshotDays, yardstickSource, yardstickUnitCodes, yardstickUnitSources, yardstickUnits } from './source.ts';

/** What the registry says on the yardstick's days: one source that counts for all units. */
export function yardstickRegistry(): RegistryOfDay {
  const rows = {
    source: yardstickSource,
    unitCodes: yardstickUnitCodes,
    policies: [],
    units: yardstickUnits,
    unitSources: yardstickUnitSources,
    lineage: [],
    calendar: [],
    bounds: [],
  };
  return registryAsOf(rows, snapshotDays[1]);
}
