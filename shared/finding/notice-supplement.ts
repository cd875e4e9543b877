import type { Day } from '../calendar/day.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { formatDay } from '../report/format-vietnamese.ts';
import { type Comparison, clock, hadPassed, type SeenBefore, wasNearDue } from './compared-day.ts';
import { dossierFinding } from './dossier-finding.ts';
import type { Finding } from './finding.ts';

/** The memory that a pause began near the due date: for information, since most such pauses are what they say. */
export const PAUSE_KIND = 'supplement-near-due-date';
/** That such a pause was lifted after the due date. */
export const LIFTED_KIND = 'supplement-lifted-after-due-date';

/** A dossier that went on after a pause that lasted over its due date. Whether the pause began near that date, its memory tells. */
export interface LiftedPause {
  readonly dossierCode: string;
  readonly procedureCode: string | null;
  /** Whose the dossier was while it was paused. */
  readonly unitId: string;
  /** The due date that passed during the pause, as evidence tells it. */
  readonly dueAt: string;
  /** The day on which it was last seen paused. */
  readonly lastPausedOn: Day;
}

/** The pause of an open dossier, begun near its due date. Which days it may have begun on: after the last that showed it open. */
export function noticePauseNearDue(now: Dossier, before: SeenBefore, comparison: Comparison): Finding[] {
  const hasPaused = before.statusClass === 'open' && now.statusClass === 'paused';
  if (!hasPaused || !wasNearDue(before, comparison)) return [];
  const dueAt = clock(before.dueAtMs, comparison);
  const { unitId } = before;
  const pausedOn = comparison.day;
  const sentence = `Hồ sơ ${now.dossierCode} được tạm dừng hoặc yêu cầu bổ sung (dữ liệu ngày ${formatDay(pausedOn)}) khi sắp đến hạn trả ${dueAt}.`;
  const evidence = { dueAt, pausedOn };
  return [dossierFinding({ ...now, unitId, kind: PAUSE_KIND, severity: 'info', sentence, evidence }, comparison)];
}

/**
 * Null where no pause that lasted over the due date came to an end. A dossier that was returned to the applicant did not go
 * on: that no supplement came is the usual end of such a request.
 */
export function liftedPause(now: Dossier, before: SeenBefore, comparison: Comparison): LiftedPause | null {
  const goesOn = now.statusClass === 'open' || now.statusClass === 'completed';
  if (before.statusClass !== 'paused' || !goesOn || !hadPassed(before)) return null;
  const { dossierCode, procedureCode } = now;
  const dueAt = clock(before.dueAtMs, comparison);
  return { dossierCode, procedureCode, unitId: before.unitId, dueAt, lastPausedOn: before.seenOn };
}

/** The id with which the memories of a dossier's pauses begin. */
export function pausePrefix(sourceId: string, dossierCode: string): string {
  return `${PAUSE_KIND}#${sourceId}#${dossierCode}#`;
}

/**
 * A pause that began near the due date and was lifted after it; null where the pause is not remembered as one, or another
 * due date was set meanwhile: that is what the law has a supplement do.
 *
 * @param pauses the memories of the dossier's pauses, in any order
 */
export function noticeLiftedPause(
  lifted: LiftedPause,
  pauses: readonly Finding[],
  comparison: Pick<Comparison, 'sourceId' | 'day' | 'noticedAt'>,
): Finding | null {
  const { dossierCode, dueAt, lastPausedOn } = lifted;
  const [pausedOn] = pauses
    .filter(({ evidence }) => evidence.dossierCode === dossierCode && evidence.dueAt === dueAt)
    .flatMap(({ day }) => (day !== null && day <= lastPausedOn ? [day] : []))
    .toSorted()
    .toReversed();
  if (pausedOn === undefined) return null;
  const kind = LIFTED_KIND;
  const sentence = `Hồ sơ ${dossierCode} được tạm dừng hoặc yêu cầu bổ sung khi sắp đến hạn trả ${dueAt} (dữ liệu ngày ${formatDay(pausedOn)}) và chỉ được giải quyết tiếp sau hạn đó (dữ liệu ngày ${formatDay(comparison.day)}); cần làm rõ lý do.`;
  const evidence = { dueAt, pausedOn, resumedOn: comparison.day };
  return dossierFinding({ ...lifted, kind, severity: 'warning', sentence, evidence }, comparison);
}
