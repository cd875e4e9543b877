import type { StatusClass } from '../dossier/dossier.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import { type StateEntry, statusClassOf } from './state.ts';

/**
 * A dossier as far as a month counts it. Instants are epoch milliseconds, NaN where there is none.
 */
export interface Standing {
  readonly unitId: string;
  readonly dueAtMs: number;
  readonly completedAtMs: number;
  readonly statusClass: StatusClass;
}

/**
 * What the last snapshot before a month's end showed of a dossier, null where it showed none or nothing else than a later
 * snapshot shows now.
 */
export function lastSeenBeforeEnd(now: Standing, before: StateEntry | null): Standing | null {
  const statusClass = before === null ? null : statusClassOf(before.kind);
  if (before === null || statusClass === null || before.unitId === null) return null;
  const { unitId, dueAtMs, completedAtMs } = before;
  const isSame =
    statusClass === now.statusClass &&
    unitId === now.unitId &&
    Object.is(dueAtMs, now.dueAtMs) &&
    Object.is(completedAtMs, now.completedAtMs);
  return isSame ? null : { unitId, dueAtMs, completedAtMs, statusClass };
}

/**
 * A dossier as it stood at a month's end, where a later snapshot governs: status, due date and unit are those last seen
 * before the end. One thing alone may still be entered afterwards: that an open dossier was completed before the end.
 */
export function asOfEnd<Now extends Standing>(now: Now, lastSeen: Standing | null, endMs: number): Now {
  if (lastSeen === null) return now;
  const wasCompletedInTime =
    !hasEnded(lastSeen.statusClass) && now.statusClass === 'completed' && now.completedAtMs < endMs;
  if (!wasCompletedInTime) return { ...now, ...lastSeen };
  return { ...now, unitId: lastSeen.unitId, dueAtMs: lastSeen.dueAtMs };
}
