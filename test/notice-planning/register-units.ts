import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { registryKinds } from '../../shared/registry/registry-store.ts';
import type { Tables } from '../../shared/runtime/tables.ts';
import type { Unit } from '../../shared/unit/unit.ts';

/** Puts units into the registry, as an import of that instant does. */
export async function registerUnits(
  tables: Tables,
  tableName: string,
  units: readonly Unit[],
  importedAt = '2020-01-01T00:00:00.000Z',
): Promise<void> {
  for (const row of units) {
    const Item = { kind: 'unit', id: registryKinds.unit.idOf(row), row, importedAt, importedFrom: 'units.csv' };
    await tables.send(new PutCommand({ TableName: tableName, Item }));
  }
}
