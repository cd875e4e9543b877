import { isSameHash, UNREADABLE_ROW } from './row-hash.ts';
import { isOpenKind, type State } from './state.ts';

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

/** unitId -> how many open dossiers a day's file states under it, of those that have any */
export function countOpenByUnit(state: State): Map<string, number> {
  const open = new Map<string, number>();
  for (let position = 0; position < state.size; position++) {
    const unitId = state.isMissingAt(position) || !isOpenKind(state.kindAt(position)) ? null : state.unitIdAt(position);
    if (unitId !== null) open.set(unitId, (open.get(unitId) ?? 0) + 1);
  }
  return open;
}
