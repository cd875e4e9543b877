/** Rows as lines of aligned columns: the first `leftColumns` to the left, the others to the right. */
export function alignTable(rows: readonly (readonly string[])[], leftColumns: number): string[] {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(known[column] ?? 0, widthOf(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const padding = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return column < leftColumns ? `${cell}${padding}` : `${padding}${cell}`;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Vietnamese letters may be written with combining marks; composed, each takes one place. */
function widthOf(cell: string): number {
  return [...cell.normalize('NFC')].length;
}
