import type { DigestOrder, Topic } from '../../shared/notice/notice.ts';

export type AssignmentTopic = Extract<Topic, { kind: 'assignment' }>;
export type AnnouncementTopic = Extract<Topic, { kind: 'announcement' }>;
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

export type LiftedTopic = Extract<Topic, { kind: 'deduction-lifted' }>;

/** What became of that deduction once the unit had explained itself. */
export function lifted(changes: Partial<LiftedTopic> = {}): LiftedTopic {
  return {
    kind: 'deduction-lifted',
    topicId: 'deduction#so-xay-dung#2020#4',
    unitId: 'so-xay-dung',
    unitName: 'Sở Xây dựng',
    rule: 'overdue-share',
    month: '2020-06',
    year: '2020',
    event: 'withdrawn',
    pointsHundredths: 50,
    yearTotalHundredths: 0,
    reason: 'Giải trình có căn cứ',
    reference: '15/QĐ-VP',
    ...changes,
  };
}

export type UndecidedTopic = Extract<Topic, { kind: 'undecided' }>;

/** A department with 2 of 120 dossiers overdue and 3 without a due date: between 1,67% and 4,17%. */
export function undecided(changes: Partial<UndecidedTopic> = {}): UndecidedTopic {
  return {
    kind: 'undecided',
    topicId: 'undecided#so-gtvt#2020-06#overdue-share#1',
    unitId: 'so-gtvt',
    unitName: 'Sở Giao thông vận tải',
    rule: 'overdue-share',
    month: '2020-06',
    reasons: ['only-worst-case-exceeds'],
    overdue: 2,
    unknown: 3,
    denominator: 120,
    basis: 'handled',
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

/** The head of June 2020: 1,5 points taken from three units. */
export function announcement(changes: Partial<AnnouncementTopic> = {}): AnnouncementTopic {
  return {
    kind: 'announcement',
    topicId: 'announcement#so-tttt#2020-06#1',
    unitId: 'so-tttt',
    unitName: 'Sở Thông tin và Truyền thông',
    month: '2020-06',
    number: 1,
    headKey: 'ledger/heads/2020-06/0001.json',
    headHash: '0123456789abcdef'.repeat(4),
    tiers: [
      { tier: 'province', passed: 16, exceeded: 2, undecided: 1, notJudged: 0 },
      { tier: 'district', passed: 10, exceeded: 1, undecided: 0, notJudged: 0 },
      { tier: 'commune', passed: 0, exceeded: 0, undecided: 0, notJudged: 156 },
    ],
    pointsHundredths: 150,
    exceededCount: 3,
    exceededUnits: [
      { unitName: 'Sở Xây dựng', tier: 'province' },
      { unitName: 'Sở Y tế', tier: 'province' },
      { unitName: 'UBND huyện Chợ Mới', tier: 'district' },
    ],
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
