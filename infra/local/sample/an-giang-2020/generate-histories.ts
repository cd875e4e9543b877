import { lastDayOf, type Month, monthsBetween } from '../../../../shared/calendar/month.ts';
import { WorkingCalendar } from '../../../../shared/calendar/working-days.ts';
import type { DossierHistory, DossierVersion } from './dossier-history.ts';
import { listUnits } from './list-units.ts';
import { liveDossier } from './live-dossier.ts';
import { neglectDossier } from './neglect-dossier.ts';
import { plantGaming } from './plant-gaming.ts';
import { plantOddities } from './plant-oddities.ts';
import type { Procedure } from './procedure.ts';
import { SeededRandom } from './random.ts';
import { readDefaultCalendar } from './read-table.ts';
import type { SampleUnit } from './sample-unit.ts';
import { dayOf, momentOn, type WallMs, workingDaysIn } from './working-hours.ts';

const SEED = 'An Giang 2020';
const FIRST_MONTH = '2019-11';
const LAST_MONTH = '2020-09';

/** Volumes against an ordinary month: Tết in January, social distancing in April. */
const monthFactors: Readonly<Record<Month, number>> = {
  '2019-11': 1,
  '2019-12': 1.08,
  '2020-01': 0.78,
  '2020-02': 1,
  '2020-03': 0.95,
  '2020-04': 0.5,
  '2020-05': 1.05,
  '2020-06': 1.15,
  '2020-07': 1.1,
  '2020-08': 1,
  '2020-09': 1.05,
};

/** Online applications: few before April 2020, more from then on. */
const onlineShares = { before: 0.12, since: 0.24, from: '2020-04' };

/** Every dossier of the sample with all that ever happens to it, by unit and in order of receipt. Always the same. */
export function generateHistories(): DossierHistory[] {
  const calendar = new WorkingCalendar(readDefaultCalendar());
  const units = listUnits();
  const histories = units.flatMap((unit) => historiesOf(unit, calendar));
  return plantOddities(plantGaming(histories, units, calendar));
}

function historiesOf(unit: SampleUnit, calendar: WorkingCalendar): DossierHistory[] {
  if (unit.habit === 'silent') return [];
  const random = new SeededRandom(`${SEED}|${unit.unitId}`);
  const receipts = [...monthsBetween(FIRST_MONTH, LAST_MONTH)].flatMap((month) =>
    receiptsIn(month, unit, calendar, random),
  );
  const numbersByDay = new Map<string, number>();
  return receipts.map((receivedAt) => {
    const day = dayOf(receivedAt);
    const number = (numbersByDay.get(day) ?? 0) + 1;
    numbersByDay.set(day, number);
    return historyOf(unit, receivedAt, number, calendar, random);
  });
}

function receiptsIn(month: Month, unit: SampleUnit, calendar: WorkingCalendar, random: SeededRandom): WallMs[] {
  const days = workingDaysIn(`${month}-01`, lastDayOf(month), calendar);
  const count = random.roundedAround(unit.dossiersPerMonth * (monthFactors[month] ?? 1));
  const moments = Array.from({ length: count }, () =>
    momentOn(
      random.pick(days, () => 1),
      random,
    ),
  );
  return moments.sort((a, b) => a - b);
}

function historyOf(
  unit: SampleUnit,
  receivedAt: WallMs,
  number: number,
  calendar: WorkingCalendar,
  random: SeededRandom,
): DossierHistory {
  const procedure = random.pick(unit.procedures, ({ weight }) => weight);
  const channel = channelOf(receivedAt, random);
  const circumstances = { unit, receivedAt, calendar, random, workingDays: procedure.workingDays };
  const isNeglected = unit.habit === 'perfunctory';
  const versions: DossierVersion[] = isNeglected ? neglectDossier(circumstances) : liveDossier(circumstances);
  const shownProcedure: Procedure | null = isNeglected && random.chance(0.35) ? null : procedure;
  return {
    dossierCode: `${unit.code}-${dayOf(receivedAt).slice(2).replaceAll('-', '')}-${String(number).padStart(4, '0')}`,
    unit,
    procedure: shownProcedure,
    channel,
    submittedAt: channel === '1' ? receivedAt : submissionBefore(receivedAt, calendar, random),
    receivedAt,
    versions: orderedByEntry(versions),
    vanishesAt: null,
  };
}

function channelOf(receivedAt: WallMs, random: SeededRandom): '1' | '2' | '3' {
  const onlineShare = dayOf(receivedAt).slice(0, 7) >= onlineShares.from ? onlineShares.since : onlineShares.before;
  if (random.chance(onlineShare)) return '2';
  return random.chance(0.06) ? '3' : '1';
}

/** Sent on the working day before. */
function submissionBefore(receivedAt: WallMs, calendar: WorkingCalendar, random: SeededRandom): WallMs {
  return momentOn(calendar.addWorkingDays(dayOf(receivedAt), -1), random);
}

function orderedByEntry(versions: readonly DossierVersion[]): DossierVersion[] {
  return versions.toSorted((a, b) => a.from - b.from);
}
