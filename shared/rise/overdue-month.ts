import type { Period } from '../calendar/period.ts';
import type { OverdueDossier, OverdueShareMonth } from '../evaluation/unit-month.ts';
import type { RiseFigures } from './rise.ts';

/** A unit's month as it is compared with another: its figures, and the dossiers that were overdue, by code. */
export interface OverdueMonth {
  readonly period: Period;
  readonly figures: RiseFigures;
  readonly overdue: readonly OverdueDossier[];
}

/** Of a month counted by the rule of the overdue share. Who is certainly overdue is what its verdict counts. */
export function overdueMonthOf({ counts, share, overdue, unknown }: OverdueShareMonth, period: Period): OverdueMonth {
  const overdueAtStart = overdue.filter((dossier) => isOverdueAt(period.startMs, dossier)).length;
  const figures = {
    received: counts.received,
    carriedOver: counts.carriedOver,
    overdue: overdue.length,
    becameOverdue: overdue.length - overdueAtStart,
    overdueAtStart,
    toHandleInTime: counts.handled - overdueAtStart,
    unknown: unknown.length,
    denominator: share.denominator + unknown.filter(({ inDenominator }) => !inDenominator).length,
  };
  return { period, figures, overdue };
}

/** Whether a dossier was received in a period, or is carried over. An overdue dossier always has a day of receipt. */
export function isReceivedFrom(startMs: number, { receivedAtMs }: Pick<OverdueDossier, 'receivedAtMs'>): boolean {
  return receivedAtMs === null || receivedAtMs >= startMs;
}

/** Whether a dossier was carried over, and overdue already when a period began. */
export function isOverdueAt(startMs: number, dossier: Pick<OverdueDossier, 'receivedAtMs' | 'dueAtMs'>): boolean {
  return !isReceivedFrom(startMs, dossier) && dossier.dueAtMs < startMs;
}
