import type { LedgerEntry, LedgerEvent } from './ledger-entry.ts';

/** A proposal takes nothing off yet, and what tells or answers of it never does. */
const eventsThatCount: readonly LedgerEvent[] = ['confirmed', 'adjusted', 'reversed'];

/** Whether an event's points are taken off, or given back. */
export function isCounted(event: LedgerEvent): boolean {
  return eventsThatCount.includes(event);
}

/** Hundredths of points that an account's entries take off in all. */
export function balanceOf(entries: readonly Pick<LedgerEntry, 'event' | 'pointsHundredths'>[]): number {
  return entries
    .filter(({ event }) => isCounted(event))
    .reduce((total, { pointsHundredths }) => total + pointsHundredths, 0);
}
