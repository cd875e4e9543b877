import { addDays, type Day } from '../calendar/day.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { type Mute, mutesOn, neverMuted, type TopicKind } from './mute.ts';

/** A quarter: nobody is left without reminders because an order was forgotten. */
const MOST_DAYS_AHEAD = 92;

/** What an admin asks for. */
export type MuteOrder = Pick<Mute, 'unitId' | 'kinds' | 'until' | 'actor' | 'reason'>;

export interface OrderingMoment {
  /** The day of the province. */
  readonly day: Day;
  /** ISO 8601 in UTC */
  readonly at: string;
}

/**
 * The entry that an order makes, or null where all that it asks for stands already: the same order twice is one.
 *
 * @param earlier all orders of the unit
 * @throws DomainError `KIND_NEVER_MUTED`, `MUTE_ENDS_TOO_EARLY`, `MUTE_ENDS_TOO_LATE`
 */
export function draftMute(order: MuteOrder, earlier: readonly Mute[], { day, at }: OrderingMoment): Mute | null {
  refuse(order, day);
  const standing = mutesOn(earlier, day).get(order.unitId);
  const standsUntil = (kind: TopicKind) => standing?.get(kind)?.until ?? null;
  if (order.kinds.every((kind) => standsUntil(kind) === order.until)) return null;
  const number = Math.max(0, ...earlier.map((mute) => mute.number)) + 1;
  return { ...order, kinds: [...new Set(order.kinds)].sort(), number, orderedAt: at };
}

function refuse({ kinds, until }: MuteOrder, day: Day): void {
  const never = kinds.filter((kind) => neverMuted.includes(kind));
  if (never.length > 0) {
    throw new DomainError(
      'KIND_NEVER_MUTED',
      `${never.join(', ')} cannot be muted: by deductions units lose points, and their time for explaining themselves ` +
        'runs from the mail. Leave these kinds out. Nothing was written.',
    );
  }
  if (until !== null && until < day) {
    throw new DomainError(
      'MUTE_ENDS_TOO_EARLY',
      `until ${until} has passed: it is the last day on which nothing is told, ${day} or later. To tell again at once, ` +
        'send until: null. Nothing was written.',
    );
  }
  const latest = addDays(day, MOST_DAYS_AHEAD);
  if (until !== null && until > latest) {
    throw new DomainError(
      'MUTE_ENDS_TOO_LATE',
      `until ${until} is more than ${MOST_DAYS_AHEAD} days ahead: ${latest} at the latest, and again then where it is ` +
        'still wanted. Nothing was written.',
    );
  }
}
