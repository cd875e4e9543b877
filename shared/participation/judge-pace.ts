import type { Bounds } from '../finding/bounds.ts';
import { told, untold } from './answer.ts';
import type { ParticipationAnswer } from './participation.ts';
import type { UnitFigures, WorkingDayState } from './unit-figures.ts';

/** Nothing added or changed on many working days running, while dossiers were open. */
export function judgeIdleness(figures: UnitFigures, bounds: Bounds): ParticipationAnswer {
  const { workingDays, isThereThroughout } = figures;
  const reason = 'idle-while-open';
  const least = bounds['participation.idleWorkingDays'];
  const idleWorkingDays = longestRun(workingDays, (state) => state === 'idle');
  const possibly = longestRun(workingDays, (state) => state !== 'busy');
  if (possibly < least) return told(reason, false, { idleWorkingDays });
  if (!isThereThroughout) return untold(reason, 'unit-began-or-ends', { idleWorkingDays });
  if (idleWorkingDays >= least) return told(reason, true, { idleWorkingDays });
  return untold(reason, 'activity-missing', { idleWorkingDays, possibly });
}

/** Most of what was ended was entered on the month's last working days. */
export function judgeMonthEnd({ completions, isThereThroughout }: UnitFigures, bounds: Bounds): ParticipationAnswer {
  const reason = 'completions-at-month-end';
  if (completions === null) return untold(reason, 'activity-missing');
  const { entered, enteredOnLastDays } = completions;
  const isMost = enteredOnLastDays * 100 > entered * bounds['participation.lastDaysPercent'];
  const holds = isMost && entered >= bounds['participation.leastDossiers'];
  if (holds && !isThereThroughout) return untold(reason, 'unit-began-or-ends', { entered, enteredOnLastDays });
  return told(reason, holds, { entered, enteredOnLastDays });
}

function longestRun(days: readonly WorkingDayState[], isOfRun: (day: WorkingDayState) => boolean): number {
  let [run, longest] = [0, 0];
  for (const day of days) {
    run = isOfRun(day) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
