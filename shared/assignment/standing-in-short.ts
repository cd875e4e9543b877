import type { Day } from '../calendar/day.ts';
import type { AssignmentEvents } from './assignment.ts';
import { type Standing, standingOf } from './standing-of.ts';
import type { AssignmentInstance } from './unfold-assignment.ts';

/** What an admin is answered: how the unit now stands. */
export type StandingInShort = Pick<Standing, 'state' | 'firstDueOn' | 'dueOn'>;

export function standingInShort(
  instance: AssignmentInstance,
  unitId: string,
  day: Day,
  events: AssignmentEvents,
): StandingInShort {
  const { state, firstDueOn, dueOn } = standingOf(instance, unitId, day, events);
  return { state, firstDueOn, dueOn };
}
