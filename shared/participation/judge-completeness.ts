import type { Bounds } from '../finding/bounds.ts';
import { told, untold } from './answer.ts';
import type { ParticipationAnswer, ParticipationReason } from './participation.ts';
import type { UnitFigures } from './unit-figures.ts';

/** Too many of the handled dossiers without a due date or a procedure. */
export function judgeDueAndProcedure({ dossiers }: UnitFigures, bounds: Bounds): ParticipationAnswer {
  const reason = 'without-due-date-or-procedure';
  if (dossiers === null) return untold(reason, 'governing-snapshot-missing');
  const { handled, withoutDueDateOrProcedure: lacking } = dossiers;
  return shareOver(reason, { handled, lacking }, bounds['participation.incompletePercent'], bounds);
}

/** Too few of the handled dossiers with all their fields. */
export function judgeCompleteness({ dossiers }: UnitFigures, bounds: Bounds): ParticipationAnswer {
  const reason = 'incomplete-data';
  if (dossiers === null) return untold(reason, 'governing-snapshot-missing');
  const { handled, incomplete: lacking } = dossiers;
  return shareOver(reason, { handled, lacking }, 100 - bounds['participation.completePercent'], bounds);
}

/** Of a handful of dossiers a single one is a large share: that accuses nobody, and clears nobody. */
function shareOver(
  reason: ParticipationReason,
  figures: { readonly handled: number; readonly lacking: number },
  percent: number,
  bounds: Bounds,
): ParticipationAnswer {
  const isOver = figures.lacking * 100 > figures.handled * percent;
  const isSmall = figures.handled < bounds['participation.leastDossiers'];
  if (isOver && isSmall) return untold(reason, 'too-few-dossiers', { ...figures });
  return told(reason, isOver, { ...figures });
}
