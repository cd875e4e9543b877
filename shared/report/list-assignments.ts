import type { Assignment, AssignmentEvents } from '../assignment/assignment.ts';
import { isLapsed, unansweredFindingOf } from '../assignment/lapsed-request.ts';
import { type Due, listDues } from '../assignment/list-dues.ts';
import type { StandingState } from '../assignment/standing-of.ts';
import type { CalendarEntry } from '../calendar/calendar-entry.ts';
import type { Day } from '../calendar/day.ts';
import { WorkingCalendar } from '../calendar/working-days.ts';
import type { Finding } from '../finding/finding.ts';

export interface AssignmentRecords {
  readonly assignments: readonly Assignment[];
  readonly assignmentEvents: AssignmentEvents;
  readonly calendar: readonly CalendarEntry[];
  /** As they are kept: where one is closed, nobody has to explain it any more. */
  readonly findings: readonly Finding[];
}

/** How a unit stands with a report on a day: plain data for pages and files. */
export interface AssignmentRow {
  /** Of the instance. */
  readonly assignmentId: string;
  readonly directive: string;
  readonly item: string;
  readonly title: string;
  readonly unitId: string;
  readonly role: 'lead' | 'coordinating';
  readonly firstDueOn: Day;
  readonly dueOn: Day;
  readonly state: StandingState;
  readonly receivedOn: Day | null;
  readonly reference: string | null;
  readonly file: string | null;
  readonly workingDaysLate: number;
  readonly extensions: readonly { readonly dueOn: Day; readonly reference: string | null; readonly reason: string }[];
  readonly reopenings: readonly { readonly receivedOn: Day; readonly reopenedOn: Day; readonly reason: string }[];
}

/** Every report that is owed by a day, or next: by first due date, assignment, and unit, the lead unit first. */
export function listAssignmentRows(
  { assignments, assignmentEvents, calendar, findings }: AssignmentRecords,
  day: Day,
): AssignmentRow[] {
  const facts = { assignments, events: assignmentEvents, calendar: new WorkingCalendar(calendar) };
  const byId = new Map(findings.map((finding) => [`${finding.unitId} ${finding.findingId}`, finding]));
  const dues = listDues(day, facts).filter((due) => {
    const findingId = unansweredFindingOf(due);
    return findingId === null || !isLapsed(byId.get(`${due.unitId} ${findingId}`) ?? null);
  });
  return dues.map(rowOf);
}

function rowOf({ instance, unitId, role, standing, workingDaysLate }: Due): AssignmentRow {
  const { directive, item, title } = instance.assignment;
  const { state, firstDueOn, dueOn, report, extensions, reopenings } = standing;
  return {
    assignmentId: instance.instanceId,
    directive,
    item,
    title,
    unitId,
    role,
    firstDueOn,
    dueOn,
    state,
    receivedOn: report?.receivedOn ?? null,
    reference: report?.reference ?? null,
    file: report?.file ?? null,
    workingDaysLate,
    extensions: extensions.map(({ dueOn, reference, reason }) => ({ dueOn, reference, reason })),
    reopenings: reopenings.map(({ receivedOn, reopenedOn, reason }) => ({ receivedOn, reopenedOn, reason })),
  };
}
