import { DAY_MS, dayOfNumber } from './day.ts';
import type { WorkingCalendar } from './working-days.ts';
import type { ZoneOffsets } from './zone.ts';

const MINUTE_MS = 60_000;
const sessionPattern = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

/** A part of a working day, in milliseconds since its midnight. */
interface Session {
  readonly startMs: number;
  readonly endMs: number;
}

/** Why texts such as `07:00-11:00` are no working day; null where they are one. */
export function problemOfOfficeHours(texts: readonly string[]): string | null {
  let before = -1;
  for (const text of texts) {
    if (!sessionPattern.test(text)) return `${text} is no part of a day such as 07:00-11:00`;
    const { startMs, endMs } = sessionOf(text);
    if (endMs <= startMs || endMs > DAY_MS) return `${text} ends before it begins, or after its day`;
    if (startMs <= before) return `${text} must begin after the part before it has ended`;
    before = endMs;
  }
  return null;
}

/** Reckons in working time: the office hours of working days. Instants are epoch milliseconds. */
export class WorkingHours {
  readonly #calendar: WorkingCalendar;
  readonly #sessions: readonly Session[];
  readonly #zone: ZoneOffsets;
  readonly #isWorked = new Map<number, boolean>();

  /** @param officeHours the parts of a working day in order, such as `07:00-11:00`, in the zone's time */
  constructor(calendar: WorkingCalendar, officeHours: readonly string[], zone: ZoneOffsets) {
    this.#calendar = calendar;
    this.#sessions = officeHours.map(sessionOf);
    this.#zone = zone;
  }

  /** The instant at which so much working time has passed since an instant, as soon as it has. */
  after(instantMs: number, workingMs: number): number {
    let left = workingMs;
    for (const [startMs, endMs] of this.#sessionsFrom(instantMs)) {
      if (endMs - startMs >= left) return this.#zone.instantOfWallClock(startMs + left);
      left -= endMs - startMs;
    }
    throw new RangeError('A calendar without working days has no working hours.');
  }

  /** Whether any working time passes from one instant to a later one. */
  isAnyBetween(fromMs: number, toMs: number): boolean {
    const [next] = this.#sessionsFrom(fromMs);
    return next !== undefined && this.#zone.instantOfWallClock(next[0]) < toMs;
  }

  /** What is left of each part of a working day from an instant on: wall clock as if in UTC. */
  *#sessionsFrom(instantMs: number): Generator<readonly [startMs: number, endMs: number]> {
    const wallMs = instantMs + this.#zone.offsetMsAt(instantMs);
    const firstDay = Math.floor(wallMs / DAY_MS);
    for (let day = firstDay; day < firstDay + MOST_DAYS; day++) {
      if (!this.#isWorkedOn(day)) continue;
      for (const session of this.#sessions) {
        const endMs = day * DAY_MS + session.endMs;
        if (endMs > wallMs) yield [Math.max(wallMs, day * DAY_MS + session.startMs), endMs];
      }
    }
  }

  #isWorkedOn(day: number): boolean {
    const known = this.#isWorked.get(day);
    if (known !== undefined) return known;
    const isWorked = this.#calendar.isWorkingDay(dayOfNumber(day));
    this.#isWorked.set(day, isWorked);
    return isWorked;
  }
}

/** A calendar in which so many days in a row lack the working time that is sought is no calendar. */
const MOST_DAYS = 1000;

function sessionOf(text: string): Session {
  const [, startHour, startMinute, endHour, endMinute] = sessionPattern.exec(text) ?? [];
  return { startMs: msOf(startHour, startMinute), endMs: msOf(endHour, endMinute) };
}

function msOf(hours = '0', minutes = '0'): number {
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}
