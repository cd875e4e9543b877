import { addDays, type Day, daysBetween } from '../../shared/calendar/day.ts';
import { type Cron, firingsOn, parseCron } from './cron.ts';
import type { Arrival, Feed } from './feed.ts';
import type { LocalAccount } from './local-account.ts';
import type { Schedule } from './template.ts';

/** Something that happens at a simulated instant. */
export interface Step {
  readonly atMs: number;
  take(account: LocalAccount): Promise<void>;
}

interface TimedSchedule {
  readonly schedule: Schedule;
  readonly cron: Cron;
}

export interface WalkOptions {
  /** The last day that was walked before, when a kept state is taken up again. */
  readonly walkedUntil: Day | null;
  onDay(day: Day): void;
}

/**
 * Walks a feed's days in order: what arrives and what is scheduled, each at its instant, and all that follows from it
 * before the next. What is there before the first day comes first.
 */
export async function walkCalendar(
  feed: Feed,
  schedules: readonly Schedule[],
  account: LocalAccount,
  { walkedUntil, onDay }: WalkOptions,
): Promise<void> {
  const timed = schedules.map((schedule) => ({ schedule, cron: parseCron(schedule.ScheduleExpression) }));
  if (walkedUntil === null) await takeAll(feed.setUp().map(arrivalStep), account);
  const firstDay = walkedUntil === null ? feed.firstDay : addDays(walkedUntil, 1);
  for (const day of daysBetween(firstDay, feed.until)) {
    await takeAll(stepsOf(feed, timed, day), account);
    onDay(day);
  }
}

/** In order of time; at the same instant, what arrives comes before what is scheduled. */
function stepsOf(feed: Feed, schedules: readonly TimedSchedule[], day: Day): Step[] {
  const arrivals = feed.arrivalsOn(day).map(arrivalStep);
  const firings = schedules.flatMap((timed) => firingSteps(timed, day));
  return [...arrivals, ...firings].toSorted((one, other) => one.atMs - other.atMs);
}

async function takeAll(steps: readonly Step[], account: LocalAccount): Promise<void> {
  for (const step of steps) await step.take(account);
}

function arrivalStep(arrival: Arrival): Step {
  return {
    atMs: Date.parse(arrival.at),
    take: (account) => (arrival.kind === 'object' ? account.put(arrival) : account.act(arrival)),
  };
}

/** Schedules have time zones of their own; a day of the schedule's zone stands for the same day of the feed's. */
function firingSteps({ schedule, cron }: TimedSchedule, day: Day): Step[] {
  return firingsOn(cron, day, schedule.ScheduleExpressionTimezone).map((atMs) => ({
    atMs,
    take: (account) => account.fire(schedule, new Date(atMs).toISOString()),
  }));
}
