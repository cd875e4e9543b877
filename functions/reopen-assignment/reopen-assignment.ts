import * as z from 'zod';
import type { ReopenedReport } from '../../shared/assignment/assignment.ts';
import type { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { draftReopening, isSameReopening, reopenedOtherwise } from '../../shared/assignment/draft-reopening.ts';
import { findInstance, refuseUnassigned } from '../../shared/assignment/find-instance.ts';
import { type StandingInShort, standingInShort } from '../../shared/assignment/standing-in-short.ts';
import { daySchema } from '../../shared/calendar/day.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredReferenceSchema, enteredShape } from '../../shared/runtime/field-schemas.ts';

const reopeningOrderSchema = z.strictObject({
  ...enteredShape,
  assignmentId: z.string().min(1),
  unitId: z.string().min(1),
  /** When the report that is handed back had come in. */
  receivedOn: daySchema,
  /** Absent: the due date stays. */
  dueOn: daySchema.nullable().default(null),
  reference: enteredReferenceSchema,
});
export type ReopenAssignmentOrder = z.infer<typeof reopeningOrderSchema>;

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseReopenAssignment(event: unknown): ReopenAssignmentOrder {
  const parsed = reopeningOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    'reopen-assignment takes {actor, reason, assignmentId, unitId, receivedOn: yyyy-mm-dd (of the report that is handed ' +
      `back), dueOn?: yyyy-mm-dd, reference?}. Nothing was written.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

export interface ReopenAssignmentStores {
  readonly registry: Pick<RegistryStore, 'assignments'>;
  readonly events: Pick<AssignmentEventStore, 'of' | 'reopen'>;
}

export interface ReopenAssignmentOutcome {
  readonly isNew: boolean;
  readonly reopening: ReopenedReport;
  readonly standing: StandingInShort;
}

/**
 * Hands back a report that is not sufficient: the unit owes it again, with a new due date or the old one.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `ASSIGNMENT_UNKNOWN`, `INSTANCE_UNKNOWN`, `UNIT_NOT_ASSIGNED`, `NOT_REPORTED`,
 *   `REPORT_RECORDED_OTHERWISE`, `REOPENED_OTHERWISE`, `DUE_DATE_WRONG`
 */
export async function reopenAssignment(
  { assignmentId, ...order }: ReopenAssignmentOrder,
  at: string,
  timeZone: string,
  { registry, events }: ReopenAssignmentStores,
): Promise<ReopenAssignmentOutcome> {
  const on = dayAt(Date.parse(at), timeZone);
  const instance = findInstance(await registry.assignments(), assignmentId, on);
  refuseUnassigned(instance, order.unitId);
  const known = await events.of(instance);
  const { event, isRepetition } = draftReopening(order, instance, known, { at, on });
  const { isNew, kept } = isRepetition ? { isNew: false, kept: event } : await events.reopen(event);
  if (!isSameReopening(kept, order)) throw reopenedOtherwise(kept);
  const reopenings = isRepetition ? known.reopenings : [...known.reopenings, kept];
  return { isNew, reopening: kept, standing: standingInShort(instance, order.unitId, on, { ...known, reopenings }) };
}
