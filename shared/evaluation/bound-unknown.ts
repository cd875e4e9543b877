import type { Period } from '../calendar/period.ts';
import type { Policy } from '../policy/policy.ts';
import type { CanonicalLine } from '../snapshot/canonical-line.ts';
import type { RejectionReason } from '../snapshot/read-row.ts';
import { hasEnded } from '../tally/count-dossier.ts';

/** The reason for which a row is rejected that says the same of a dossier as an earlier row. */
const EQUAL_DUPLICATE = 'duplicate' satisfies RejectionReason;

export type RejectedLine = Extract<CanonicalLine, { kind: 'rejected' }>;
export type VanishedLine = Extract<CanonicalLine, { kind: 'vanished' }>;

/**
 * Whether a rejected row leaves the period's rate unknown. Not if what could be read of it proves that it is outside:
 * received at the end or after, ended before the start, or in a status that is never counted. Nor if it only repeats,
 * word for word, a dossier that another row counts.
 */
export function mayBelong({ reason, statusClass, receivedAt, completedAt }: RejectedLine, period: Period): boolean {
  if (reason === EQUAL_DUPLICATE || statusClass === 'not-counted') return false;
  if (receivedAt !== null && receivedAt >= period.endMs) return false;
  const isReceivedWithin = receivedAt !== null && receivedAt >= period.startMs;
  const endedAtMs = statusClass !== null && hasEnded(statusClass) ? completedAt : null;
  return isReceivedWithin || endedAtMs === null || endedAtMs >= period.startMs;
}

/**
 * Whether an open dossier that vanished leaves the period's rate unknown. On the basis `fell-due` one whose due date
 * lies in another period is unknown there, not here.
 */
export function leavesUnknown({ receivedAt, dueAt }: VanishedLine, period: Period, basis: Policy['basis']): boolean {
  if (receivedAt >= period.endMs) return false;
  return basis !== 'fell-due' || dueAt === null || (dueAt >= period.startMs && dueAt < period.endMs);
}
