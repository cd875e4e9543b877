import type { Day } from '../../shared/calendar/day.ts';
import { type Month, monthOf } from '../../shared/calendar/month.ts';
import { monthOfPeriod } from '../../shared/calendar/period.ts';
import { inForce } from '../../shared/calendar/validity.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { policyForMonth } from '../../shared/policy/month-rules.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { ProvinceRecords } from '../../shared/report/province-records.ts';
import { latestRevisions } from '../../shared/report/unit-month.ts';
import type { Tables } from '../../shared/runtime/tables.ts';
import type { Tally } from '../../shared/tally/tally.ts';
import { type TallyKey, TallyStore } from '../../shared/tally/tally-store.ts';
import type { Unit, UnitSource } from '../../shared/unit/unit.ts';
import { readProvince, type TableNames } from './page/read-province.ts';

/** The tally that stands for a unit's month: of the day that governs it, or of the latest day while none does. */
export interface MonthTally {
  readonly tally: Tally;
  readonly isGoverning: boolean;
}

/** All that a run leaves behind in the tables. */
export interface Outcome {
  readonly records: ProvinceRecords;
  readonly monthTallies: readonly MonthTally[];
}

export async function readOutcome(tables: Tables, tableNames: TableNames): Promise<Outcome> {
  const records = await readProvince(tables, tableNames);
  const unitSources = await new RegistryStore(tables, tableNames.Registry).unitSources();
  const keys = keysOfMonths(records, unitSources);
  const tallies = await new TallyStore(tables, tableNames.Tallies).getMany(keys.map(({ key }) => key));
  const governing = new Set(keys.filter(({ isGoverning }) => isGoverning).map(({ key }) => identityOf(key)));
  return {
    records,
    monthTallies: tallies.map((tally) => ({ tally, isGoverning: governing.has(identityOf(tally)) })),
  };
}

function identityOf({ unitId, month, sourceId, day }: TallyKey): string {
  return JSON.stringify([unitId, month, sourceId, day]);
}

interface MonthKey {
  readonly key: TallyKey;
  readonly isGoverning: boolean;
}

function keysOfMonths(records: ProvinceRecords, unitSources: readonly UnitSource[]): MonthKey[] {
  const evaluations = new Map(
    latestRevisions(records.evaluations).map((evaluation) => [`${evaluation.unitId}#${evaluation.month}`, evaluation]),
  );
  const unitIds = [...new Set(records.units.map(({ unitId }) => unitId))];
  const ofOpenOrUngoverned = unitIds.flatMap((unitId) => latestKeys(unitId, records, unitSources));
  const keys = new Map<string, MonthKey>();
  for (const key of ofOpenOrUngoverned) {
    const governing = governingKey(evaluations.get(`${key.unitId}#${key.month}`));
    const chosen = governing ?? { key, isGoverning: false };
    keys.set(identityOf(chosen.key), chosen);
  }
  return [...keys.values()];
}

function governingKey(evaluation: Evaluation | undefined): MonthKey | null {
  if (!evaluation?.governing || evaluation.sourceId === null) return null;
  const { unitId, month, sourceId, governing } = evaluation;
  return { key: { unitId, month, sourceId, day: governing.day }, isGoverning: true };
}

/** For every month that a unit's counting source has reached: the latest day of it of which a file was taken in. */
function latestKeys(
  unitId: string,
  { units, policies, receipts }: ProvinceRecords,
  unitSources: readonly UnitSource[],
): TallyKey[] {
  const ownSources = unitSources.filter((row) => row.unitId === unitId);
  const ownUnits = units.filter((unit) => unit.unitId === unitId);
  const latest = new Map<Month, TallyKey>();
  for (const { outcome, sourceId, day } of receipts) {
    const isCounting = inForce(ownSources, day).some((row) => row.sourceId === sourceId);
    if (outcome !== 'accepted' || !isCounting) continue;
    const month = monthOfPeriod(day, periodStartDayOf(ownUnits, policies, day));
    if (day >= (latest.get(month)?.day ?? '')) latest.set(month, { unitId, month, sourceId, day });
  }
  return [...latest.values()];
}

function periodStartDayOf(units: readonly Unit[], policies: ProvinceRecords['policies'], day: Day): number {
  const unit = inForce(units, day)[0] ?? units[0];
  const policy = unit && policyForMonth(policies, unit.tier, monthOf(day));
  return policy?.periodStartDay ?? 1;
}
