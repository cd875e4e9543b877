import type { StatusClass } from '../dossier/dossier.ts';
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
  if (before === null) return null;
  const statusClass = statusClassOf(before.kind);
  // Not counted before the end: a status entered afterwards does not bring it into the month.
  if (statusClass === null || before.unitId === null) return { ...standingOf(now), statusClass: 'not-counted' };
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
  const wasOpen = lastSeen.statusClass === 'open' || lastSeen.statusClass === 'paused';
  const wasCompletedInTime = wasOpen && now.statusClass === 'completed' && now.completedAtMs < endMs;
  if (!wasCompletedInTime) return { ...now, ...lastSeen };
  return { ...now, unitId: lastSeen.unitId, dueAtMs: lastSeen.dueAtMs };
}

function standingOf({ unitId, dueAtMs, completedAtMs, statusClass }: Standing): Standing {
  return { unitId, dueAtMs, completedAtMs, statusClass };
}
