import { collectorOf } from '../assignment/assignment.ts';
import { chooseEscalation, escalationStepsOf } from '../assignment/choose-escalation.ts';
import { findSuperior, type Superior } from '../assignment/find-superior.ts';
import type { Due } from '../assignment/list-dues.ts';
import type { Day } from '../calendar/day.ts';
import type { Unit } from '../unit/unit.ts';
import type { DueTopic } from './due-topic.ts';
import { isWorthTelling, occasionOf, type ReportFacts } from './plan-assignment-topics.ts';
import { reportOf } from './report-of.ts';

export interface EscalationFacts extends ReportFacts {
  /** The units in force on the day, by id, with the addresses alone that may be mailed. */
  readonly units: ReadonlyMap<string, Unit>;
}

export interface EscalationPlan {
  readonly topics: readonly DueTopic[];
  /** Late reports of which nobody can be told. */
  readonly unaddressed: readonly Due[];
}

/** What superiors are told of late reports: the latest step that has come; later ones make it stale. */
export function planEscalationTopics(day: Day, facts: EscalationFacts): EscalationPlan {
  const topics: DueTopic[] = [];
  const unaddressed: Due[] = [];
  for (const due of facts.dues) {
    const step = stepOn(due, day, facts);
    if (step === null) continue;
    const superior = findSuperior(due.unitId, collectorOf(due.instance.assignment), facts.units);
    if (superior === null) unaddressed.push(due);
    else topics.push(dueTopic(due, step, superior, facts));
  }
  return { topics, unaddressed };
}

function stepOn(due: Due, day: Day, { calendar }: EscalationFacts): number | null {
  const { state, dueOn } = due.standing;
  if (state !== 'late' || !isWorthTelling(due, day)) return null;
  return chooseEscalation(due.instance.assignment, dueOn, day, calendar);
}

function dueTopic(due: Due, step: number, superior: Superior, { nameOf }: EscalationFacts): DueTopic {
  const laterSteps = escalationStepsOf(due.instance.assignment).filter((later) => later > step);
  return {
    topic: {
      kind: 'escalation',
      topicId: topicIdOf(due, step),
      unitId: superior.unitId,
      unitName: nameOf(superior.unitId),
      toldAs: superior.role,
      lateUnitId: due.unitId,
      lateUnitName: nameOf(due.unitId),
      ...reportOf(due),
      reportTo: due.instance.assignment.reportTo,
      step,
      workingDaysLate: due.workingDaysLate,
    },
    supersededBy: laterSteps.map((later) => topicIdOf(due, later)),
  };
}

function topicIdOf(due: Due, step: number): string {
  return `escalation#${occasionOf(due)}#${step}`;
}
