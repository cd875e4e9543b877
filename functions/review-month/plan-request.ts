import type { Assignment } from '../../shared/assignment/assignment.ts';
import { type Day, dayNumber } from '../../shared/calendar/day.ts';
import { lastDayOf } from '../../shared/calendar/month.ts';
import { isInForce } from '../../shared/calendar/validity.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { JudgedUnit } from '../../shared/evaluation/judging-registry.ts';
import { boundsOn } from '../../shared/finding/bounds.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { askForExplanation } from '../../shared/rise/ask-for-explanation.ts';
import { findCollector } from '../../shared/rise/find-collector.ts';
import type { JudgedWhole } from './reviewer.ts';

/** Nobody is asked to explain months of long ago that are only judged now. */
const MOST_DAYS_TO_ASK = 62;

/** What a unit is asked about a rise, and by when; null where the month is long over. */
export function planRequest(
  { parentUnitId, tier }: Pick<JudgedUnit, 'parentUnitId' | 'tier'>,
  finding: Pick<Finding, 'unitId' | 'findingId' | 'sentence'>,
  { month, recordedAt, timeZone, calendar, bounds, plans, registry }: JudgedWhole,
): Assignment | null {
  const askedOn = dayAt(Date.parse(recordedAt), timeZone);
  if (dayNumber(askedOn) - dayNumber(lastDayOf(month)) > MOST_DAYS_TO_ASK) return null;
  const workingDays = boundsOn(bounds, tier, lastDayOf(month))['rise.explanationWorkingDays'];
  return askForExplanation({
    finding,
    month,
    collector: otherThan(finding.unitId, unitOn(findCollector(plans), askedOn, registry.units)),
    superiorName: unitOn(parentUnitId, askedOn, registry.units)?.name ?? null,
    askedOn,
    dueOn: new WorkingCalendar(calendar).addWorkingDays(askedOn, workingDays),
  });
}

/** A unit that is there on the day. */
function unitOn(unitId: string | null, day: Day, units: readonly JudgedUnit[]): JudgedUnit | null {
  return units.find((row) => row.unitId === unitId && isInForce(row, day)) ?? null;
}

function otherThan(unitId: string, collector: JudgedUnit | null): JudgedUnit | null {
  return collector?.unitId === unitId ? null : collector;
}
