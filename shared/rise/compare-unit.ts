import type { Month } from '../calendar/month.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';
import type { Bounds } from '../finding/bounds.ts';
import { compareProcedures } from './compare-procedures.ts';
import { decomposeExactly, inWholeDossiers } from './decompose-rise.ts';
import { judgeRise } from './judge-rise.ts';
import type { OverdueMonth } from './overdue-month.ts';
import { type RenderedList, renderRiseList } from './render-rise-list.ts';
import type { RiseUntoldBecause, UnitRise } from './rise.ts';

/** A unit's two months, and what else decides what is told of them. */
export interface UnitToCompare {
  readonly unitId: string;
  readonly month: Month;
  /** Null where nothing was counted. */
  readonly before: OverdueMonth | null;
  readonly now: OverdueMonth | null;
  /** Why they cannot be compared; null where they can. */
  readonly obstacle: RiseUntoldBecause | null;
  /** Whether the month before rose against the one before it. */
  readonly roseBefore: boolean;
  readonly bounds: Bounds;
  /** The province's. */
  readonly zone: ZoneOffsets;
}

export interface ComparedUnit {
  readonly rise: UnitRise;
  /** The object that a rise names; null where there is none. */
  readonly list: RenderedList | null;
}

/** A unit's month against the one before. Pure: the same months give the same answer, and the same list. */
export function compareUnit(unit: UnitToCompare): ComparedUnit {
  const { unitId, before, now, obstacle, bounds } = unit;
  const figures = { unitId, before: before?.figures ?? null, now: now?.figures ?? null };
  if (before === null || now === null || obstacle !== null) {
    const because = obstacle ?? 'governing-snapshot-missing';
    return { rise: { ...figures, answer: 'untold', because, cause: null }, list: null };
  }
  const judged = judgeRise(before.figures, now.figures, bounds);
  if (judged.answer !== 'rose') return { rise: { ...figures, ...judged, cause: null }, list: null };
  const { list, cause } = explain(before, now, unit);
  return { rise: { ...figures, ...judged, cause }, list };
}

function explain(before: OverdueMonth, now: OverdueMonth, { unitId, month, roseBefore, zone }: UnitToCompare) {
  const exact = decomposeExactly(before.figures, now.figures);
  const overdueBefore = new Set(before.overdue.map(({ dossierCode }) => dossierCode));
  const list = renderRiseList(now.overdue, overdueBefore, { unitId, month, startMs: now.period.startMs, zone });
  const { key, listed, total } = list;
  const cause = {
    parts: inWholeDossiers(exact),
    exact,
    ...compareProcedures(before.overdue, now.overdue),
    dossiers: { key, listed, total },
    monthsRunning: roseBefore ? 2 : 1,
  };
  return { list, cause };
}
