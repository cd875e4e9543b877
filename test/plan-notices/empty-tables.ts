import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Tables } from '../../shared/runtime/tables.ts';

/**
 * Deletes every item of small tables, so that each test begins with an empty province.
 *
 * @param keyNames table name -> the attributes of its key
 */
export async function emptyTables(
  tables: Tables,
  keyNames: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  for (const [tableName, names] of Object.entries(keyNames)) {
    const { Items = [] } = await tables.send(new ScanCommand({ TableName: tableName }));
    for (const item of Items) {
      const key = Object.fromEntries(names.map((name) => [name, item[name]]));
      await tables.send(new DeleteCommand({ TableName: tableName, Key: key }));
    }
  }
}
