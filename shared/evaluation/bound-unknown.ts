import type { Period } from '../calendar/period.ts';
import type { StatusClass } from '../dossier/dossier.ts';
import type { Policy } from '../policy/policy.ts';
import type { CanonicalLine } from '../snapshot/canonical-line.ts';
import type { RejectionReason } from '../snapshot/read-row.ts';
import { hasEnded } from '../tally/count-dossier.ts';

/** The reason for which a row is rejected that says the same of a dossier as an earlier row. */
const EQUAL_DUPLICATE = 'duplicate' satisfies RejectionReason;

/** The reason for which a row is rejected that says something else of it. */
const UNEQUAL_DUPLICATE = 'conflicting-duplicate' satisfies RejectionReason;

export type RejectedLine = Extract<CanonicalLine, { kind: 'rejected' }>;
export type VanishedLine = Extract<CanonicalLine, { kind: 'vanished' }>;

/**
 * Whether a rejected row leaves the period's rate unknown. Not if what could be read of it proves that it is outside:
 * received at the end or after, ended before the start, or in a status that is never counted. Nor if it only repeats,
 * word for word, a dossier that another row counts.
 */
export function mayBelong(row: RejectedLine, period: Period): boolean {
  return row.reason !== EQUAL_DUPLICATE && isPerhapsHandled(row, period);
}

/** What is known of a dossier; null where it is not. Instants are epoch milliseconds. */
export interface PartlyKnown {
  readonly statusClass: StatusClass | null;
  readonly receivedAt: number | null;
  readonly completedAt: number | null;
}

/** Whether nothing that is known of a dossier proves that it was not handled in the period. */
export function isPerhapsHandled({ statusClass, receivedAt, completedAt }: PartlyKnown, period: Period): boolean {
  if (statusClass === 'not-counted') return false;
  if (receivedAt !== null && receivedAt >= period.endMs) return false;
  const isReceivedWithin = receivedAt !== null && receivedAt >= period.startMs;
  const endedAtMs = statusClass !== null && hasEnded(statusClass) ? completedAt : null;
  return isReceivedWithin || endedAtMs === null || endedAtMs >= period.startMs;
}

/**
 * Whether a dossier that vanished leaves the period's rate unknown: not if it was last seen ended before the period. On
 * the basis `fell-due` its due date decides in which period it is unknown, also if it ended before that one.
 */
export function leavesUnknown(vanished: VanishedLine, period: Period, basis: Policy['basis']): boolean {
  const { receivedAt, dueAt } = vanished;
  if (basis !== 'fell-due' || dueAt === null) return isPerhapsHandled(vanished, period);
  return receivedAt < period.endMs && dueAt >= period.startMs && dueAt < period.endMs;
}

/** Whether a row contradicts an earlier row about the same dossier: nobody knows which of them is true. */
export function contradicts({ reason }: RejectedLine): boolean {
  return reason === UNEQUAL_DUPLICATE;
}
