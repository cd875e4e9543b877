import type { DigestOrder, Topic } from '../../shared/notice/notice.ts';

export type AssignmentTopic = Extract<Topic, { kind: 'assignment' }>;
export type DeductionTopic = Extract<Topic, { kind: 'deduction' }>;

export const letterhead = { provinceName: 'An Giang', contact: 'Văn phòng UBND tỉnh, điện thoại 0296 3 000 000' };

/** Sở Xây dựng in June 2020: 12 overdue of 430, which is 2,79% (12 / 430 = 0,02790...). */
export function deduction(changes: Partial<DeductionTopic> = {}): DeductionTopic {
  return {
    kind: 'deduction',
    topicId: 'deduction#so-xay-dung#2020#1',
    unitId: 'so-xay-dung',
    unitName: 'Sở Xây dựng',
    month: '2020-06',
    year: '2020',
    sequence: 1,
    pointsHundredths: 50,
    yearTotalHundredths: 50,
    overdue: 12,
    unknown: 0,
    denominator: 430,
    threshold: { numerator: 20, denominator: 1000 },
    legalBasis: 'Công văn 664/UBND-TH ngày 23/06/2020, mục 4',
    evidenceKey: null,
    ...changes,
  };
}

/** The report on item 1c of dispatch 664, due on 14/07/2020, a Tuesday; the digest's day is Thursday 09/07/2020. */
export function assignment(changes: Partial<AssignmentTopic> = {}): AssignmentTopic {
  return {
    kind: 'assignment',
    topicId: 'assignment#664-1c#so-tttt#2020-07-14#3',
    unitId: 'so-tttt',
    unitName: 'Sở Thông tin và Truyền thông',
    assignmentId: '664-1c',
    directive: 'Công văn 664/UBND-TH',
    item: '1c',
    title: 'Báo cáo các đơn vị chưa tham gia Cổng dịch vụ công',
    role: 'lead',
    reportTo: 'Ủy ban nhân dân tỉnh',
    dueOn: '2020-07-14',
    milestone: 3,
    workingDaysLeft: 3,
    ...changes,
  };
}

export function order(changes: Partial<DigestOrder> = {}): DigestOrder {
  const topics = changes.topics ?? [deduction()];
  return {
    noticeId: 'digest_2020-07-09_0123456789abcdef',
    kind: 'digest',
    day: '2020-07-09',
    to: ['giam-doc@so-xay-dung.example'],
    cc: [],
    deputies: ['pho-giam-doc@so-xay-dung.example'],
    recipientName: 'Giám đốc Sở Xây dựng',
    unitIds: [...new Set(topics.map(({ unitId }) => unitId))],
    replaces: null,
    topics,
    ...changes,
  };
}
