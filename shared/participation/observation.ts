import type { Day } from '../calendar/day.ts';
import type { AcceptedReceipt } from '../snapshot/receipt.ts';
import type { DayActivity, UnitActivity } from './activity.ts';
import { noActivity } from './no-activity.ts';

/** What is told of the days after `after`, up to `upTo`. */
export interface Observation {
  /** Null: the source's first snapshot; of the days before it nothing is told. */
  readonly after: Day | null;
  readonly upTo: Day;
  /** Null: it was not kept. */
  readonly activity: DayActivity | null;
  /** That of the snapshot before. */
  readonly before: DayActivity | null;
}

export type ObservedReceipt = Pick<AcceptedReceipt, 'day' | 'priorDay' | 'objectDigest' | 'activityKey'>;

/**
 * What a source's snapshots tell of stretches of days. A file with the very bytes of the one before tells nothing: what
 * was done on its day, or that nothing was, comes to light with the next.
 *
 * @param receipts of one source, by day
 * @param activities activityKey -> what was kept there
 */
export function observationsOf(
  receipts: readonly ObservedReceipt[],
  activities: ReadonlyMap<string, DayActivity>,
): Observation[] {
  const observations: Observation[] = [];
  let frozenAfter: Day | null = null;
  let before: DayActivity | null = null;
  for (const [index, { day, priorDay, objectDigest, activityKey }] of receipts.entries()) {
    const previous = receipts[index - 1];
    const isFrozen = previous?.day === priorDay && previous?.objectDigest === objectDigest;
    if (isFrozen) {
      frozenAfter ??= priorDay;
      continue;
    }
    const activity = activityKey === null ? null : (activities.get(activityKey) ?? null);
    observations.push({ after: frozenAfter ?? priorDay, upTo: day, activity, before });
    frozenAfter = null;
    before = activity;
  }
  return observations;
}

/** What a unit did in the days observed; null where nobody can say. */
export function activityOf(unitId: string, { after, activity }: Observation): UnitActivity | null {
  if (after === null || activity === null) return null;
  return activity.units[unitId] ?? noActivity;
}

/** Whether other rows of a unit could not be read than before: it may have entered something there. */
export function mayHaveEnteredUnreadably(unitId: string, { activity, before }: Observation): boolean {
  const rejected = activity?.units[unitId]?.rejected ?? 0;
  return rejected !== (before?.units[unitId]?.rejected ?? 0);
}
