import { isSameHash, UNREADABLE_ROW } from './row-hash.ts';
import { isOpenKind, type State } from './state.ts';
import { dueAtMsOf } from './state-columns.ts';

/** The open dossiers whose rows a day has, readable or not, of units that are still this source's or nobody's. */
export function countOpen(state: State, movedUnits: ReadonlySet<string>): number {
  let open = 0;
  for (let position = 0; position < state.size; position++) {
    const isPresent = !state.isMissingAt(position) || isSameHash(state.rowHashAt(position), UNREADABLE_ROW);
    const isOpen = isOpenKind(state.kindAt(position)) && isPresent;
    if (isOpen && !movedUnits.has(state.unitIdAt(position) ?? '')) open++;
  }
  return open;
}

export interface OpenDossiers {
  readonly open: number;
  /** Those of them that are past their due date. */
  readonly overdue: number;
}

/**
 * unitId -> the open dossiers that a day's file states under it, of those that have any
 *
 * @param asOfMs the instant up to which the file shows everything
 */
export function countOpenByUnit(state: State, asOfMs: number): Map<string, OpenDossiers> {
  const counts = new Map<string, OpenDossiers>();
  for (let position = 0; position < state.size; position++) {
    const unitId = state.isMissingAt(position) || !isOpenKind(state.kindAt(position)) ? null : state.unitIdAt(position);
    if (unitId === null) continue;
    const { open, overdue } = counts.get(unitId) ?? { open: 0, overdue: 0 };
    const isOverdue = dueAtMsOf(state.columns, position) < asOfMs;
    counts.set(unitId, { open: open + 1, overdue: overdue + Number(isOverdue) });
  }
  return counts;
}
