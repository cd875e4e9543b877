import type { Day } from '../../shared/calendar/day.ts';
import { dayAt, offsetMsAt } from '../../shared/calendar/zone.ts';

/** When mails may go out, in the province's time zone: from `from` on, before `until`, each HH:mm. */
export interface SendingHours {
  readonly timeZone: string;
  readonly from: string;
  readonly until: string;
}

/** `over`: a digest's day has passed, or will bring no time to send any more. */
export type SendingTime = 'early' | 'open' | 'over';

/** How an instant stands to the hours in which a day's digest may be sent: on its own day alone, a working day. */
export function sendingTime(day: Day, now: string, { timeZone, from, until }: SendingHours): SendingTime {
  const nowMs = Date.parse(now);
  const today = dayAt(nowMs, timeZone);
  if (today !== day) return today < day ? 'early' : 'over';
  const timeOfDay = new Date(nowMs + offsetMsAt(nowMs, timeZone)).toISOString().slice(11, 16);
  if (timeOfDay < from) return 'early';
  return timeOfDay < until ? 'open' : 'over';
}
