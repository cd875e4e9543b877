import type { UnitLineage } from '../unit/unit.ts';
import type { FileRow, RegistryEntry, Rejection } from './registry-entry.ts';

/** old unit -> the units that it went into */
type Ways = ReadonlyMap<string, readonly string[]>;

/**
 * Rows of `unit-lineage.csv` that close a circle, with each other or with stored rows that the file does not replace: a
 * unit cannot come from itself.
 */
export function findCircles(rows: readonly FileRow[], staying: readonly RegistryEntry[]): Rejection[] {
  const own = rows.flatMap((row) => lineageOf(row.entry).map((lineage) => ({ line: row.line, lineage })));
  if (own.length === 0) return [];
  const ways = waysOf([...staying.flatMap(lineageOf), ...own.map(({ lineage }) => lineage)]);
  return own.flatMap(({ line, lineage: { oldUnitId, newUnitId } }) => {
    const back = findWay(ways, newUnitId, oldUnitId);
    if (back === null) return [];
    const circle = [oldUnitId, ...back].join(' > ');
    const reason = `makes a unit come from itself (${circle}): a unit that is founded anew gets a unitId of its own; a stored row that is wrong is deleted from the Registry table`;
    return [{ line, column: 'newUnitId', value: newUnitId, reason }];
  });
}

/** Rows of a file that let one unit go whole into one and, on the same day, into another too. */
export function findDividedWholes(rows: readonly FileRow[]): Rejection[] {
  const own = rows.flatMap((row) => lineageOf(row.entry).map((lineage) => ({ line: row.line, lineage })));
  const groups = Map.groupBy(own, ({ lineage: { oldUnitId, on } }) => JSON.stringify([oldUnitId, on]));
  return [...groups.values()].flatMap((group) => {
    const isDivided = new Set(group.map(({ lineage }) => lineage.newUnitId)).size > 1;
    if (!isDivided || group.every(({ lineage }) => lineage.share === 'partial')) return [];
    return group.map(({ line, lineage: { oldUnitId, share } }) => ({
      line,
      column: 'share',
      value: share,
      reason: `${oldUnitId} goes into ${group.length} units on this day: share must be partial in each of these rows`,
    }));
  });
}

function lineageOf({ kind, row }: RegistryEntry): UnitLineage[] {
  return kind === 'unit-lineage' && 'oldUnitId' in row ? [row] : [];
}

function waysOf(rows: readonly UnitLineage[]): Ways {
  const groups = Map.groupBy(rows, ({ oldUnitId }) => oldUnitId);
  return new Map([...groups].map(([oldUnitId, group]) => [oldUnitId, group.map(({ newUnitId }) => newUnitId)]));
}

/** The shortest way from one unit to another, both included; null where there is none. */
function findWay(ways: Ways, from: string, to: string): string[] | null {
  const cameFrom = new Map<string, string | null>([[from, null]]);
  for (const unitId of cameFrom.keys()) {
    if (unitId === to) return wayBack(cameFrom, to);
    for (const next of ways.get(unitId) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, unitId);
  }
  return null;
}

function wayBack(cameFrom: ReadonlyMap<string, string | null>, to: string): string[] {
  const way: string[] = [];
  for (let unitId: string | null = to; unitId !== null; unitId = cameFrom.get(unitId) ?? null) way.unshift(unitId);
  return way;
}
