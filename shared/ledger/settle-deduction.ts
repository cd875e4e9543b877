import type { Day } from '../calendar/day.ts';
import type { WorkingCalendar } from '../calendar/working-days.ts';
import { formatDay } from '../report/format-vietnamese.ts';
import type { LedgerDraft } from './append-entry.ts';
import { confirmationOf, termsOfEntry } from './decide-on-deduction.ts';
import { type Deduction, isOpen, type Notification, windowOf } from './deduction.ts';

/** That the mail system has a mail, which tells a proposal to a unit's head or deputies, and did not give it back. */
export interface Acceptance {
  readonly noticeId: string;
  readonly on: Day;
}

/** A working day on which open deductions are looked at. */
export interface SettlingDay {
  readonly on: Day;
  /** ISO 8601 in UTC: the time of the schedule. */
  readonly at: string;
  readonly calendar: WorkingCalendar;
}

const ACTOR = 'settle-deductions';

/**
 * What follows by itself for a proposal with a window: that the unit was told, and, once the window is over without an
 * explanation, that it is confirmed. A mail that bounced later told nobody: the one to the deputies that replaced it
 * begins the window anew, and while there is none nothing is confirmed. Holidays that were added since lengthen it: the
 * unit is entered as told once more, with the later last day.
 *
 * @param acceptance of the proposal that stands; null: no mail of it is accepted
 */
export function settleDeduction(
  deduction: Deduction,
  acceptance: Acceptance | null,
  day: SettlingDay,
): LedgerDraft | null {
  const { notified, state } = deduction;
  if (!isOpen(deduction) || windowOf(deduction) === 0 || acceptance === null) return null;
  if (notified?.noticeId !== acceptance.noticeId) return notification(deduction, acceptance, day);
  if (state !== 'notified') return null;
  // Entered, so that an explanation that came in the days gained counts as in time.
  if (lastDayOf(deduction, notified.on, day) > notified.explainBy)
    return notification(deduction, { ...acceptance, on: notified.on }, day);
  if (!isWindowOver(deduction, notified, day)) return null;
  return confirmation(deduction, notified, day);
}

/** What open deductions need people for. */
export const attentions = ['explanation-undecided', 'deduction-not-notified'] as const;
export type Attention = (typeof attentions)[number];

/** After so many working days without a mail that was accepted, admins are told. */
const WORKING_DAYS_UNTOLD = 3;

/** @param proposedOn the day of the province on which the proposal that stands was entered */
export function attentionFor(
  deduction: Deduction,
  acceptance: Acceptance | null,
  proposedOn: Day,
  day: SettlingDay,
): Attention | null {
  const { notified, state } = deduction;
  if (!isOpen(deduction) || windowOf(deduction) === 0) return null;
  if (acceptance === null) {
    return day.calendar.workingDaysBetween(proposedOn, day.on) >= WORKING_DAYS_UNTOLD ? 'deduction-not-notified' : null;
  }
  const isUndecided = state === 'explained' && notified !== null && isWindowOver(deduction, notified, day);
  return isUndecided ? 'explanation-undecided' : null;
}

/**
 * Whether the last day of a window has passed: the day that was entered when the unit was told, and, should holidays
 * have been added since, the last of as many working days by today's calendar.
 */
function isWindowOver(deduction: Deduction, { on, explainBy }: Notification, day: SettlingDay): boolean {
  return day.on > explainBy && day.on > lastDayOf(deduction, on, day);
}

function lastDayOf(deduction: Deduction, toldOn: Day, { calendar }: SettlingDay): Day {
  return calendar.addWorkingDays(toldOn, windowOf(deduction));
}

function notification(deduction: Deduction, { noticeId, on }: Acceptance, day: SettlingDay): LedgerDraft {
  const workingDays = windowOf(deduction);
  const explainBy = lastDayOf(deduction, on, day);
  return {
    ...termsOfEntry(deduction.restsOn),
    event: 'notified',
    pointsHundredths: 0,
    reference: noticeId,
    happenedOn: on,
    explainBy,
    actor: ACTOR,
    reason: `Thư thông báo đề xuất trừ điểm đã gửi ngày ${formatDay(on)}; thời hạn giải trình ${workingDays} ngày làm việc, đến hết ngày ${formatDay(explainBy)}.`,
    recordedAt: day.at,
  };
}

function confirmation(deduction: Deduction, { noticeId, explainBy }: Notification, day: SettlingDay): LedgerDraft {
  return {
    ...confirmationOf(deduction.restsOn, deduction.askedHundredths),
    reference: noticeId,
    actor: ACTOR,
    reason: `Hết thời hạn giải trình ngày ${formatDay(explainBy)}, đơn vị không giải trình trong thời hạn.`,
    recordedAt: day.at,
    happenedOn: day.on,
  };
}
