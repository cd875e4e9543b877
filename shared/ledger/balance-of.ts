import type { LedgerEntry, LedgerEvent } from './ledger-entry.ts';

/** A proposal takes nothing off yet, and what tells or answers of it never does. */
const eventsThatCount: readonly LedgerEvent[] = ['confirmed', 'adjusted', 'reversed'];

/** Hundredths of points that an account's entries take off in all. */
export function balanceOf(entries: readonly LedgerEntry[]): number {
  return entries
    .filter(({ event }) => eventsThatCount.includes(event))
    .reduce((total, { pointsHundredths }) => total + pointsHundredths, 0);
}
