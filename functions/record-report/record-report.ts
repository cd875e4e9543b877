import * as z from 'zod';
import { assignedUnits } from '../../shared/assignment/assigned-units.ts';
import { type Assignment, type ReceivedReport, receivedReportSchema } from '../../shared/assignment/assignment.ts';
import type { ReceivedReportStore } from '../../shared/assignment/received-report-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';

/** What an admin sends: who records it and why, whose report on which assignment, received when, under which number. */
const recordReportSchema = receivedReportSchema.extend({
  reference: z
    .string()
    .min(1)
    .nullish()
    .transform((reference) => reference ?? null),
});

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseRecordReport(event: unknown): ReceivedReport {
  const parsed = recordReportSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    'record-report takes {actor, reason, assignmentId, unitId, receivedOn: yyyy-mm-dd, reference?}. Nothing was ' +
      `written.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

export interface RecordReportStores {
  readonly registry: RegistryStore;
  readonly receivedReports: ReceivedReportStore;
}

/**
 * Records that a unit's report on an assignment came in, so that the unit is reminded of it no more.
 *
 * @throws DomainError `ASSIGNMENT_UNKNOWN`, `UNIT_NOT_ASSIGNED`, `REPORT_RECORDED_OTHERWISE`
 */
export async function recordReport(
  report: ReceivedReport,
  { registry, receivedReports }: RecordReportStores,
): Promise<{ isNew: boolean; report: ReceivedReport }> {
  refuseUnassigned(report, await registry.assignments());
  return receivedReports.record(report);
}

function refuseUnassigned({ assignmentId, unitId }: ReceivedReport, assignments: readonly Assignment[]): void {
  const rows = assignments.filter((assignment) => assignment.assignmentId === assignmentId);
  if (rows.length === 0) {
    throw new DomainError(
      'ASSIGNMENT_UNKNOWN',
      `The registry has no assignment ${assignmentId}: look up its id in assignments.csv. Nothing was written.`,
    );
  }
  const assignedIds = [...new Set(rows.flatMap(assignedUnits).map((assigned) => assigned.unitId))];
  if (assignedIds.includes(unitId)) return;
  throw new DomainError(
    'UNIT_NOT_ASSIGNED',
    `Unit ${unitId} neither leads nor coordinates assignment ${assignmentId}; its units are ` +
      `${assignedIds.join(', ')}. Nothing was written.`,
  );
}
