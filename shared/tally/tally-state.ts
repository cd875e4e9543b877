import type { ZoneOffsets } from '../calendar/zone.ts';
import { asOfEnd, type Standing } from '../snapshot/last-seen-before-end.ts';
import { isEndedKind, NO_UNIT, type State, statusClassOf } from '../snapshot/state.ts';
import { completedAtMsOf, dueAtMsOf, NO_INSTANT, receivedAtMsOf } from '../snapshot/state-columns.ts';
import { type CountedDossier, countDossier } from './count-dossier.ts';
import type { MonthToTally } from './months-to-tally.ts';
import { noCounts, type Tally } from './tally.ts';

export interface TallyInputs {
  readonly monthsOf: (unitId: string) => readonly MonthToTally[];
  /** position -> what was last seen before the end of a month that is over */
  readonly lastSeen: ReadonlyMap<number, Standing>;
  /** The province's time zone. */
  readonly zone: ZoneOffsets;
  readonly stateDigest: string;
  /** Units that get a row of zeros where they have no dossiers, so that a day derived anew leaves no older row standing. */
  readonly unitsWithZeros: Iterable<string>;
}

/** Counts every unit of a day's state, for the months that the day shows. */
export function tallyState(state: State, inputs: TallyInputs): Tally[] {
  const tallies = new Tallies(state, inputs);
  const startsAt = Uint32Array.from(state.unitIds, (unitId) => tallies.earliestStart(unitId));
  const { unit, kind, completedAt, receivedAt, dueAt } = state.columns;
  for (let position = 0; position < state.size; position++) {
    const start = startsAt[unit[position] ?? NO_UNIT] ?? 0;
    const due = dueAt[position] ?? NO_INSTANT;
    // All its dates lie before the months that are counted: so it is with most dossiers of a year, and none counts it.
    const isBefore =
      isEndedKind(kind[position]) &&
      (completedAt[position] ?? NO_INSTANT) < start &&
      (receivedAt[position] ?? NO_INSTANT) < start &&
      (due < start || due === NO_INSTANT);
    if (!isBefore || inputs.lastSeen.has(position)) tallyEntry(state, position, inputs, tallies);
  }
  return tallies.finish();
}

function tallyEntry(state: State, position: number, inputs: TallyInputs, tallies: Tallies): void {
  const unitId = state.unitIdAt(position);
  const statusClass = statusClassOf(state.kindAt(position));
  if (unitId === null || statusClass === null || state.isMissingAt(position)) return;
  const dossier = {
    unitId,
    statusClass,
    receivedAtMs: receivedAtMsOf(state.columns, position),
    dueAtMs: dueAtMsOf(state.columns, position),
    completedAtMs: completedAtMsOf(state.columns, position),
  };
  const lastSeen = inputs.lastSeen.get(position) ?? null;
  countFor(unitId, dossier, lastSeen, inputs, tallies);
  // A month that is over may count the dossier for another unit than the open month does.
  if (lastSeen !== null && lastSeen.unitId !== unitId) countFor(lastSeen.unitId, dossier, lastSeen, inputs, tallies);
}

/** Counts a dossier in those months of a unit that count it for the unit. */
function countFor(
  unitId: string,
  dossier: Standing & CountedDossier,
  lastSeen: Standing | null,
  { zone }: TallyInputs,
  tallies: Tallies,
): void {
  for (const { month, tally } of tallies.of(unitId)) {
    const counted = month.isAfterEnd ? asOfEnd(dossier, lastSeen, month.period.endMs) : dossier;
    if (counted.unitId === unitId) countDossier(tally, counted, month.period, month.counting, zone);
  }
}

/** The tallies of a state, made as its units are met. */
class Tallies {
  readonly #state: State;
  readonly #inputs: TallyInputs;
  readonly #byUnit = new Map<string, { month: MonthToTally; tally: Tally }[]>();

  constructor(state: State, inputs: TallyInputs) {
    this.#state = state;
    this.#inputs = inputs;
  }

  of(unitId: string): readonly { month: MonthToTally; tally: Tally }[] {
    const known = this.#byUnit.get(unitId);
    if (known !== undefined) return known;
    const made = this.#inputs.monthsOf(unitId).map((month) => ({ month, tally: this.#tallyOf(unitId, month) }));
    this.#byUnit.set(unitId, made);
    return made;
  }

  /** When the first of a unit's months begins, in whole seconds; 0 where it has none. */
  earliestStart(unitId: string): number {
    const starts = this.#inputs.monthsOf(unitId).map(({ period }) => Math.floor(period.startMs / 1000));
    return starts.length === 0 ? 0 : Math.min(...starts);
  }

  /** Those that count something, and a row of zeros for each unit that is to have one. */
  finish(): Tally[] {
    const withZeros = new Set(this.#inputs.unitsWithZeros);
    for (const unitId of withZeros) this.of(unitId);
    return [...this.#byUnit.values()]
      .flat()
      .map(({ tally }) => tally)
      .filter((tally) => tally.handled > 0 || tally.fellDue > 0 || withZeros.has(tally.unitId));
  }

  #tallyOf(unitId: string, { month }: MonthToTally): Tally {
    const { sourceId, day } = this.#state.head;
    return { ...noCounts(), unitId, month, sourceId, day, stateDigest: this.#inputs.stateDigest };
  }
}
