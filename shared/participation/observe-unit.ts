import { addDays, type Day, daysBetween } from '../calendar/day.ts';
import type { Period } from '../calendar/period.ts';
import { activityOf, mayHaveEnteredUnreadably, type Observation } from './observation.ts';
import type { CompletionFigures, WorkingDayState } from './unit-figures.ts';

/** What a unit's month is observed by. */
export interface ObservedMonth {
  readonly period: Pick<Period, 'firstDay' | 'lastDay'>;
  readonly isWorkingDay: (day: Day) => boolean;
  /** What the source tells that counts for the unit on a day, by day; null where none counts for it. */
  readonly observedOn: (day: Day) => readonly Observation[] | null;
}

/** How each working day of the month went, in order. */
export function workingDayStates(unitId: string, month: ObservedMonth): WorkingDayState[] {
  return workingDaysOf(month).map((day) => stateOn(day, unitId, month));
}

function stateOn(day: Day, unitId: string, { observedOn, isWorkingDay }: ObservedMonth): WorkingDayState {
  const observation = observedOn(day)?.find(({ after, upTo }) => (after ?? '') < day && day <= upTo);
  const activity = observation === undefined ? null : activityOf(unitId, observation);
  if (observation === undefined || activity === null) return 'unknown';
  const isEntered = activity.added + activity.changed > 0;
  // Of several days at once nobody can say on which it was.
  if (isEntered) return workingDaysIn(observation, isWorkingDay).length > 1 ? 'unknown' : 'busy';
  if (mayHaveEnteredUnreadably(unitId, observation)) return 'unknown';
  if (activity.open > 0) return 'idle';
  // What vanished unexplained may be open still: that clears nobody, and accuses nobody.
  return activity.vanished > 0 ? 'unknown' : 'busy';
}

/**
 * How many dossiers were first seen ended in the month, and how many of them on its last working days.
 *
 * @param lastDays how many working days are the last
 * @returns null where an observation is missing, or lies half outside and tells of completions
 */
export function completionsEntered(unitId: string, lastDays: number, month: ObservedMonth): CompletionFigures | null {
  const { firstDay, lastDay } = month.period;
  const observations = month.observedOn(firstDay);
  const lastFrom = lastDays === 0 ? undefined : workingDaysOf(month).at(-lastDays);
  if (observations === null || lastFrom === undefined || month.observedOn(lastDay) !== observations) return null;
  const ofMonth = observations.filter(({ after, upTo }) => upTo >= firstDay && (after ?? '') < lastDay);
  if (!isWhole(ofMonth, month.period)) return null;
  let [entered, enteredOnLastDays] = [0, 0];
  for (const observation of ofMonth) {
    const activity = activityOf(unitId, observation);
    if (activity === null) return null;
    if (activity.completionsEntered === 0) continue;
    const days = daysToldOf(observation, month.isWorkingDay);
    const isAmong = (first: Day, last: Day) => days.every((day) => first <= day && day <= last);
    const isLast = isAmong(lastFrom, lastDay);
    if (!isLast && !isAmong(firstDay, addDays(lastFrom, -1))) return null;
    entered += activity.completionsEntered;
    if (isLast) enteredOnLastDays += activity.completionsEntered;
  }
  return { entered, enteredOnLastDays };
}

/** Whether observations, by day, tell of each day of a month: each goes on where the one before ends. */
function isWhole(observations: readonly Observation[], { firstDay, lastDay }: ObservedMonth['period']): boolean {
  const [first] = observations;
  const last = observations.at(-1);
  const isJoined = observations.every(({ after }, index) => index === 0 || after === observations[index - 1]?.upTo);
  return isJoined && first?.after != null && first.after < firstDay && last !== undefined && last.upTo >= lastDay;
}

/** The working days of a stretch: on them things are entered. Of a stretch without any, all its days. */
function daysToldOf(observation: Observation, isWorkingDay: (day: Day) => boolean): readonly Day[] {
  const working = workingDaysIn(observation, isWorkingDay);
  return working.length > 0 ? working : daysIn(observation);
}

function workingDaysIn(observation: Observation, isWorkingDay: (day: Day) => boolean): Day[] {
  return daysIn(observation).filter(isWorkingDay);
}

function daysIn({ after, upTo }: Observation): Day[] {
  return after === null ? [] : [...daysBetween(addDays(after, 1), upTo)];
}

function workingDaysOf({ period, isWorkingDay }: ObservedMonth): Day[] {
  return [...daysBetween(period.firstDay, period.lastDay)].filter(isWorkingDay);
}
