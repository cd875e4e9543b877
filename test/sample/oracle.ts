import type { DossierHistory, DossierState } from '../../infra/local/sample/an-giang-2020/dossier-history.ts';
import { generateHistories } from '../../infra/local/sample/an-giang-2020/generate-histories.ts';

/** What a unit's month must come out as: counted from what was invented, not from what was exported or ingested. */
export interface ExpectedMonth {
  received: number;
  carriedOver: number;
  handled: number;
  /** resolved late, or still open after the due date */
  overdue: number;
  noDueDate: number;
  /** The unit's rows that cannot be read in the snapshot, whenever they were received: in none of the counts above. */
  unreadable: number;
}

/** June 2020 by unit, as of its last day's end. Units without a dossier in it have no entry. */
export function expectedJune2020(): Map<string, ExpectedMonth> {
  return expectedMonth(Date.UTC(2020, 5, 1), Date.UTC(2020, 6, 1));
}

/**
 * A month's counts, by the rules of Gia Lai province (announceId=301): status and due date as last seen; a pause counts
 * within due, a return on time, not accepted not at all; what has no due date stands apart; late is later by the clock.
 *
 * @param start the month's first moment by the province's wall clock, as if it were UTC
 * @param end the next month's
 */
export function expectedMonth(
  start: number,
  end: number,
  histories: readonly DossierHistory[] = generateHistories(),
): Map<string, ExpectedMonth> {
  const months = new Map<string, ExpectedMonth>();
  for (const history of histories) {
    let seen = null;
    for (const version of history.versions) if (version.from < end) seen = version;
    if (seen === null || (history.vanishesAt !== null && history.vanishesAt < end)) continue;
    const { unitId } = seen.handledBy ?? history.unit;
    const month = months.get(unitId) ?? emptyMonth();
    if (seen.misprint !== null) month.unreadable++;
    else addTo(month, history, seen.state, start, end);
    if (month.handled + month.unreadable > 0) months.set(unitId, month);
  }
  return months;
}

function emptyMonth(): ExpectedMonth {
  return { received: 0, carriedOver: 0, handled: 0, overdue: 0, noDueDate: 0, unreadable: 0 };
}

function addTo(month: ExpectedMonth, history: DossierHistory, state: DossierState, start: number, end: number): void {
  if (state.status === '3') return;
  const isEnded = state.status === '7' || state.status === '9' || state.status === '10';
  const endedAt = isEnded ? (state.completedAt ?? state.returnedAt) : null;
  if (endedAt !== null && endedAt < start) return;
  month.handled++;
  if (history.receivedAt >= start) month.received++;
  else month.carriedOver++;
  if (state.dueAt === null) month.noDueDate++;
  else if (isLate(state, state.dueAt, endedAt, end)) month.overdue++;
}

function isLate({ status }: DossierState, dueAt: number, endedAt: number | null, end: number): boolean {
  if (status === '7' || status === '5' || status === '6' || status === '8') return false;
  return endedAt === null ? dueAt < end : endedAt > dueAt;
}
