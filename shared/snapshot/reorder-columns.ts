import { freeMemory, type NumberColumn } from './column-memory.ts';
import { columnNames, lanesOf, type StateColumns } from './state-columns.ts';

/** Runs at least so long are moved as a whole. */
const LONG_RUN = 16;
const DROPPED = 0;
/** Of an entry in the widest column. */
const WIDEST_BYTES = 8;

/**
 * Brings the entries of columns into a new order, in place but for one column's room.
 *
 * @param order slot -> new position + 1, 0 for entries that are dropped
 * @param count how many entries there are afterwards
 */
export function reorderColumns(columns: StateColumns, order: Int32Array, count: number): void {
  const runs = runsOf(order);
  if (isForward(order, runs)) {
    for (const name of columnNames) closeUp(columns[name], order, runs, lanesOf(name));
    return;
  }
  const room = new Uint8Array(count * WIDEST_BYTES);
  for (const name of columnNames) reorder(columns[name], room.buffer, { order, runs, count, lanes: lanesOf(name) });
  freeMemory(room);
}

interface Move {
  readonly order: Int32Array;
  readonly runs: readonly number[];
  readonly count: number;
  /** How many elements of the column make one entry. */
  readonly lanes: number;
}

/** The first slots of runs whose new positions follow one another; none where the runs are short on the whole. */
function runsOf(order: Int32Array): number[] {
  const starts: number[] = [];
  for (let slot = 0; slot < order.length; slot++) {
    const previous = slot === 0 ? DROPPED : order[slot - 1];
    if (previous === undefined || previous === DROPPED || order[slot] !== previous + 1) starts.push(slot);
    if (starts.length * LONG_RUN > order.length + LONG_RUN * LONG_RUN) return [];
  }
  return starts;
}

/** Whether entries only close up over dropped ones: so it is in files in yesterday's order. */
function isForward(order: Int32Array, runs: readonly number[]): boolean {
  let last = DROPPED;
  for (const start of runs) {
    const target = order[start] ?? DROPPED;
    if (target === DROPPED) continue;
    if (target < last || target > start + 1) return false;
    last = target;
  }
  return runs.length > 0 || order.length === 0;
}

function closeUp(column: NumberColumn, order: Int32Array, runs: readonly number[], lanes: number): void {
  for (const [index, start] of runs.entries()) {
    const end = runs[index + 1] ?? order.length;
    const target = (order[start] ?? DROPPED) - 1;
    if (target >= 0 && target < start) column.copyWithin(target * lanes, start * lanes, end * lanes);
  }
}

function reorder(column: NumberColumn, room: ArrayBuffer, move: Move): void {
  const moved = viewOf(room, column, move.count * move.lanes);
  if (move.runs.length === 0) moveEach(column, moved, move);
  else moveRuns(column, moved, move);
  column.set(moved);
}

function viewOf(room: ArrayBuffer, column: NumberColumn, length: number): NumberColumn {
  if (column instanceof Uint32Array) return new Uint32Array(room, 0, length);
  return column instanceof Uint16Array ? new Uint16Array(room, 0, length) : new Uint8Array(room, 0, length);
}

function moveEach(from: NumberColumn, to: NumberColumn, { order, lanes }: Move): void {
  for (let slot = 0; slot < order.length; slot++) {
    const target = (order[slot] ?? DROPPED) - 1;
    if (target < 0) continue;
    to[target * lanes] = from[slot * lanes] ?? 0;
    if (lanes === 2) to[target * 2 + 1] = from[slot * 2 + 1] ?? 0;
  }
}

function moveRuns(from: NumberColumn, to: NumberColumn, { order, runs, lanes }: Move): void {
  for (const [index, start] of runs.entries()) {
    const end = runs[index + 1] ?? order.length;
    const target = (order[start] ?? DROPPED) - 1;
    if (target >= 0) to.set(from.subarray(start * lanes, end * lanes), target * lanes);
  }
}
