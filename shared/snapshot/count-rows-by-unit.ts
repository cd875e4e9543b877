import { isEndedKind, OUTSIDE, type State } from './state.ts';

export interface UnitRows {
  /** Dossiers that the day's file states under the unit ... */
  readonly rows: number;
  /** ... and those of them that are open. */
  readonly open: number;
  /** Dossiers last seen open under the unit that the file does not show any more, or not readably. */
  readonly vanished: number;
}

/** unitId -> what a day's file states under it, or no longer shows of it, of units of which there is either. */
export function countRowsByUnit(state: State): Map<string, UnitRows> {
  const { unit, kind } = state.columns;
  const counts = state.unitIds.map(() => ({ rows: 0, open: 0, vanished: 0 }));
  for (let position = 0; position < state.size; position++) {
    const ofUnit = counts[unit[position] ?? 0];
    if (kind[position] === OUTSIDE || ofUnit === undefined) continue;
    const isOpen = !isEndedKind(kind[position]);
    if (state.isMissingAt(position)) {
      if (isOpen) ofUnit.vanished++;
      continue;
    }
    ofUnit.rows++;
    if (isOpen) ofUnit.open++;
  }
  const counted = state.unitIds.map((unitId, at) => [unitId, counts[at] ?? { rows: 0, open: 0, vanished: 0 }] as const);
  return new Map(counted.filter(([, { rows, vanished }]) => rows + vanished > 0));
}
