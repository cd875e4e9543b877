import { assignedUnits } from '../../../../shared/assignment/assigned-units.ts';
import type { Assignment } from '../../../../shared/assignment/assignment.ts';
import { type Day, dayNumber } from '../../../../shared/calendar/day.ts';

/** When a timely report comes in: working days up to the last timely one. */
const timelyDays = ['2020-07-03', '2020-07-07', '2020-07-08', '2020-07-09', '2020-07-10', '2020-07-13', '2020-07-14'];

/** Reports that come late, or never: `<assignmentId> <unitId>` -> the day. */
const untimely: ReadonlyMap<string, Day | 'never'> = new Map([
  ['664-2020-1a so-giao-thong-van-tai', '2020-07-17'],
  ['664-2020-1b ubnd-huyen-tinh-bien', '2020-07-15'],
  ['664-2020-1b ubnd-huyen-thoai-son', 'never'],
  ['664-2020-1c ubnd-huyen-tri-ton', '2020-07-20'],
  ['664-2020-1c ubnd-huyen-thoai-son', 'never'],
  ['664-2020-2 cong-an-tinh', '2020-07-16'],
  ['664-2020-3 so-van-hoa-the-thao-va-du-lich', 'never'],
  ['664-2020-3 so-tai-nguyen-va-moi-truong', '2020-07-22'],
  ['664-2020-3 so-xay-dung', '2020-07-15'],
]);

export interface HandedInReport {
  readonly assignmentId: string;
  readonly unitId: string;
  readonly receivedOn: Day;
  readonly reference: string;
}

/** The reports that came in, in order of time: most are timely, some late, some never come. */
export function handInReports(assignments: readonly Assignment[]): HandedInReport[] {
  const owed = assignments.flatMap((assignment) =>
    assignedUnits(assignment).map(({ unitId }) => ({ assignmentId: assignment.assignmentId, unitId })),
  );
  const received = owed.flatMap(({ assignmentId, unitId }, position) => {
    const receivedOn = untimely.get(`${assignmentId} ${unitId}`) ?? timelyDays[(position * 5) % timelyDays.length];
    return receivedOn === undefined || receivedOn === 'never' ? [] : [{ assignmentId, unitId, receivedOn }];
  });
  return received
    .toSorted((one, other) => dayNumber(one.receivedOn) - dayNumber(other.receivedOn))
    .map((report, position) => ({ ...report, reference: `Văn bản đến số ${position + 101}` }));
}
