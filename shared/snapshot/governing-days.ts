import { addDays, type Day } from '../calendar/day.ts';
import type { Period } from '../calendar/period.ts';

/**
 * The days whose snapshot may govern a period, in order of preference: its last day, or, if that does not come, the
 * first within `waitDays` after. A source whose export is cut off earlier in the day shows the last day whole only in
 * the next day's file.
 */
export function governingDays(period: Pick<Period, 'lastDay'>, waitDays: number, hasCutOff: boolean): Day[] {
  const first = hasCutOff ? addDays(period.lastDay, 1) : period.lastDay;
  return Array.from({ length: waitDays + 1 }, (_, daysLater) => addDays(first, daysLater));
}
