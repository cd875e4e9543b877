import type { Bounds } from '../finding/bounds.ts';
import { compareShares } from '../report/format-vietnamese.ts';
import type { RiseFigures, UnitRise } from './rise.ts';

type Part = Pick<RiseFigures, 'overdue' | 'denominator'>;
type RiseBounds = Pick<Bounds, 'rise.percent' | 'rise.dossiers'>;

/**
 * Whether a unit's overdue dossiers rose. What could not be read neither punishes nor protects: they rose if they did so
 * even with all unknown of the month before taken for overdue, and it cannot be told where they may have.
 */
export function judgeRise(
  before: RiseFigures,
  now: RiseFigures,
  bounds: RiseBounds,
): Pick<UnitRise, 'answer' | 'because'> {
  if (isRise(worstCase(before), now, bounds)) return { answer: 'rose', because: null };
  if (isRise(before, worstCase(now), bounds)) return { answer: 'untold', because: 'unknown-dossiers' };
  return { answer: 'did-not-rise', because: null };
}

/** At least so many more, and over so many percent more by count, or by rate. */
function isRise(before: Part, now: Part, bounds: RiseBounds): boolean {
  if (now.overdue - before.overdue < bounds['rise.dossiers']) return false;
  const scale = 100 + bounds['rise.percent'];
  const isMoreByCount = now.overdue * 100 > before.overdue * scale;
  const isMoreByRate =
    compareShares(
      { numerator: now.overdue * 100, denominator: now.denominator },
      { numerator: before.overdue * scale, denominator: before.denominator },
    ) > 0;
  return isMoreByCount || isMoreByRate;
}

function worstCase({ overdue, unknown, denominator }: RiseFigures): Part {
  return { overdue: overdue + unknown, denominator };
}
