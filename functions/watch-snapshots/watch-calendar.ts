import { findCalendarGaps } from '../../shared/calendar/find-calendar-gaps.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import { noticeCalendarGap } from '../../shared/finding/notice-calendar-gap.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Scheduled } from '../../shared/runtime/event.ts';

export interface CalendarServices {
  readonly registry: Pick<RegistryStore, 'calendar'>;
  readonly findings: Pick<FindingStore, 'noticeForAlarm'>;
}

/** Looks whether the calendar has what the next weeks need, and keeps a finding of what it lacks. Returns how many are new. */
export async function watchCalendar(
  { scheduledAt }: Scheduled,
  timeZone: string,
  { registry, findings }: CalendarServices,
): Promise<number> {
  const day = dayAt(Date.parse(scheduledAt), timeZone);
  const noticedAt = new Date(scheduledAt).toISOString();
  let noticed = 0;
  for (const gap of findCalendarGaps(day, await registry.calendar())) {
    if (await findings.noticeForAlarm(noticeCalendarGap(gap, day, noticedAt))) noticed++;
  }
  return noticed;
}
