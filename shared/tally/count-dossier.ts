import type { Period } from '../calendar/period.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';
import type { StatusClass } from '../dossier/dossier.ts';
import type { CountingRules } from '../policy/policy.ts';
import type { Counts } from './tally.ts';

/** What counting needs to know of a dossier. Instants are epoch milliseconds, NaN where there is none. */
export interface CountedDossier {
  readonly statusClass: StatusClass;
  readonly receivedAtMs: number;
  readonly dueAtMs: number;
  readonly completedAtMs: number;
}

/** Where a dossier stands at the end of a period in which it was handled. */
export type Outcome =
  | 'resolvedEarly'
  | 'resolvedOnTime'
  | 'resolvedOverdue'
  | 'resolvedNoDueDate'
  | 'inProcessWithinDue'
  | 'inProcessOverdue'
  | 'inProcessNoDueDate';

/**
 * Where a dossier stands at the end of the period, or null where it was not handled in it: received later, ended
 * before, or left out by the policy. One that is said to have ended before it was received counts once all the same,
 * as resolved in the period in which it was received: a typing slip must not take it out of every month.
 * Source: the counting published by Gia Lai province (motcua.gialai.gov.vn, announceId=301).
 */
export function outcomeOf(
  dossier: CountedDossier,
  period: Period,
  rules: CountingRules,
  zone: ZoneOffsets,
): Outcome | null {
  if (!isCountable(dossier, rules) || dossier.receivedAtMs >= period.endMs) return null;
  const endedAtMs = endOf(dossier);
  const isOver = endedAtMs < period.startMs && dossier.receivedAtMs < period.startMs;
  if (isOver) return null;
  if (endedAtMs < period.endMs) return resolvedOutcome(dossier, rules, zone);
  return inProcessOutcome(dossier, period, rules, zone);
}

/** The instant at which a dossier ended, NaN while it has not: an open status with a completion date stays open. */
export function endOf(dossier: CountedDossier): number {
  return hasEnded(dossier.statusClass) ? dossier.completedAtMs : Number.NaN;
}

export function hasEnded(statusClass: StatusClass): boolean {
  return statusClass === 'completed' || statusClass === 'returned';
}

function isCountable({ statusClass }: CountedDossier, rules: CountingRules): boolean {
  if (statusClass === 'not-counted') return false;
  if (statusClass === 'paused') return rules.paused !== 'excluded';
  if (statusClass === 'returned') return rules.returned !== 'excluded';
  return true;
}

/** A dossier withdrawn by or returned to the applicant counts on time, early or late (policy column `returned`). */
function resolvedOutcome(dossier: CountedDossier, rules: CountingRules, zone: ZoneOffsets): Outcome {
  if (Number.isNaN(dossier.dueAtMs)) return 'resolvedNoDueDate';
  if (dossier.statusClass === 'returned') return 'resolvedOnTime';
  if (isCompletedLate(dossier, rules, zone)) return 'resolvedOverdue';
  const isOnEarlierDay = zone.dayNumberAt(dossier.completedAtMs) < zone.dayNumberAt(dossier.dueAtMs);
  return isOnEarlierDay ? 'resolvedEarly' : 'resolvedOnTime';
}

function isCompletedLate(dossier: CountedDossier, rules: CountingRules, zone: ZoneOffsets): boolean {
  if (rules.comparison === 'instant') return dossier.completedAtMs > dossier.dueAtMs;
  return zone.dayNumberAt(dossier.completedAtMs) > zone.dayNumberAt(dossier.dueAtMs);
}

function inProcessOutcome(dossier: CountedDossier, period: Period, rules: CountingRules, zone: ZoneOffsets): Outcome {
  if (Number.isNaN(dossier.dueAtMs)) return 'inProcessNoDueDate';
  if (dossier.statusClass === 'paused') return 'inProcessWithinDue';
  return isDueBefore(dossier.dueAtMs, period.endMs, rules, zone) ? 'inProcessOverdue' : 'inProcessWithinDue';
}

function isDueBefore(dueAtMs: number, endMs: number, rules: CountingRules, zone: ZoneOffsets): boolean {
  if (rules.comparison === 'instant') return dueAtMs < endMs;
  return zone.dayNumberAt(dueAtMs) < zone.dayNumberAt(endMs);
}

/** Adds one dossier to a unit's counts of a period. Returns the outcome that was counted, or null. */
export function countDossier(
  counts: Counts,
  dossier: CountedDossier,
  period: Period,
  rules: CountingRules,
  zone: ZoneOffsets,
): Outcome | null {
  const outcome = outcomeOf(dossier, period, rules, zone);
  if (outcome !== null) addHandled(counts, dossier, outcome, period);
  if (isFallingDue(dossier, period, rules)) {
    counts.fellDue++;
    if (isOverdue(outcome)) counts.fellDueOverdue++;
  }
  return outcome;
}

function addHandled(counts: Counts, dossier: CountedDossier, outcome: Outcome, period: Period): void {
  counts[outcome]++;
  counts.handled++;
  if (dossier.receivedAtMs >= period.startMs) counts.received++;
  else counts.carriedOver++;
  if (isOverdue(outcome)) counts.overdue++;
}

/** Basis `fell-due` (Vĩnh Phúc): the dossiers whose due date lies in the period, also those completed before it began. */
export function isFallingDue(dossier: CountedDossier, period: Period, rules: CountingRules): boolean {
  const isDueInPeriod = dossier.dueAtMs >= period.startMs && dossier.dueAtMs < period.endMs;
  return isDueInPeriod && isCountable(dossier, rules) && dossier.receivedAtMs < period.endMs;
}

/** Completed late, or still open and overdue at the period's end. */
export function isOverdue(outcome: Outcome | null): boolean {
  return outcome === 'resolvedOverdue' || outcome === 'inProcessOverdue';
}
