import type { Bounds } from '../finding/bounds.ts';
import { judgeCompleteness, judgeDueAndProcedure } from './judge-completeness.ts';
import { judgeIdleness, judgeMonthEnd } from './judge-pace.ts';
import { judgeSilence } from './judge-silence.ts';
import type { Participation, ParticipationAnswer, ParticipationVerdict } from './participation.ts';
import type { UnitFigures } from './unit-figures.ts';

/** How a unit took part in a month, by the bounds of its tier. Pure: the same figures give the same answer. */
export function judgeParticipation(figures: UnitFigures, bounds: Bounds): Participation {
  const answers = [
    judgeSilence(figures, bounds),
    judgeIdleness(figures, bounds),
    judgeDueAndProcedure(figures, bounds),
    judgeMonthEnd(figures, bounds),
    judgeCompleteness(figures, bounds),
  ];
  return { unitId: figures.unitId, month: figures.month, verdict: verdictOf(answers), answers };
}

/** Whoever has a reason against it is told so, whatever else is not known; nobody is active for want of data. */
function verdictOf(answers: readonly ParticipationAnswer[]): ParticipationVerdict {
  const holding = answers.filter(({ answer }) => answer === 'holds');
  if (holding.some(({ reason }) => reason === 'nothing-received')) return 'silent';
  if (holding.length > 0) return 'perfunctory';
  return answers.some(({ answer }) => answer === 'untold') ? 'cannot-be-told' : 'active';
}
