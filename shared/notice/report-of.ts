import type { Due } from '../assignment/list-dues.ts';
import type { LateReport } from './report-topic.ts';

export type ReportedOn = Omit<LateReport, 'unitId' | 'unitName' | 'workingDaysLate'>;

/** What letters say of a report: what it is, when it is due, and how that came about. */
export function reportOf({ instance, role, standing }: Due): ReportedOn {
  const { directive, item, title, recurrence, explains } = instance.assignment;
  const { firstDueOn, dueOn, extensions, reopenings } = standing;
  const reopening = reopenings.at(-1);
  return {
    assignmentId: instance.instanceId,
    directive,
    item,
    title,
    ...(instance.period !== null && { period: instance.period }),
    ...(recurrence !== null && { recurrence }),
    ...(explains !== undefined && { explains: { month: explains.month, sentence: explains.sentence } }),
    role,
    dueOn,
    ...(dueOn !== firstDueOn && { firstDueOn }),
    ...(extensions.length > 0 && {
      putOff: extensions.map(({ dueOn, reference, reason }) => ({ dueOn, reference, reason })),
    }),
    ...(reopening !== undefined && {
      handedBack: {
        receivedOn: reopening.receivedOn,
        on: reopening.reopenedOn,
        reason: reopening.reason,
        reference: reopening.reference,
      },
    }),
  };
}
