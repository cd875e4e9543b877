import { addDays, type Day } from '../calendar/day.ts';
import { DomainError } from '../runtime/domain-error.ts';
import type { AssignmentEvents, ReopenedReport } from './assignment.ts';
import { MOST_DAYS_LATER } from './draft-extension.ts';
import type { Draft } from './draft-report.ts';
import { type Standing, standingOf } from './standing-of.ts';
import type { AssignmentInstance } from './unfold-assignment.ts';

export type ReopeningOrder = Pick<ReopenedReport, 'unitId' | 'receivedOn' | 'dueOn' | 'actor' | 'reason' | 'reference'>;

/**
 * The handing back of the report that stands, which an order names by the day of its receipt: an order that comes again
 * after the next report must not hand that one back.
 *
 * @param on the day of the order
 * @throws DomainError `NOT_REPORTED`, `REOPENED_OTHERWISE`, `REPORT_RECORDED_OTHERWISE`, `DUE_DATE_WRONG`
 */
export function draftReopening(
  order: ReopeningOrder,
  instance: AssignmentInstance,
  events: AssignmentEvents,
  { at, on }: { readonly at: string; readonly on: Day },
): Draft<ReopenedReport> {
  const standing = standingOf(instance, order.unitId, on, events);
  const ofReport = standing.reopenings.filter(({ receivedOn }) => receivedOn === order.receivedOn);
  const repeated = ofReport.find((reopening) => isSameReopening(reopening, order));
  if (repeated !== undefined) return { event: repeated, isRepetition: true };
  if (standing.report?.receivedOn !== order.receivedOn) {
    const [kept] = ofReport;
    throw kept === undefined ? nothingToReopen(order, instance, standing) : reopenedOtherwise(kept);
  }
  refuseDueDate(order, instance, standing, on);
  const { round } = standing.report;
  const event = { ...order, assignmentId: instance.instanceId, round, reopenedOn: on, recordedAt: at };
  return { event, isRepetition: false };
}

/** Who hands it back may differ: the fact is the report, why, and until when the next one has time. */
export function isSameReopening(kept: ReopeningOrder, order: ReopeningOrder): boolean {
  return kept.receivedOn === order.receivedOn && kept.dueOn === order.dueOn && kept.reason === order.reason;
}

export function reopenedOtherwise(kept: ReopenedReport): DomainError {
  return new DomainError(
    'REOPENED_OTHERWISE',
    `The report of ${kept.unitId} on ${kept.assignmentId} that was received on ${kept.receivedOn} was handed back already, ` +
      `on ${kept.reopenedOn} by ${kept.actor} (${kept.reason}), ` +
      `${kept.dueOn === null ? 'without a new due date' : `due anew on ${kept.dueOn}`}. To give more time, use ` +
      'extend-assignment. Nothing was written.',
  );
}

function nothingToReopen(
  { unitId, receivedOn }: ReopeningOrder,
  { instanceId }: AssignmentInstance,
  { report }: Standing,
): DomainError {
  if (report === null) {
    return new DomainError(
      'NOT_REPORTED',
      `No report of ${unitId} on ${instanceId} stands: it is owed already. Nothing was written.`,
    );
  }
  return new DomainError(
    'REPORT_RECORDED_OTHERWISE',
    `The report of ${unitId} on ${instanceId} that stands was received on ${report.receivedOn}, not on ${receivedOn}: ` +
      'name that day. Nothing was written.',
  );
}

function refuseDueDate(
  { dueOn }: ReopeningOrder,
  { instanceId }: AssignmentInstance,
  standing: Standing,
  on: Day,
): void {
  if (dueOn === null) return;
  const earliest = standing.dueOn > on ? standing.dueOn : on;
  const latest = addDays(earliest, MOST_DAYS_LATER);
  if (earliest <= dueOn && dueOn <= latest) return;
  throw new DomainError(
    'DUE_DATE_WRONG',
    `${instanceId} cannot be due anew on ${dueOn}: that must lie from ${earliest} (today, or the present due date) to ` +
      `${latest}. Nothing was written.`,
  );
}
