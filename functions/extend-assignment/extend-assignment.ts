import * as z from 'zod';
import { assignedUnits } from '../../shared/assignment/assigned-units.ts';
import type { Extension } from '../../shared/assignment/assignment.ts';
import type { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { draftExtension, extendedOtherwise, isSameExtension } from '../../shared/assignment/draft-extension.ts';
import { findInstance, refuseUnassigned } from '../../shared/assignment/find-instance.ts';
import { type StandingInShort, standingInShort } from '../../shared/assignment/standing-in-short.ts';
import { daySchema } from '../../shared/calendar/day.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { enteredReferenceSchema, enteredShape } from '../../shared/runtime/field-schemas.ts';

const extensionOrderSchema = z.strictObject({
  ...enteredShape,
  assignmentId: z.string().min(1),
  /** Absent: for all units. */
  unitId: z.string().min(1).nullable().default(null),
  dueOn: daySchema,
  reference: enteredReferenceSchema,
});
export type ExtendAssignmentOrder = z.infer<typeof extensionOrderSchema>;

/** @throws DomainError `UNREADABLE_EVENT`, naming the fields that are missing or wrong. */
export function parseExtendAssignment(event: unknown): ExtendAssignmentOrder {
  const parsed = extensionOrderSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new DomainError(
    'UNREADABLE_EVENT',
    'extend-assignment takes {actor, reason, assignmentId, dueOn: yyyy-mm-dd, unitId?, reference?}. Nothing was ' +
      `written.\n${z.prettifyError(parsed.error)}`,
    { cause: parsed.error },
  );
}

export interface ExtendAssignmentStores {
  readonly registry: Pick<RegistryStore, 'assignments'>;
  readonly events: Pick<AssignmentEventStore, 'of' | 'extend'>;
}

export interface ExtendAssignmentOutcome {
  readonly isNew: boolean;
  readonly extension: Extension;
  /** Of the units that it is for. */
  readonly standings: Readonly<Record<string, StandingInShort>>;
}

/**
 * Puts off the due date of an instance, for one unit or for all. The first due date stays, and is told with it.
 *
 * @param at when the order came, ISO 8601 in UTC
 * @throws DomainError `ASSIGNMENT_UNKNOWN`, `INSTANCE_UNKNOWN`, `UNIT_NOT_ASSIGNED`, `NOT_AN_EXTENSION`,
 *   `EXTENDED_OTHERWISE`
 */
export async function extendAssignment(
  { assignmentId, ...order }: ExtendAssignmentOrder,
  at: string,
  timeZone: string,
  { registry, events }: ExtendAssignmentStores,
): Promise<ExtendAssignmentOutcome> {
  const on = dayAt(Date.parse(at), timeZone);
  const instance = findInstance(await registry.assignments(), assignmentId, on);
  if (order.unitId !== null) refuseUnassigned(instance, order.unitId);
  const known = await events.of(instance);
  const { event, isRepetition } = draftExtension(order, instance, known, at);
  const { isNew, kept } = isRepetition ? { isNew: false, kept: event } : await events.extend(event);
  if (!isSameExtension(kept, order)) throw extendedOtherwise(kept);
  const extensions = isRepetition ? known.extensions : [...known.extensions, kept];
  const unitIds = assignedUnits(instance.assignment).map(({ unitId }) => unitId);
  const concerned = unitIds.filter((unitId) => order.unitId === null || unitId === order.unitId);
  const standings = concerned.map((unitId) => [
    unitId,
    standingInShort(instance, unitId, on, { ...known, extensions }),
  ]);
  return { isNew, extension: kept, standings: Object.fromEntries(standings) };
}
