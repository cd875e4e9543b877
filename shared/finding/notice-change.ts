import type { Dossier } from '../dossier/dossier.ts';
import type { Comparison, SeenBefore } from './compared-day.ts';
import type { Finding } from './finding.ts';
import { noticeBackdated, noticeLateMadeTimely, noticeWithoutDate } from './notice-completion.ts';
import { noticeDueDateMoved, noticeDueDateRemoved } from './notice-due-date.ts';
import { noticeOddDates } from './notice-odd-dates.ts';
import { noticeStatusWentBack } from './notice-status.ts';
import { noticePauseNearDue } from './notice-supplement.ts';
import { noticeUnitMove } from './notice-unit-move.ts';

const ofChanges = [
  noticeDueDateMoved,
  noticeDueDateRemoved,
  noticeBackdated,
  noticeLateMadeTimely,
  noticeUnitMove,
  noticeStatusWentBack,
  noticePauseNearDue,
];
/** These speak of flagged dossiers alone. */
const alsoOfNewOnes = [noticeWithoutDate, noticeOddDates];

/**
 * What is odd in how a dossier changed from one snapshot to the next, or in how it first comes up. For people to look at:
 * lawful reasons exist. Ask only of rows that the file states otherwise than the day before, and of units for which this
 * source counts: see `isNoticed`.
 *
 * @param before null where the dossier was not seen as one that counts
 */
export function noticeChange(now: Dossier, before: SeenBefore | null, comparison: Comparison): Finding[] {
  // Nearly all dossiers of a first load.
  if (before === null && now.flags.length === 0) return [];
  const findings = alsoOfNewOnes.flatMap((notice) => notice(now, before, comparison));
  if (before === null) return findings;
  return [...ofChanges.flatMap((notice) => notice(now, before, comparison)), ...findings];
}

/** Whether anybody is asked about a dossier: not where another source counts for its unit, now or before. */
export function isNoticed({ unitId }: Dossier, before: SeenBefore | null, { registry }: Comparison): boolean {
  return !registry.countsElsewhere(unitId) && (before === null || !registry.countsElsewhere(before.unitId));
}
