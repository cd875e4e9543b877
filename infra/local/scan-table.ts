import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { Tables } from '../../shared/runtime/tables.ts';

/** Every row of a table. It suits one province on an embedded engine, and only there. */
export async function scanTable<Schema extends z.ZodType>(
  tables: Tables,
  tableName: string,
  schema: Schema,
): Promise<z.infer<Schema>[]> {
  const rows: z.infer<Schema>[] = [];
  let startKey: ScanCommandInput['ExclusiveStartKey'];
  do {
    const scan = { TableName: tableName, ConsistentRead: true, ...(startKey && { ExclusiveStartKey: startKey }) };
    const page = await tables.send(new ScanCommand(scan));
    for (const item of page.Items ?? []) rows.push(schema.parse(item));
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
  return rows;
}
