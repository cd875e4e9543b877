import type { ZoneOffsets } from '../calendar/zone.ts';
import { asOfEnd, type Standing } from '../snapshot/last-seen-before-end.ts';
import { type State, statusClassOf } from '../snapshot/state.ts';
import { completedAtMsOf, dueAtMsOf, receivedAtMsOf } from '../snapshot/state-columns.ts';
import { countDossier } from './count-dossier.ts';
import type { MonthToTally } from './months-to-tally.ts';
import { type Counts, noCounts, type Tally } from './tally.ts';

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
  const tallies = new Map<string, Tally>();
  for (let position = 0; position < state.size; position++) tallyEntry(state, position, inputs, tallies);
  const counted = new Map([...tallies].filter(([, tally]) => tally.handled > 0 || tally.fellDue > 0));
  for (const unitId of inputs.unitsWithZeros) {
    for (const month of inputs.monthsOf(unitId)) countsOf(state, unitId, month, inputs.stateDigest, counted);
  }
  return [...counted.values()];
}

function tallyEntry(state: State, position: number, inputs: TallyInputs, tallies: Map<string, Tally>): void {
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
  // A month that is over may count the dossier for another unit than the open month does.
  for (const unit of new Set([unitId, lastSeen?.unitId ?? unitId])) {
    for (const month of inputs.monthsOf(unit)) {
      const counted = month.isAfterEnd ? asOfEnd(dossier, lastSeen, month.period.endMs) : dossier;
      if (counted.unitId !== unit) continue;
      const counts = countsOf(state, unit, month, inputs.stateDigest, tallies);
      countDossier(counts, counted, month.period, month.counting, inputs.zone);
    }
  }
}

function countsOf(
  state: State,
  unitId: string,
  { month }: MonthToTally,
  stateDigest: string,
  tallies: Map<string, Tally>,
): Counts {
  const key = `${month}#${unitId}`;
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const { sourceId, day } = state.head;
  const tally: Tally = { ...noCounts(), unitId, month, sourceId, day, stateDigest };
  tallies.set(key, tally);
  return tally;
}
