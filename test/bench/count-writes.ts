import type { Tables } from '../../shared/runtime/tables.ts';

/** table -> writes sent to it, refused ones among them. */
export type Writes = Map<string, number>;

/** Counts every item that a client sends to be written, from now on. */
export function countWrites(tables: Tables): Writes {
  const writes: Writes = new Map();
  tables.middlewareStack.add(
    (next) => (args) => {
      const { TableName: table, Item: item } = args.input as { TableName?: string; Item?: unknown };
      if (table !== undefined && item !== undefined) writes.set(table, (writes.get(table) ?? 0) + 1);
      return next(args);
    },
    { step: 'initialize' },
  );
  return writes;
}
