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
 * What was last seen of a dossier before a period's end, null where that does not differ from what a later snapshot
 * shows now. An end that was seen before stays as it is stated now.
 *
 * @param before what the last snapshot before the period's end shows
 */
export function lastSeenBeforeEnd(now: Counted, before: StateEntry | null): LastSeen | null {
  const statusBefore = before === null ? null : statusClassOf(before.kind);
  if (before === null || statusBefore === null || before.unitId === null) return null;
  const statusClass = hasEnded(statusBefore) ? now.statusClass : statusBefore;
  const isSame =
    statusClass === now.statusClass && before.unitId === now.unitId && Object.is(before.dueAtMs, now.dueAtMs);
  return isSame ? null : { unitId: before.unitId, dueAtMs: before.dueAtMs, statusClass };
}

/**
 * A dossier as it stood at a period's end: status, due date and unit are those last seen before; but what ended before
 * the end did end, though it was entered afterwards.
 */
export function asOfEnd<Now extends Counted>(now: Now, lastSeen: LastSeen | null, endMs: number): Now {
  if (lastSeen === null) return now;
  const endedBeforeEnd = hasEnded(now.statusClass) && now.completedAtMs < endMs;
  return { ...now, ...lastSeen, statusClass: endedBeforeEnd ? now.statusClass : lastSeen.statusClass };
}
