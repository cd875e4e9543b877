import type { Day } from '../../../../shared/calendar/day.ts';
import type { HandedInReport } from './hand-in-reports.ts';

/** What the province's office orders of the assignments, besides recording reports. */
export interface AssignmentOrder {
  readonly on: Day;
  readonly functionName: 'record-report' | 'extend-assignment' | 'reopen-assignment' | 'record-explanation';
  readonly event: object;
}

const handedBack = { assignmentId: '664-2020-3', unitId: 'so-y-te' };

/** One department, whose own system must first be connected, gets a week more; another's report lacks a quarter. */
export function extendAndReopen(reports: readonly HandedInReport[]): AssignmentOrder[] {
  const insufficient = reports.find(
    ({ assignmentId, unitId }) => assignmentId === handedBack.assignmentId && unitId === handedBack.unitId,
  );
  if (insufficient === undefined) throw new Error('The report that is handed back never came in.');
  return [
    {
      on: '2020-07-13',
      functionName: 'extend-assignment',
      event: {
        assignmentId: '664-2020-1a',
        unitId: 'so-giao-thong-van-tai',
        dueOn: '2020-07-20',
        reason: 'Hệ thống riêng của Sở chưa kết nối xong với Cổng dịch vụ công tỉnh',
        reference: 'Văn bản đi số 27',
      },
    },
    {
      on: '2020-07-16',
      functionName: 'reopen-assignment',
      event: {
        ...handedBack,
        receivedOn: insufficient.receivedOn,
        dueOn: '2020-07-24',
        reason: 'Thiếu số liệu quý II/2020 theo biểu mẫu II.06a',
        reference: 'Văn bản đi số 31',
      },
    },
    {
      on: '2020-07-23',
      functionName: 'record-report',
      event: {
        ...handedBack,
        receivedOn: '2020-07-23',
        reason: 'Đã nhận báo cáo bổ sung của đơn vị',
        reference: 'Văn bản đến số 190',
        file: 'van-ban-den/2020/190.pdf',
      },
    },
  ];
}
