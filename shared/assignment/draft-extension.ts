import { addDays, type Day } from '../calendar/day.ts';
import { DomainError } from '../runtime/domain-error.ts';
import type { AssignmentEvents, Extension } from './assignment.ts';
import type { Draft } from './draft-report.ts';
import { standingOf } from './standing-of.ts';
import type { AssignmentInstance } from './unfold-assignment.ts';

/** A due date is never moved back, so that a slip of the year would let a report off for good. */
export const MOST_DAYS_LATER = 366;

export type ExtensionOrder = Pick<Extension, 'unitId' | 'dueOn' | 'actor' | 'reason' | 'reference'>;

/**
 * The putting off of a due date, for one unit or for all.
 *
 * @throws DomainError `EXTENDED_OTHERWISE`, `NOT_AN_EXTENSION`
 */
export function draftExtension(
  order: ExtensionOrder,
  instance: AssignmentInstance,
  events: AssignmentEvents,
  at: string,
): Draft<Extension> {
  const ofInstance = events.extensions.filter(({ assignmentId }) => instance.eventIds.includes(assignmentId));
  const kept = ofInstance.find(({ unitId, dueOn }) => unitId === order.unitId && dueOn === order.dueOn);
  if (kept !== undefined) {
    if (!isSameExtension(kept, order)) throw extendedOtherwise(kept);
    return { event: kept, isRepetition: true };
  }
  const insteadOf = presentDueDay(order, instance, { ...events, extensions: ofInstance });
  refuseWrongDay(order, instance, insteadOf, ofInstance);
  const event = { ...order, assignmentId: instance.instanceId, insteadOf, recordedAt: at };
  return { event, isRepetition: false };
}

/** Who enters it, and in which words, may differ: the fact is the day and the document that gave it. */
export function isSameExtension(kept: ExtensionOrder, order: ExtensionOrder): boolean {
  return kept.unitId === order.unitId && kept.dueOn === order.dueOn && kept.reference === order.reference;
}

export function extendedOtherwise(kept: Extension): DomainError {
  return new DomainError(
    'EXTENDED_OTHERWISE',
    `${kept.assignmentId} is extended to ${kept.dueOn} already, ${grounds(kept)}. That is not changed; nothing was written.`,
  );
}

/** Of an order for all units only what was given to all of them counts. */
function presentDueDay({ unitId }: ExtensionOrder, instance: AssignmentInstance, events: AssignmentEvents): Day {
  if (unitId !== null) return standingOf(instance, unitId, instance.firstDueOn, events).dueOn;
  const forAll = events.extensions.filter((extension) => extension.unitId === null).map(({ dueOn }) => dueOn);
  return [instance.firstDueOn, ...forAll].toSorted().at(-1) ?? instance.firstDueOn;
}

function refuseWrongDay(
  { dueOn, unitId }: ExtensionOrder,
  { instanceId }: AssignmentInstance,
  present: Day,
  extensions: readonly Extension[],
): void {
  const latest = addDays(present, MOST_DAYS_LATER);
  if (present < dueOn && dueOn <= latest) return;
  const by = extensions.find((extension) => extension.dueOn === present);
  throw new DomainError(
    'NOT_AN_EXTENSION',
    `${instanceId} is due ${unitId === null ? '' : `from ${unitId} `}on ${present}` +
      `${by === undefined ? '' : ` (${grounds(by)})`}: an extension must lie after that and not after ${latest}, ` +
      `${dueOn} does not. Nothing was written.`,
  );
}

function grounds({ reference, actor, reason }: Extension): string {
  return `by ${reference ?? 'no document'}, entered by ${actor} (${reason})`;
}
