import type { Day } from '../calendar/day.ts';
import type { AssignmentEvents, Extension, ReceivedReport, ReopenedReport } from './assignment.ts';
import type { AssignmentInstance } from './unfold-assignment.ts';

/** `reopened`: a report was handed back, and there is time until the due date. `late`: it has passed without a report. */
export type StandingState = 'open' | 'reopened' | 'late' | 'reported-on-time' | 'reported-late';

/** How a unit stands with an instance on a day. */
export interface Standing {
  readonly state: StandingState;
  /** As first ordered ... */
  readonly firstDueOn: Day;
  /** ... and as it is now: the latest day that anything gave the unit. */
  readonly dueOn: Day;
  /** Of the unit and of the whole instance, by due date. */
  readonly extensions: readonly Extension[];
  /** The reports of the unit that were handed back, in order. */
  readonly reopenings: readonly ReopenedReport[];
  /** The report that stands. */
  readonly report: ReceivedReport | null;
}

/**
 * How a unit stands with an instance on a day. The order in which events were recorded does not matter: an extension
 * that is recorded late treats a unit that reported meanwhile as it treats the others.
 */
export function standingOf(instance: AssignmentInstance, unitId: string, day: Day, events: AssignmentEvents): Standing {
  const isOfInstance = ({ assignmentId }: { assignmentId: string }) => instance.eventIds.includes(assignmentId);
  const extensions = events.extensions
    .filter((extension) => isOfInstance(extension) && (extension.unitId === null || extension.unitId === unitId))
    .toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1));
  const reopenings = events.reopenings
    .filter((reopening) => isOfInstance(reopening) && reopening.unitId === unitId)
    .toSorted((one, other) => one.round - other.round);
  const report =
    events.reports.find((one) => isOfInstance(one) && one.unitId === unitId && one.round === reopenings.length) ?? null;
  const { firstDueOn } = instance;
  const dueOn = latestOf(firstDueOn, [...extensions, ...reopenings]);
  const state = report === null ? stateOfOwed(dueOn, day, reopenings.length) : stateOfReported(report, dueOn);
  return { state, firstDueOn, dueOn, extensions, reopenings, report };
}

function latestOf(first: Day, events: readonly { readonly dueOn: Day | null }[]): Day {
  return events.reduce((latest, { dueOn }) => (dueOn !== null && dueOn > latest ? dueOn : latest), first);
}

function stateOfOwed(dueOn: Day, day: Day, timesReopened: number): StandingState {
  if (day > dueOn) return 'late';
  return timesReopened > 0 ? 'reopened' : 'open';
}

function stateOfReported({ receivedOn }: ReceivedReport, dueOn: Day): StandingState {
  return receivedOn > dueOn ? 'reported-late' : 'reported-on-time';
}
