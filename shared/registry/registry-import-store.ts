import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DomainError } from '../runtime/domain-error.ts';
import { anyTextSchema } from '../runtime/field-schemas.ts';
import { isConditionRefused, queryAll, type Tables } from '../runtime/tables.ts';
import type { examineRow } from './examine-row.ts';
import type { Delivery } from './plan-import.ts';
import type { RegistryEntry, StoredEntry } from './registry-entry.ts';
import type { RegistryKind } from './registry-store.ts';

const itemSchema = z.object({
  id: anyTextSchema,
  row: z.unknown(),
  importedAt: anyTextSchema,
  importedFrom: anyTextSchema,
});

/** Attributes that stand beside `row` for people who look at the table; `kind` and `id` are the key. */
const readableColumns = ['name', 'title', 'unitId', 'sourceId', 'tier', 'validFrom', 'validTo'] as const;

/** The registry table as import-registry writes it; everybody else reads it by RegistryStore. */
export class RegistryImportStore {
  readonly #tables: Tables;
  readonly #tableName: string;

  constructor(tables: Tables, tableName: string) {
    this.#tables = tables;
    this.#tableName = tableName;
  }

  /**
   * Every row of a kind, with the delivery that it came from.
   *
   * @throws DomainError `REGISTRY_ROW_UNREADABLE` where a stored row no longer stands by the rules.
   */
  async stored(kind: RegistryKind): Promise<StoredEntry[]> {
    const { examineRow } = await import('./examine-row.ts'); // all kinds' schemas: not for who stores nothing
    const rows: StoredEntry[] = [];
    const query = {
      TableName: this.#tableName,
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: { ':kind': kind },
      ConsistentRead: true,
    };
    for await (const item of queryAll(this.#tables, query)) rows.push(readItem(kind, item, examineRow));
    return rows;
  }

  /** Writes a row unless a newer delivery has written it. Returns whether it was written. */
  async put(entry: RegistryEntry, { importedAt, importedFrom }: Delivery): Promise<boolean> {
    const isNotNewer = 'attribute_not_exists(id) OR importedAt <= :importedAt';
    try {
      await this.#tables.send(
        new PutCommand({
          TableName: this.#tableName,
          Item: {
            ...readableAttributes(entry),
            kind: entry.kind,
            id: entry.id,
            row: entry.row,
            importedAt,
            importedFrom,
          },
          ConditionExpression: isNotNewer,
          ExpressionAttributeValues: { ':importedAt': importedAt },
        }),
      );
      return true;
    } catch (error) {
      if (isConditionRefused(error)) return false;
      throw error;
    }
  }
}

function readItem(kind: RegistryKind, item: Record<string, unknown>, examine: typeof examineRow): StoredEntry {
  const { id, row, importedAt, importedFrom } = itemSchema.parse(item);
  const { entry, faults } = examine(kind, row);
  if (entry !== null) return { entry, importedAt, importedFrom };
  const complaints = faults.map(({ column, reason }) => `${column ?? 'row'} ${reason}`).join('; ');
  throw new DomainError(
    'REGISTRY_ROW_UNREADABLE',
    `The stored ${kind} ${id} is not readable (${complaints}): correct it in the table.`,
  );
}

function readableAttributes(entry: RegistryEntry): Record<string, unknown> {
  const columns: Readonly<Record<string, unknown>> = { ...entry.row };
  return Object.fromEntries(readableColumns.filter((name) => name in columns).map((name) => [name, columns[name]]));
}
