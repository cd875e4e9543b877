import { addDays } from '../../../../shared/calendar/day.ts';
import { addMonths, lastDayOf } from '../../../../shared/calendar/month.ts';
import type { DossierVersion } from './dossier-history.ts';
import type { Circumstances } from './live-dossier.ts';
import type { SeededRandom } from './random.ts';
import { closingTimeOf, dayOf, momentOn, type WallMs } from './working-hours.ts';

/** The term that the unit's clerks enter for everything, in working days: long enough for the month's end. */
const CARELESS_TERM = 30;

/**
 * A dossier in a unit that takes part only perfunctorily: often no due date, and whatever the procedure, its completion
 * is entered on one of the month's last two days.
 */
export function neglectDossier({ unit, receivedAt, calendar, random }: Circumstances): DossierVersion[] {
  const dueDay = calendar.addWorkingDays(dayOf(receivedAt), CARELESS_TERM);
  const dueAt = random.chance(unit.missingDueShare) ? null : closingTimeOf(dueDay);
  const doneAt = momentAtMonthsEnd(receivedAt, random);
  const open = { status: '4', dueAt, completedAt: null, returnedAt: null } as const;
  const done = { status: '10', dueAt, completedAt: doneAt, returnedAt: doneAt } as const;
  return [
    { from: receivedAt, state: open, misprint: null },
    { from: doneAt, state: done, misprint: null },
  ];
}

/** On the month's last two days, be they a weekend; on those of the next month for what came in on them. */
function momentAtMonthsEnd(receivedAt: WallMs, random: SeededRandom): WallMs {
  const receivedDay = dayOf(receivedAt);
  const receivedMonth = receivedDay.slice(0, 7);
  const isTooLate = receivedDay >= addDays(lastDayOf(receivedMonth), -1);
  const lastDay = lastDayOf(isTooLate ? addMonths(receivedMonth, 1) : receivedMonth);
  return momentOn(addDays(lastDay, -random.whole(0, 1)), random);
}
