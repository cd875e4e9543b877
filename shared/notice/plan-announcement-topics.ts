import type { Unit } from '../unit/unit.ts';
import type { Announcement } from './announcement.ts';
import type { DueTopic } from './due-topic.ts';

export interface AnnouncementFacts {
  /** In any order. */
  readonly announcements: readonly Announcement[];
  /** Who is told. */
  readonly unitIds: readonly string[];
  /** The units in force on the day, by id. */
  readonly units: ReadonlyMap<string, Unit>;
}

/**
 * Every head of a month is told to each of these units, once. A later head does not make an earlier one stale: its hash is
 * to be kept outside of the account all the same.
 */
export function planAnnouncementTopics({ announcements, unitIds, units }: AnnouncementFacts): DueTopic[] {
  return [...new Set(unitIds)].flatMap((unitId) =>
    announcements.map((announcement) => ({
      topic: {
        kind: 'announcement' as const,
        topicId: `announcement#${unitId}#${announcement.month}#${announcement.number}`,
        unitId,
        unitName: units.get(unitId)?.name ?? unitId,
        ...announcement,
      },
      supersededBy: [],
    })),
  );
}

/**
 * Who is told of months: the units that a province names, or else those that own the sources.
 *
 * @param setting `*`, or unit ids separated by `;`
 */
export function unitsToTell(setting: string, sources: readonly { readonly ownerUnitId: string }[]): string[] {
  const named = setting.trim() === '*' ? sources.map(({ ownerUnitId }) => ownerUnitId) : setting.split(';');
  return [...new Set(named.map((unitId) => unitId.trim()))].filter((unitId) => unitId !== '').toSorted();
}
