import { Temporal } from 'temporal-polyfill';
import type { Day } from '../../shared/calendar/day.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** A schedule as EventBridge writes it: `cron(minutes hours day-of-month month day-of-week year)`. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 1 is Sunday, 7 is Saturday. */
  readonly daysOfWeek: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
}

const MONTH_NAMES = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAY_NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Reads a schedule expression. `L`, `W`, `#`, `rate(...)` and `at(...)` are not understood, and say so.
 *
 * @throws DomainError `SCHEDULE_UNREADABLE`
 */
export function parseCron(expression: string): Cron {
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
  const [minutes, hours, daysOfMonth, months, daysOfWeek, years, ...others] = fields;
  if (!minutes || !hours || !daysOfMonth || !months || !daysOfWeek || !years || others.length > 0) {
    throw new DomainError(
      'SCHEDULE_UNREADABLE',
      `The local calendar understands cron(minutes hours day-of-month month day-of-week year), not "${expression}".`,
    );
  }
  const read = (field: string, first: number, last: number, names: readonly string[] = []) =>
    parseField(field, { expression, first, last, names });
  return {
    minutes: read(minutes, 0, 59),
    hours: read(hours, 0, 23),
    daysOfMonth: read(daysOfMonth, 1, 31),
    months: read(months, 1, 12, MONTH_NAMES),
    daysOfWeek: read(daysOfWeek, 1, 7, WEEKDAY_NAMES),
    years: read(years, 1970, 2199),
  };
}

interface FieldBounds {
  readonly expression: string;
  readonly first: number;
  readonly last: number;
  readonly names: readonly string[];
}

function parseField(field: string, bounds: FieldBounds): ReadonlySet<number> {
  return new Set(field.split(',').flatMap((part) => parsePart(part, bounds)));
}

/** `*`, `?`, `7`, `2-5`, `*` + `/15`, `0/10`, `MON-FRI`. */
function parsePart(part: string, bounds: FieldBounds): number[] {
  const [range = '', stepText] = part.split('/');
  const step = stepText === undefined ? 1 : readNumber(stepText, bounds);
  const [from, to] = readRange(range, stepText !== undefined, bounds);
  const numbers: number[] = [];
  for (let number = from; number <= to; number += step) numbers.push(number);
  if (step < 1 || numbers.length === 0) throw unreadable(part, bounds);
  return numbers;
}

function readRange(range: string, hasStep: boolean, bounds: FieldBounds): [number, number] {
  if (range === '*' || range === '?') return [bounds.first, bounds.last];
  const [fromText = '', toText] = range.split('-');
  const from = readNumber(fromText, bounds);
  const openEnd = hasStep ? bounds.last : from;
  const to = toText === undefined ? openEnd : readNumber(toText, bounds);
  if (from < bounds.first || to > bounds.last) throw unreadable(range, bounds);
  return [from, to];
}

function readNumber(text: string, bounds: FieldBounds): number {
  const position = bounds.names.indexOf(text.toUpperCase());
  if (position >= 0) return bounds.first + position;
  if (!/^\d+$/.test(text)) throw unreadable(text, bounds);
  return Number(text);
}

function unreadable(part: string, { expression }: FieldBounds): DomainError {
  return new DomainError('SCHEDULE_UNREADABLE', `The local calendar does not understand "${part}" in "${expression}".`);
}

/**
 * The instants (epoch milliseconds, ascending) at which a schedule fires on a calendar day of a time zone. A wall-clock
 * time that the day skips does not fire, one that it has twice fires once, as EventBridge Scheduler does it.
 */
export function firingsOn(cron: Cron, day: Day, timeZone: string): number[] {
  const date = Temporal.PlainDate.from(day);
  if (!isCronDay(cron, date)) return [];
  const instants: number[] = [];
  for (const hour of cron.hours) {
    for (const minute of cron.minutes) {
      const wallClock = date.toPlainDateTime({ hour, minute });
      const zoned = wallClock.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
      if (zoned.toPlainDateTime().equals(wallClock)) instants.push(zoned.epochMilliseconds);
    }
  }
  return instants.sort((one, other) => one - other);
}

function isCronDay(cron: Cron, date: Temporal.PlainDate): boolean {
  const sundayIsOne = (date.dayOfWeek % 7) + 1;
  return (
    cron.years.has(date.year) &&
    cron.months.has(date.month) &&
    cron.daysOfMonth.has(date.day) &&
    cron.daysOfWeek.has(sundayIsOne)
  );
}
