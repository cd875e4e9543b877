import { assignedUnits } from '../../../../shared/assignment/assigned-units.ts';
import type { Assignment } from '../../../../shared/assignment/assignment.ts';
import { type AssignmentInstance, unfoldAssignment } from '../../../../shared/assignment/unfold-assignment.ts';
import { addDays, type Day, dayNumber } from '../../../../shared/calendar/day.ts';

/** When a timely report comes in: so many days before the last timely one, working days where that is 14/07/2020. */
const daysEarly = [11, 7, 6, 5, 4, 1, 0];

/** Reports that come late, never, or not on a Sunday: `<instanceId> <unitId>` -> the day. */
const daysOfTheirOwn: ReadonlyMap<string, Day | 'never'> = new Map([
  ['664-2020-1a so-giao-thong-van-tai', '2020-07-17'],
  ['664-2020-1b ubnd-huyen-tinh-bien', '2020-07-15'],
  ['664-2020-1b ubnd-huyen-thoai-son', 'never'],
  ['664-2020-1c ubnd-huyen-tri-ton', '2020-07-20'],
  ['664-2020-1c ubnd-huyen-thoai-son', 'never'],
  ['664-2020-2 cong-an-tinh', '2020-07-16'],
  ['664-2020-3 so-van-hoa-the-thao-va-du-lich', 'never'],
  ['664-2020-3 so-tai-nguyen-va-moi-truong', '2020-07-22'],
  ['664-2020-3 so-xay-dung', '2020-07-15'],
  ['664-2020-4@2020-08 van-phong-ubnd-tinh', '2020-08-10'],
  ['664-2020-4@2020-08 so-noi-vu', '2020-08-14'],
  ['664-2020-4@2020-09 so-noi-vu', '2020-09-16'],
]);

export interface HandedInReport {
  /** Of the instance. */
  readonly assignmentId: string;
  readonly unitId: string;
  readonly receivedOn: Day;
  readonly reference: string;
}

/** The reports that come in up to a day, in order of time: most are timely, some late, some never come. */
export function handInReports(assignments: readonly Assignment[], until: Day): HandedInReport[] {
  const owed = assignments
    .flatMap((assignment) => unfoldAssignment(assignment, until))
    .flatMap((instance) => assignedUnits(instance.assignment).map(({ unitId }) => ({ instance, unitId })));
  const received = owed.flatMap(({ instance, unitId }, position) => {
    const receivedOn = daysOfTheirOwn.get(`${instance.instanceId} ${unitId}`) ?? timelyDay(instance, position);
    if (receivedOn === 'never' || receivedOn > until) return [];
    return [{ assignmentId: instance.instanceId, unitId, receivedOn }];
  });
  return received
    .toSorted((one, other) => dayNumber(one.receivedOn) - dayNumber(other.receivedOn))
    .map((report, position) => ({ ...report, reference: `Văn bản đến số ${position + 101}` }));
}

function timelyDay({ firstDueOn }: AssignmentInstance, position: number): Day {
  return addDays(firstDueOn, 0 - (daysEarly[(position * 5) % daysEarly.length] ?? 0));
}
