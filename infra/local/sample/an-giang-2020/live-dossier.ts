import type { WorkingCalendar } from '../../../../shared/calendar/working-days.ts';
import type { DossierState, DossierVersion, StatusCode } from './dossier-history.ts';
import type { SeededRandom } from './random.ts';
import { type Habit, lateShareIn, type SampleUnit } from './sample-unit.ts';
import { closingTimeOf, dayOf, momentBetween, momentOn, type WallMs } from './working-hours.ts';

/** What a dossier's life depends on. */
export interface Circumstances {
  readonly unit: SampleUnit;
  /** The statutory term, in working days. */
  readonly workingDays: number;
  readonly receivedAt: WallMs;
  readonly calendar: WorkingCalendar;
  readonly random: SeededRandom;
}

const HOUR_MS = 3_600_000;
/** From 15:00 on, a same-day procedure may be finished on the next working day. */
const LAST_SAME_DAY_HOUR = 15;

const shares = {
  notAccepted: 0.015,
  withdrawn: 0.012,
  paused: 0.05,
  stopped: 0.04,
  handedOverAtOnce: 0.6,
  completionDateForgotten: 0.006,
  neverFinishedIfLate: 0.06,
  dueDateMovedIfLate: 0.85,
  backDatedIfLate: 0.7,
};

/**
 * Invents what happens to a dossier from its receipt on, as it is entered into the portal. Communes refuse at the
 * counter and enter nothing.
 */
export function liveDossier(circumstances: Circumstances): DossierVersion[] {
  const { unit, receivedAt, random } = circumstances;
  if (unit.tier !== 'commune' && random.chance(shares.notAccepted))
    return [entered(receivedAt, { status: '3', dueAt: null })];
  const statutoryDueAt = dueAfter(circumstances);
  const dueAt = random.chance(unit.missingDueShare) ? null : statutoryDueAt;
  const isLate = random.chance(lateShareIn(unit, dayOf(receivedAt).slice(0, 7)));
  const accepted = entered(receivedAt, { status: random.chance(0.3) ? '2' : '4', dueAt });
  if (random.chance(shares.withdrawn)) return [accepted, withdrawal(circumstances, dueAt, statutoryDueAt)];
  if (isLate) return [accepted, ...lateEnding(circumstances, dueAt, statutoryDueAt)];
  if (circumstances.workingDays >= 5 && random.chance(shares.paused)) {
    return [accepted, ...pausedEnding(circumstances, dueAt, statutoryDueAt)];
  }
  return [accepted, ...completion(circumstances, dueAt, timelyMoment(circumstances, statutoryDueAt))];
}

type Partly = Pick<DossierState, 'status' | 'dueAt'> & Partial<DossierState>;

function entered(from: WallMs, state: Partly): DossierVersion {
  return { from, state: { completedAt: null, returnedAt: null, ...state }, misprint: null };
}

function dueAfter({ receivedAt, workingDays, calendar }: Circumstances): WallMs {
  const day = dayOf(receivedAt);
  const isTooLateToday = workingDays === 0 && receivedAt >= closingTimeOf(day) - (17 - LAST_SAME_DAY_HOUR) * HOUR_MS;
  return closingTimeOf(calendar.addWorkingDays(day, isTooLateToday ? 1 : workingDays));
}

/** On the last day in about a third of the cases, else some time in the second half of the term. */
function timelyMoment({ receivedAt, calendar, random }: Circumstances, dueAt: WallMs, from = receivedAt): WallMs {
  const firstDay = dayOf(from);
  const term = calendar.workingDaysBetween(firstDay, dayOf(dueAt));
  const daysTaken = random.chance(0.3) ? term : Math.round(term * (0.3 + 0.7 * random.next()));
  if (daysTaken === 0) return momentBetween(from, closingTimeOf(firstDay), random);
  return momentOn(calendar.addWorkingDays(firstDay, daysTaken), random);
}

function withdrawal(circumstances: Circumstances, dueAt: WallMs | null, statutoryDueAt: WallMs): DossierVersion {
  const withdrawnAt = timelyMoment(circumstances, statutoryDueAt);
  return entered(withdrawnAt, { status: '7', dueAt, completedAt: withdrawnAt });
}

