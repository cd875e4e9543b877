import { isEndedKind, OUTSIDE, type State } from './state.ts';

export interface UnitRows {
  /** Dossiers that the day's file states under the unit ... */
  readonly rows: number;
  /** ... and those of them that are open. */
  readonly open: number;
}

/** unitId -> what a day's file states under it, of units that it names. */
export function countRowsByUnit(state: State): Map<string, UnitRows> {
  const { unit, kind } = state.columns;
  const rows = new Uint32Array(state.unitIds.length);
  const open = new Uint32Array(state.unitIds.length);
  for (let position = 0; position < state.size; position++) {
    const ofUnit = unit[position] ?? 0;
    if (kind[position] === OUTSIDE || state.isMissingAt(position) || ofUnit >= rows.length) continue;
    rows[ofUnit] = (rows[ofUnit] ?? 0) + 1;
    if (!isEndedKind(kind[position])) open[ofUnit] = (open[ofUnit] ?? 0) + 1;
  }
  const counted = state.unitIds.map((unitId, at) => [unitId, { rows: rows[at] ?? 0, open: open[at] ?? 0 }] as const);
  return new Map(counted.filter(([, { rows: all }]) => all > 0));
}
