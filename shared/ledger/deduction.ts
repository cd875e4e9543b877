import type { Day } from '../calendar/day.ts';
import type { Month } from '../calendar/month.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/**
 * How far a deduction has come. Proposed: nothing is taken yet. Notified: the mail system took the mail that tells the
 * unit. Explained: the unit explained itself in time. Confirmed: its points are taken. Withdrawn: a proposal was taken
 * back. Reversed: its points were given back.
 */
export type DeductionState = 'proposed' | 'notified' | 'explained' | 'confirmed' | 'withdrawn' | 'reversed';

/** A unit's answer, whenever it came. */
export interface Explanation {
  readonly sequence: number;
  readonly receivedOn: Day;
  readonly text: string;
  readonly reference: string | null;
  /** Whether it answers the proposal that stands, and came before the time for it was over. */
  readonly isInTime: boolean;
}

/** That the mail system took a mail that tells of the proposal. */
export interface Notification {
  readonly on: Day;
  readonly noticeId: string | null;
  /** The last day for explaining. */
  readonly explainBy: Day;
}

/** What a unit's month by one rule comes to in its account. Nothing of it is stored: the account's entries say it. */
export interface Deduction {
  readonly account: string;
  readonly unitId: string;
  readonly month: Month;
  readonly rule: string;
  readonly state: DeductionState;
  /** The entry that says on which evaluation it rests, at which points: proposed, confirmed or adjusted, or a re-evaluation's withdrawal. */
  readonly restsOn: LedgerEntry;
  /** The proposal that stands, or was made something of; null where it was confirmed at once. */
  readonly proposal: LedgerEntry | null;
  readonly notified: Notification | null;
  readonly explanations: readonly Explanation[];
  /** Hundredths of points that its evaluation asks for, before the yearly cap. */
  readonly askedHundredths: number;
  /** Hundredths of points that it takes off now. */
  readonly takenHundredths: number;
  /** Who took it back, while it is withdrawn or reversed. */
  readonly takenBackBy: 'person' | 're-evaluation' | null;
  /** Its entries, by sequence. */
  readonly entries: readonly LedgerEntry[];
}

/** Not decided yet: nothing is taken, and something may be. */
export function isOpen({ state }: Pick<Deduction, 'state'>): boolean {
  return state === 'proposed' || state === 'notified' || state === 'explained';
}

/** Working days that the unit has for explaining itself; 0: it has none, and a person decides. */
export function windowOf({ proposal }: Pick<Deduction, 'proposal'>): number {
  return proposal?.explanationWorkingDays ?? 0;
}