/** Processed, then handed over; now and then nobody enters when processing ended. */
function completion(circumstances: Circumstances, dueAt: WallMs | null, completedAt: WallMs): DossierVersion[] {
  const { random, calendar } = circumstances;
  if (random.chance(shares.completionDateForgotten)) {
    return [entered(completedAt, { status: '10', dueAt, returnedAt: completedAt })];
  }
  const day = dayOf(completedAt);
  const handedOverAt = random.chance(shares.handedOverAtOnce)
    ? Math.min(completedAt + random.whole(60, 1800) * 1000, closingTimeOf(day))
    : momentOn(calendar.addWorkingDays(day, random.whole(1, 5)), random);
  return [
    entered(completedAt, { status: '9', dueAt, completedAt }),
    entered(handedOverAt, { status: '10', dueAt, completedAt, returnedAt: handedOverAt }),
  ];
}

/**
 * A supplement or a fee is waited for: lawfully, since it is asked for early in the term, and the due date is put off when
 * the pause begins.
 */
function pausedEnding(circumstances: Circumstances, dueAt: WallMs | null, statutoryDueAt: WallMs): DossierVersion[] {
  const { random, calendar, receivedAt, workingDays } = circumstances;
  const pausedDay = calendar.addWorkingDays(dayOf(receivedAt), random.whole(1, workingDays - 3));
  const pausedAt = momentOn(pausedDay, random);
  const pauseDays = random.whole(2, 15);
  const laterDueAt = closingTimeOf(calendar.addWorkingDays(dayOf(statutoryDueAt), pauseDays));
  const shownDueAt = dueAt === null ? null : laterDueAt;
  const status: StatusCode = random.chance(0.75) ? '5' : '6';
  if (random.chance(shares.stopped)) return [entered(pausedAt, { status: '8', dueAt })];
  const resumedAt = momentOn(calendar.addWorkingDays(pausedDay, pauseDays), random);
  return [
    entered(pausedAt, { status, dueAt: shownDueAt }),
    entered(resumedAt, { status: '4', dueAt: shownDueAt }),
    ...completion(circumstances, shownDueAt, Math.max(resumedAt, timelyMoment(circumstances, laterDueAt, resumedAt))),
  ];
}

function lateEnding(circumstances: Circumstances, dueAt: WallMs | null, statutoryDueAt: WallMs): DossierVersion[] {
  const { unit, random, calendar } = circumstances;
  const dueDay = dayOf(statutoryDueAt);
  if (isMended(unit.habit, 'moves-due-dates', shares.dueDateMovedIfLate, random)) {
    return movedDueDateEnding(circumstances, statutoryDueAt);
  }
  if (random.chance(shares.neverFinishedIfLate)) return [];
  const daysLate = 1 + Math.floor(-4 * Math.log(1 - random.next()));
  const finishedAt = momentOn(calendar.addWorkingDays(dueDay, daysLate), random);
  if (isMended(unit.habit, 'back-dates', shares.backDatedIfLate, random)) {
    const claimedAt = statutoryDueAt - random.whole(1, 3) * HOUR_MS;
    const state = { status: '10', dueAt, completedAt: claimedAt, returnedAt: finishedAt } as const;
    return [entered(finishedAt, state)];
  }
  return completion(circumstances, dueAt, finishedAt);
}

function isMended(habit: Habit, mendingHabit: Habit, share: number, random: SeededRandom): boolean {
  return habit === mendingHabit && random.chance(share);
}

/** Once the due date has passed it is moved, as far as it takes to be on time again. */
function movedDueDateEnding(circumstances: Circumstances, dueAt: WallMs): DossierVersion[] {
  const { random, calendar } = circumstances;
  const movedAt = momentOn(calendar.addWorkingDays(dayOf(dueAt), random.whole(1, 4)), random);
  const newDueAt = closingTimeOf(calendar.addWorkingDays(dayOf(movedAt), random.whole(8, 15)));
  const completedAt = timelyMoment(circumstances, newDueAt, movedAt);
  return [entered(movedAt, { status: '4', dueAt: newDueAt }), ...completion(circumstances, newDueAt, completedAt)];
}
