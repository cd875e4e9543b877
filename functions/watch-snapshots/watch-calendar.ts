import { findCalendarGaps } from '../../shared/calendar/find-calendar-gaps.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import { whyCalendarIsMended } from '../../shared/finding/is-over.ts';
import { CALENDAR_ITSELF, noticeCalendarGap } from '../../shared/finding/notice-calendar-gap.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Scheduled } from '../../shared/runtime/event.ts';

export interface CalendarServices {
  readonly registry: Pick<RegistryStore, 'calendar'>;
  readonly findings: Pick<FindingStore, 'noticeForAlarm' | 'unclosed' | 'resolve'>;
}

/**
 * Looks whether the calendar has what the next weeks need, keeps a finding of what it lacks, and says of what was
 * lacking and is there now that it is over. Returns how many are new.
 */
export async function watchCalendar(
  { scheduledAt }: Scheduled,
  timeZone: string,
  { registry, findings }: CalendarServices,
): Promise<number> {
  const day = dayAt(Date.parse(scheduledAt), timeZone);
  const noticedAt = new Date(scheduledAt).toISOString();
  let noticed = 0;
  const gaps = findCalendarGaps(day, await registry.calendar());
  for (const gap of gaps) {
    if (await findings.noticeForAlarm(noticeCalendarGap(gap, day, noticedAt))) noticed++;
  }
  for (const finding of await findings.unclosed({ unitId: CALENDAR_ITSELF, kind: 'calendar-missing' })) {
    const reason = whyCalendarIsMended(finding, gaps);
    if (reason !== null) await findings.resolve(finding, reason, noticedAt);
  }
  return noticed;
}
