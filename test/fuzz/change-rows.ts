import type { Change, ModelRow } from './fuzz-case.ts';

/** The second day's rows: the first day's, edited as a portal's day goes. */
export function changeRows(rows: readonly ModelRow[], changes: readonly Change[]): ModelRow[] {
  const changed = [...rows];
  let next = rows.length + 1;
  for (const change of changes) {
    if (changed.length === 0) break;
    const at = change.at % changed.length;
    const row = changed[at];
    if (row === undefined) continue;
    changed.splice(at, 1, ...changedRow(row, change, next));
    if (change.kind === 'insert') next++;
    if (change.kind === 'to-end') changed.push(...changed.splice(at, 1));
    if (change.kind === 'reverse-all') changed.reverse();
    if (change.kind === 'to-front') changed.unshift(...changed.splice(at, 1));
  }
  return changed;
}

function changedRow(row: ModelRow, { kind, value }: Change, next: number): ModelRow[] {
  const on = (value % 28) + 1;
  switch (kind) {
    case 'complete':
      return [{ ...row, done: row.done === null ? { on } : null }];
    case 'end-without-date':
      return [{ ...row, done: { on: null } }];
    case 'move-unit':
      return [{ ...row, unit: row.unit === 0 ? 1 : 0 }];
    case 'stamp':
      return [{ ...row, stamp: row.stamp + 1 }];
    case 'move-due':
      return [{ ...row, due: { on, hasTime: value % 2 === 0 } }];
    case 'rename':
      return [{ ...row, name: row.name + 1 }];
    case 'insert':
      return [{ ...row, number: next }, row];
    case 'remove':
      return [];
    default:
      return [row];
  }
}
