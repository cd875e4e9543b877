import type { FileRow, Reference } from './registry-entry.ts';

/** The ids to which rows may refer: those stored, and those of the file itself. */
export interface KnownIds {
  readonly unit: ReadonlySet<string>;
  readonly source: ReadonlySet<string>;
}

/**
 * Says which rows refer to units or sources that nobody knows yet. These are warnings only: files may be dropped in any
 * order.
 */
export function findUnknownReferences(rows: readonly FileRow[], known: KnownIds): string[] {
  return rows.flatMap(({ line, entry }) =>
    entry.references.filter(({ to, id }) => !known[to].has(id)).map((reference) => warningOf(line, reference)),
  );
}

function warningOf(line: number, { column, to, id }: Reference): string {
  return `line ${line}: ${column} names the ${to} "${id}", which is not in the registry yet`;
}
