import type { Assignment } from '../../shared/assignment/assignment.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { askForExplanation } from '../../shared/rise/ask-for-explanation.ts';
import { noticeRise } from '../../shared/rise/notice-rise.ts';

/** Of 30 received 3 late in May 2020, of 40 received 14 in June: noticed on 01/07/2020. */
export function riseOf(unitId: string): Finding {
  const figures = { carriedOver: 0, overdueAtStart: 0, unknown: 0 };
  return noticeRise(
    {
      unitId,
      unitName: `Đơn vị ${unitId}`,
      month: '2020-06',
      monthBefore: '2020-05',
      before: { ...figures, received: 30, toHandleInTime: 30, overdue: 3, becameOverdue: 3, denominator: 30 },
      now: { ...figures, received: 40, toHandleInTime: 40, overdue: 14, becameOverdue: 14, denominator: 40 },
      cause: {
        // 10 x 3/30 = 1; 14 - 40 x 3/30 = 10
        parts: { moreIntake: 1, slowerHandling: 10, olderBacklog: 0 },
        exact: { denominator: 30, moreIntake: 30, slowerHandling: 300, olderBacklog: 0 },
        procedures: [{ procedure: 'Cấp giấy phép xây dựng', before: 3, now: 14 }],
        otherProcedures: 0,
        dossiers: { key: `evidence/2020-06/${unitId}/rise-0.csv`, listed: 14, total: 14 },
        monthsRunning: 1,
      },
    },
    '2020-06-30T23:20:00.000Z',
  );
}

/** Due on Wednesday 08/07/2020, five working days after. */
export function requestOf(unitId: string, collector: { unitId: string; name: string } | null = null): Assignment {
  const askedOn = '2020-07-01';
  const finding = riseOf(unitId);
  return askForExplanation({ finding, month: '2020-06', collector, superiorName: null, askedOn, dueOn: '2020-07-08' });
}
