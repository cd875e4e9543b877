import type {
  AssignmentEvents,
  Extension,
  ReceivedReport,
  ReopenedReport,
} from '../../shared/assignment/assignment.ts';

/** What happened to item 1a of dispatch 664/UBND-TH, due on Tuesday 14/07/2020. */
export const noEvents: AssignmentEvents = { reports: [], reopenings: [], extensions: [] };

export function report(changes: Partial<ReceivedReport> = {}): ReceivedReport {
  return {
    assignmentId: '664-1a',
    unitId: 'so-khdt',
    receivedOn: '2020-07-10',
    reference: '812/SKHĐT-VP',
    file: null,
    round: 0,
    actor: 'van-thu',
    reason: 'Công văn đến',
    recordedAt: '2020-07-10T09:00:00.000Z',
    ...changes,
  };
}

export function reopening(changes: Partial<ReopenedReport> = {}): ReopenedReport {
  return {
    assignmentId: '664-1a',
    unitId: 'so-khdt',
    round: 0,
    receivedOn: '2020-07-10',
    dueOn: null,
    reopenedOn: '2020-07-16',
    actor: 'chanh-van-phong',
    reason: 'Thiếu số liệu quý II',
    reference: null,
    recordedAt: '2020-07-16T03:00:00.000Z',
    ...changes,
  };
}

export function extension(changes: Partial<Extension> = {}): Extension {
  return {
    assignmentId: '664-1a',
    unitId: null,
    dueOn: '2020-07-20',
    insteadOf: '2020-07-14',
    actor: 'chanh-van-phong',
    reason: 'Cổng dịch vụ công bảo trì',
    reference: '702/UBND-TH',
    recordedAt: '2020-07-13T03:00:00.000Z',
    ...changes,
  };
}
