import type { Day } from '../calendar/day.ts';
import { isInForce, type Validity } from '../calendar/validity.ts';
import type { UnitLineage } from './unit.ts';

/** A unit as far as its lineage goes: a dated row of the register. */
export type DatedUnit = Validity & { readonly unitId: string };

export interface LineageRows {
  /** Also several rows of one unit. */
  readonly units: readonly DatedUnit[];
  readonly lineage: readonly UnitLineage[];
}

/** A unit that lives on in another, or that another came from. */
export interface Kin {
  readonly unitId: string;
  /** Whether the older one went whole into the younger one, in each step between them. */
  readonly isFull: boolean;
}

/** One merger or split on, from a unit that was come to on a day (null: that one begins with). */
type StepsFrom = (unitId: string, at: Day | null) => readonly (Kin & { readonly on: Day })[];

/** What became of units in mergers and splits, and what they came from, through any number of them. */
export class Lineage {
  readonly #rowsOfOld: ReadonlyMap<string, readonly UnitLineage[]>;
  readonly #rowsOfNew: ReadonlyMap<string, readonly UnitLineage[]>;
  readonly #unitRows: ReadonlyMap<string, readonly DatedUnit[]>;

  constructor({ units, lineage }: LineageRows) {
    this.#rowsOfOld = Map.groupBy(lineage, ({ oldUnitId }) => oldUnitId);
    this.#rowsOfNew = Map.groupBy(lineage, ({ newUnitId }) => newUnitId);
    this.#unitRows = Map.groupBy(units, ({ unitId }) => unitId);
  }

  isInForce(unitId: string, day: Day): boolean {
    return (this.#unitRows.get(unitId) ?? []).some((row) => isInForce(row, day));
  }

  /** The mergers and splits that a unit came from, as the registry has them, oldest first. */
  rowsInto(unitId: string): readonly UnitLineage[] {
    return inOrder(this.#rowsOfNew.get(unitId) ?? []);
  }

  /** The mergers and splits that a unit went into, oldest first. */
  rowsOutOf(unitId: string): readonly UnitLineage[] {
    return inOrder(this.#rowsOfOld.get(unitId) ?? []);
  }

  /** All units that a unit went into, directly or through others, whenever. */
  descendantsOf(unitId: string): string[] {
    const found = new Set<string>();
    const pending = [unitId];
    for (const from of pending) {
      for (const { newUnitId } of this.rowsOutOf(from)) {
        if (!found.has(newUnitId)) pending.push(newUnitId);
        found.add(newUnitId);
      }
    }
    return [...found];
  }

  /**
   * Where a unit has gone to by a day: the units at the end of its line, and those on the way that are still in force. It
   * went whole only if there is one of them. Empty where nothing had become of it by then.
   */
  successorsOn(unitId: string, day: Day): Kin[] {
    const found = this.#reach(unitId, day, (from, arrivedOn) =>
      this.rowsOutOf(from)
        .filter(({ on }) => on <= day && (arrivedOn === null || arrivedOn <= on))
        .map(({ newUnitId, share, on }) => ({ unitId: newUnitId, isFull: share === 'full', on })),
    );
    return found.length > 1 ? found.map((kin) => ({ ...kin, isFull: false })) : found;
  }

  /** The units that stood on a day where this one stands now. Empty where it came from none since. */
  predecessorsOn(unitId: string, day: Day): Kin[] {
    return this.#reach(unitId, day, (from, leftOn) =>
      this.rowsInto(from)
        .filter(({ on }) => on > day && (leftOn === null || on <= leftOn))
        .map(({ oldUnitId, share, on }) => ({ unitId: oldUnitId, isFull: share === 'full', on })),
    );
  }

  /**
   * The units that stand for a unit on a day: itself, where it is in force or nothing is known of its line; else those it
   * went into by then, or, before it was made, those it came from.
   */
  standingOn(unitId: string, day: Day): Kin[] {
    const itself = [{ unitId, isFull: true }];
    if (this.isInForce(unitId, day)) return itself;
    const successors = this.successorsOn(unitId, day);
    if (successors.length > 0) return successors;
    const predecessors = this.predecessorsOn(unitId, day);
    return predecessors.length > 0 ? predecessors : itself;
  }

  /**
   * All units that can be reached, whole only where every step of every way to them is. Who comes to a unit does not take
   * the ways that others left it by before. Import refuses circles.
   */
  #reach(start: string, day: Day, stepsFrom: StepsFrom): Kin[] {
    const reached = new Map<string, boolean>();
    const walk = (from: string, at: Day | null, isFullSoFar: boolean, way: ReadonlySet<string>) => {
      const steps = stepsFrom(from, at).filter(({ unitId }) => !way.has(unitId));
      const isEnd = steps.length === 0 || this.isInForce(from, day);
      if (isEnd && from !== start) reached.set(from, (reached.get(from) ?? true) && isFullSoFar);
      for (const { unitId, isFull, on } of steps) walk(unitId, on, isFullSoFar && isFull, new Set([...way, unitId]));
    };
    walk(start, null, true, new Set([start]));
    return [...reached]
      .map(([unitId, isFull]) => ({ unitId, isFull }))
      .toSorted((one, other) => (one.unitId < other.unitId ? -1 : 1));
  }
}

function inOrder(rows: readonly UnitLineage[]): UnitLineage[] {
  const keyOf = ({ on, oldUnitId, newUnitId }: UnitLineage) => `${on}#${oldUnitId}#${newUnitId}`;
  return rows.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
