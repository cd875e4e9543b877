import * as z from 'zod';
import type { ReceivedReport } from '../../shared/assignment/assignment.ts';
import type { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { draftReport, isSameReport, recordedOtherwise } from '../../shared/assignment/draft-report.ts';
import { findInstance, refuseUnassigned } from '../../shared/assignment/find-instance.ts';
import { type StandingInShort, standingInShort } from '../../shared/assignment/standing-in-short.ts';
import { daySchema } from '../../shared/calendar/day.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredShape } from '../../shared/runtime/field-schemas.ts';

const documentSchema = z.string().min(1).max(1024).nullable().default(null);

/** What an admin sends: who records it and why, whose report on which assignment, received when, under which number. */
const reportOrderSchema = z.strictObject({
  ...enteredShape,
  assignmentId: z.string().min(1),
  unitId: z.string().min(1),
  receivedOn: daySchema,
  reference: documentSchema,
  file: documentSchema,
});
export type RecordReportOrder = z.infer<typeof reportOrderSchema>;

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseRecordReport(event: unknown): RecordReportOrder {
  const parsed = reportOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    'record-report takes {actor, reason, assignmentId, unitId, receivedOn: yyyy-mm-dd, reference?, file?}. Nothing was ' +
      `written.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

export interface RecordReportStores {
  readonly registry: Pick<RegistryStore, 'assignments'>;
  readonly events: Pick<AssignmentEventStore, 'of' | 'report'>;
}

export interface RecordReportOutcome {
  readonly isNew: boolean;
  readonly report: ReceivedReport;
  readonly standing: StandingInShort;
}

/**
 * Records that a unit's report on an assignment came in, so that the unit is reminded of it no more.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `ASSIGNMENT_UNKNOWN`, `INSTANCE_UNKNOWN`, `UNIT_NOT_ASSIGNED`, `RECEIVED_ON_WRONG`,
 *   `REPORT_RECORDED_OTHERWISE`
 */
export async function recordReport(
  { assignmentId, ...order }: RecordReportOrder,
  at: string,
  timeZone: string,
  { registry, events }: RecordReportStores,
): Promise<RecordReportOutcome> {
  const on = dayAt(Date.parse(at), timeZone);
  const instance = findInstance(await registry.assignments(), assignmentId, on);
  refuseUnassigned(instance, order.unitId);
  const known = await events.of(instance);
  const { event, isRepetition } = draftReport(order, instance, known, { at, on });
  const { isNew, kept } = isRepetition ? { isNew: false, kept: event } : await events.report(event);
  if (!isSameReport(kept, order)) throw recordedOtherwise(kept);
  const reports = isRepetition ? known.reports : [...known.reports, kept];
  return { isNew, report: kept, standing: standingInShort(instance, order.unitId, on, { ...known, reports }) };
}
