import { DAY_MS } from '../calendar/day.ts';
import type { Period } from '../calendar/period.ts';
import type { WorkingHours } from '../calendar/working-hours.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';
import type { Channel } from '../dossier/dossier.ts';

/** What is known of a dossier's way to acceptance. Instants are epoch milliseconds, null where they are not known. */
export interface Acceptance {
  readonly channel: Channel | null;
  readonly submittedAtMs: number | null;
  /** Null where it is not accepted. */
  readonly acceptedAtMs: number | null;
}

/** By what acceptance is measured. */
export interface AcceptanceRules {
  readonly period: Period;
  /** So much working time may pass before a dossier is accepted. */
  readonly limitMs: number;
  readonly hours: WorkingHours;
  readonly zone: ZoneOffsets;
}

export type AcceptanceOutcome = 'acceptedInTime' | 'acceptedLate' | 'notAccepted' | 'unknown';

/** What one dossier is to the rate, with the instant by which it had to be accepted; null where that is not known. */
export interface WeighedAcceptance {
  readonly outcome: AcceptanceOutcome;
  readonly dueAtMs: number | null;
}

/**
 * What a dossier is to the period's rate of late acceptance, or null where it is nothing to it: not submitted online, or
 * its time for acceptance ends in another period. Each dossier counts in one period, that in which its time ends, so that
 * none submitted on a period's last day escapes both.
 *
 * A dossier whose way of submission is not known is unknown where it would be late. A submission that is not readable, or
 * lies after the day of acceptance, leaves a dossier unknown wherever it may belong.
 */
export function weighAcceptance(acceptance: Acceptance, rules: AcceptanceRules): WeighedAcceptance | null {
  const { channel, submittedAtMs, acceptedAtMs } = acceptance;
  if (channel === 'direct' || channel === 'post') return null;
  const accepted = acceptedAtMs === null ? null : latestAcceptance(submittedAtMs, acceptedAtMs, rules.zone);
  const isReadable = submittedAtMs !== null && (accepted === null || submittedAtMs <= accepted);
  if (!isReadable) return mayBelong(acceptedAtMs, rules) ? { outcome: 'unknown', dueAtMs: null } : null;
  const { period, limitMs, hours } = rules;
  const dueAtMs = hours.after(submittedAtMs, limitMs);
  if (dueAtMs < period.startMs || dueAtMs >= period.endMs) return null;
  const outcome = outcomeOf(accepted, dueAtMs, rules);
  if (outcome === 'acceptedInTime') return channel === 'online' ? { outcome, dueAtMs } : null;
  const isCertain = channel === 'online' && accepted === acceptedAtMs;
  return { outcome: isCertain ? outcome : 'unknown', dueAtMs };
}

function outcomeOf(
  acceptedAtMs: number | null,
  dueAtMs: number,
  { period, hours }: AcceptanceRules,
): AcceptanceOutcome {
  if (acceptedAtMs === null || acceptedAtMs >= period.endMs) return 'notAccepted';
  // After the office has closed no working hour passes: who accepts in the evening has not taken more of them.
  const isLate = acceptedAtMs > dueAtMs && hours.isAnyBetween(dueAtMs, acceptedAtMs);
  return isLate ? 'acceptedLate' : 'acceptedInTime';
}

/** An acceptance before the submission is a day without a time, which is read as its beginning: it may have been at its end. */
function latestAcceptance(submittedAtMs: number | null, acceptedAtMs: number, zone: ZoneOffsets): number {
  if (submittedAtMs === null || submittedAtMs <= acceptedAtMs) return acceptedAtMs;
  return zone.instantOfWallClock((zone.dayNumberAt(acceptedAtMs) + 1) * DAY_MS) - 1;
}

/** Whether the time of a dossier submitted at an unknown time, but no later than it was accepted, may end in the period. */
export function mayBelong(acceptedAtMs: number | null, { period, limitMs, hours }: AcceptanceRules): boolean {
  return acceptedAtMs === null || hours.after(acceptedAtMs, limitMs) >= period.startMs;
}
