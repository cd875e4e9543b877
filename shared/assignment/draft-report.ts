import { addDays, type Day } from '../calendar/day.ts';
import { DomainError } from '../runtime/domain-error.ts';
import type { AssignmentEvents, ReceivedReport } from './assignment.ts';
import { standingOf } from './standing-of.ts';
import type { AssignmentInstance } from './unfold-assignment.ts';

const MOST_DAYS_EARLY = 366;

export type ReportOrder = Pick<
  ReceivedReport,
  'unitId' | 'receivedOn' | 'reference' | 'file' | 'text' | 'actor' | 'reason'
>;

/** An event to be written, or the one that an order only repeats. */
export interface Draft<Event> {
  readonly event: Event;
  readonly isRepetition: boolean;
}

/**
 * The report that an order records: of the round that the reports handed back so far leave open. What was recorded once
 * is the same report ever after, also when it was handed back since.
 *
 * @param on the day of the order
 * @throws DomainError `RECEIVED_ON_WRONG`, `REPORT_RECORDED_OTHERWISE`
 */
export function draftReport(
  order: ReportOrder,
  instance: AssignmentInstance,
  events: AssignmentEvents,
  { at, on }: { readonly at: string; readonly on: Day },
): Draft<ReceivedReport> {
  const ofUnit = events.reports.filter(
    ({ assignmentId, unitId }) => instance.eventIds.includes(assignmentId) && unitId === order.unitId,
  );
  const recorded = ofUnit.find((report) => isSameReport(report, order));
  if (recorded !== undefined) return { event: recorded, isRepetition: true };
  const { report, reopenings } = standingOf(instance, order.unitId, on, events);
  if (report !== null) throw recordedOtherwise(report);
  refuseWrongDay(order, instance, on);
  const event = { ...order, assignmentId: instance.instanceId, round: reopenings.length, recordedAt: at };
  return { event, isRepetition: false };
}

/** A slip of the year would make a late report timely: it came neither a year before its due date nor before the order. */
function refuseWrongDay({ unitId, receivedOn }: ReportOrder, instance: AssignmentInstance, on: Day): void {
  const { instanceId, firstDueOn, assignment } = instance;
  const yearBefore = addDays(firstDueOn, -MOST_DAYS_EARLY);
  const earliest = assignment.validFrom < yearBefore ? assignment.validFrom : yearBefore;
  if (earliest <= receivedOn && receivedOn <= on) return;
  throw new DomainError(
    'RECEIVED_ON_WRONG',
    `The report of ${unitId} on ${instanceId} cannot have come in on ${receivedOn}, which lies ` +
      `${receivedOn > on ? `after ${on}, today` : `before ${earliest}`}: look at the date. Nothing was written.`,
  );
}

/** Who records it, and why, may differ: the fact is the day, the reference, the file and what an explanation says. */
export function isSameReport(kept: ReportOrder, report: ReportOrder): boolean {
  const isSameDocument = kept.reference === report.reference && kept.file === report.file;
  return kept.receivedOn === report.receivedOn && isSameDocument && kept.text === report.text;
}

export function recordedOtherwise(kept: ReceivedReport): DomainError {
  const file = kept.file === null ? '' : ` and file ${kept.file}`;
  return new DomainError(
    'REPORT_RECORDED_OTHERWISE',
    `The report of unit ${kept.unitId} on assignment ${kept.assignmentId} is recorded already, as received on ` +
      `${kept.receivedOn} with ${kept.reference === null ? 'no reference' : `reference ${kept.reference}`}${file}, by ` +
      `${kept.actor} (${kept.reason}). A recorded report is not changed: reopen-assignment hands it back, if it is not ` +
      'the right one. Nothing was written.',
  );
}
