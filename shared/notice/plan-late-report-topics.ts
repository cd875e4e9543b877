import { collectorOf } from '../assignment/assignment.ts';
import type { Due } from '../assignment/list-dues.ts';
import type { Day } from '../calendar/day.ts';
import type { DueTopic } from './due-topic.ts';
import type { ReportFacts } from './plan-assignment-topics.ts';
import { reportOf } from './report-of.ts';
import type { LateReport } from './report-topic.ts';

/** A little over half of what a digest's message holds: the rest is for what else the unit is told. */
const MOST_BYTES_OF_REPORTS = 110_000;

/**
 * For each unit that leads assignments, or collects explanations: what the others owe it and is late, every day anew while
 * anything is. What it owes itself stands in its reminders.
 */
export function planLateReportTopics(day: Day, { dues, nameOf }: Omit<ReportFacts, 'calendar'>): DueTopic[] {
  const late = dues.filter(
    ({ standing, unitId, instance }) => standing.state === 'late' && unitId !== collectorOf(instance.assignment),
  );
  const byLead = Map.groupBy(late, ({ instance }) => collectorOf(instance.assignment));
  return [...byLead].map(([leadUnitId, ofLead]) => {
    const reports = ofLead.map((due) => lateReport(due, nameOf)).toSorted(compareReports);
    return {
      topic: {
        kind: 'late-reports',
        topicId: `late-reports#${leadUnitId}#${day}`,
        unitId: leadUnitId,
        unitName: nameOf(leadUnitId),
        day,
        reports: asManyAsFit(reports),
        total: reports.length,
      },
      supersededBy: [],
    };
  });
}

function lateReport(due: Due, nameOf: (unitId: string) => string): LateReport {
  const { unitId, workingDaysLate } = due;
  return { unitId, unitName: nameOf(unitId), ...reportOf(due), workingDaysLate };
}

/** By due date, then by assignment and unit: what is late longest comes first. */
function compareReports(one: LateReport, other: LateReport): number {
  return (
    compareText(one.dueOn, other.dueOn) ||
    compareText(one.assignmentId, other.assignmentId) ||
    compareText(one.unitId, other.unitId)
  );
}

/** The first report is always kept. */
function asManyAsFit(reports: readonly LateReport[]): LateReport[] {
  let bytes = 0;
  return reports.filter((report, position) => {
    bytes += Buffer.byteLength(JSON.stringify(report)) + 1;
    return position === 0 || bytes <= MOST_BYTES_OF_REPORTS;
  });
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
