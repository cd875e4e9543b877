import type { CalendarEntry } from './calendar-entry.ts';
import { addDays, type Day, dayNumber, daysBetween } from './day.ts';

/**
 * The province's working days: Monday to Friday, less the holidays of `calendar.csv`, plus the weekend days that it
 * names as worked in exchange.
 */
export class WorkingCalendar {
  readonly #kinds: ReadonlyMap<Day, CalendarEntry['kind']>;

  constructor(entries: readonly CalendarEntry[]) {
    this.#kinds = new Map(entries.map(({ date, kind }) => [date, kind]));
  }

  isWorkingDay(day: Day): boolean {
    const kind = this.#kinds.get(day);
    return kind === undefined ? isWeekday(day) : kind === 'working';
  }

  /** The `count`-th working day after `day` (before it, when negative); `day` itself when zero. */
  addWorkingDays(day: Day, count: number): Day {
    const step = Math.sign(count);
    let reached = day;
    for (let left = Math.abs(count); left > 0; ) {
      reached = addDays(reached, step);
      if (this.isWorkingDay(reached)) left--;
    }
    return reached;
  }

  /**
   * How many working days lie between: `from` is not counted, `to` is. Negative when `to` comes first. It undoes
   * `addWorkingDays`: the working days between a day and the n-th working day from it are n.
   */
  workingDaysBetween(from: Day, to: Day): number {
    if (to < from) return 0 - this.#countWorkingDays(to, addDays(from, -1));
    return this.#countWorkingDays(addDays(from, 1), to);
  }

  #countWorkingDays(first: Day, last: Day): number {
    let count = 0;
    for (const day of daysBetween(first, last)) if (this.isWorkingDay(day)) count++;
    return count;
  }
}

/** 1970-01-01, day number 0, was a Thursday. */
function isWeekday(day: Day): boolean {
  const daysSinceMonday = (((dayNumber(day) + 3) % 7) + 7) % 7;
  return daysSinceMonday < 5;
}
