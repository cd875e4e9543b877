import type { Day } from '../calendar/day.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { UnitRows } from '../snapshot/count-rows-by-unit.ts';
import type { StateEntry } from '../snapshot/state.ts';
import { isOpenKind } from '../snapshot/state.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import type { DayActivity, UnitActivity } from './activity.ts';
import { noActivity } from './no-activity.ts';

interface Entries {
  rejected: number;
  added: number;
  changed: number;
  completionsEntered: number;
}

/** Counts what units did, as the rows that say something new pass by; the others cost nothing. */
export class ActivityCounter {
  readonly #priorDay: Day | null;
  readonly #byUnit = new Map<string, Entries>();

  /** @param priorDay the day of the snapshot before; null for the source's first, in which all is new and nothing tells when */
  constructor(priorDay: Day | null) {
    this.#priorDay = priorDay;
  }

  /** A dossier of which the file says something else than the snapshot before, in a field that is stored. */
  take({ unitId, statusClass }: Pick<Dossier, 'unitId' | 'statusClass'>, before: StateEntry | null): void {
    if (this.#priorDay === null) return;
    const entries = this.#of(unitId);
    const isAdded = before === null || before.kind === 'outside';
    if (isAdded) entries.added++;
    else entries.changed++;
    if (hasEnded(statusClass) && (isAdded || isOpenKind(before.kind))) entries.completionsEntered++;
  }

  /** A row that cannot be read; null: it does not say of which unit. */
  reject(unitId: string | null): void {
    if (unitId !== null) this.#of(unitId).rejected++;
  }

  /**
   * @param shown unitId -> what the file shows of it
   * @param expected the units for which the source counts
   */
  finish(
    { sourceId, day }: Pick<DayActivity, 'sourceId' | 'day'>,
    shown: ReadonlyMap<string, UnitRows>,
    expected: Iterable<string>,
  ): DayActivity {
    const unitIds = [...new Set([...shown.keys(), ...this.#byUnit.keys()])].toSorted();
    const units = unitIds.map((unitId): [string, UnitActivity] => [
      unitId,
      { ...noActivity, ...shown.get(unitId), ...this.#byUnit.get(unitId) },
    ]);
    const withoutRows = [...expected].filter((unitId) => (shown.get(unitId)?.rows ?? 0) === 0).toSorted();
    return { sourceId, day, priorDay: this.#priorDay, units: Object.fromEntries(units), withoutRows };
  }

  #of(unitId: string): Entries {
    const known = this.#byUnit.get(unitId);
    if (known !== undefined) return known;
    const made = { rejected: 0, added: 0, changed: 0, completionsEntered: 0 };
    this.#byUnit.set(unitId, made);
    return made;
  }
}
