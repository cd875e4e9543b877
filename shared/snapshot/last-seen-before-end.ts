import type { StatusClass } from '../dossier/dossier.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import { type StateEntry, statusClassOf } from './state.ts';

/** What of a dossier counts as last seen before a month's end, where the governing snapshot is a later day's. */
export interface LastSeen {
  readonly unitId: string;
  /** Epoch milliseconds, NaN where there is no due date. */
  readonly dueAtMs: number;
  readonly statusClass: StatusClass;
}

type Counted = LastSeen & { readonly completedAtMs: number };

/**
 * Status, due date and unit of a dossier are those last seen before the period's end; its completion is the governing
 * snapshot's, so that work done in time but entered a day later still counts. Null where nothing differs.
 *
 * @param before what the last snapshot before the period's end shows
 */
export function lastSeenBeforeEnd(now: Counted, before: StateEntry | null): LastSeen | null {
  const statusBefore = before === null ? null : statusClassOf(before.kind);
  if (before === null || statusBefore === null || before.unitId === null) return null;
  const keepsStatus = hasEnded(now.statusClass) || hasEnded(statusBefore);
  const statusClass = keepsStatus ? now.statusClass : statusBefore;
  const isSame =
    statusClass === now.statusClass && before.unitId === now.unitId && Object.is(before.dueAtMs, now.dueAtMs);
  return isSame ? null : { unitId: before.unitId, dueAtMs: before.dueAtMs, statusClass };
}
