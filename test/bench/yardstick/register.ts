import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { registryKinds } from '../../../shared/registry/registry-store.ts';
import type { Tables } from '../../../shared/runtime/tables.ts';
import { yardstickSource, yardstickUnitCodes, yardstickUnitSources, yardstickUnits } from './source.ts';

/** BatchWriteItem takes at most so many items. */
const ITEMS_PER_BATCH = 25;

/** Puts the yardstick's registry rows where an import puts them. */
export async function registerYardstick(tables: Tables, tableName: string): Promise<void> {
  const { source, unit, 'unit-source': unitSource, 'unit-code': unitCode } = registryKinds;
  const items = [
    { kind: 'source', id: source.idOf(yardstickSource), row: yardstickSource },
    ...yardstickUnits.map((row) => ({ kind: 'unit', id: unit.idOf(row), row })),
    ...yardstickUnitSources.map((row) => ({ kind: 'unit-source', id: unitSource.idOf(row), row })),
    ...yardstickUnitCodes.map((row) => ({ kind: 'unit-code', id: unitCode.idOf(row), row })),
  ];
  for (let first = 0; first < items.length; first += ITEMS_PER_BATCH) {
    const puts = items.slice(first, first + ITEMS_PER_BATCH).map((Item) => ({ PutRequest: { Item } }));
    await tables.send(new BatchWriteCommand({ RequestItems: { [tableName]: puts } }));
  }
}
