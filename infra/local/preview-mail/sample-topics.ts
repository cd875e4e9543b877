import type { Topic } from '../../../shared/notice/notice.ts';
import type { LateReport } from '../../../shared/notice/report-topic.ts';

type Of<Kind extends Topic['kind']> = Extract<Topic, { kind: Kind }>;

const LEGAL_BASIS = 'Công văn số 664/UBND-TH ngày 23/06/2020 của Ủy ban nhân dân tỉnh An Giang, mục 4';
const BUILDING = { unitId: 'so-xay-dung', unitName: 'Sở Xây dựng' };

const report = {
  assignmentId: '664-1c',
  directive: 'Công văn số 664/UBND-TH',
  item: '1c',
  title: 'Báo cáo các đơn vị chưa tham gia hoặc tham gia hình thức Cổng dịch vụ công',
  role: 'lead',
  dueOn: '2020-07-14',
} as const;
const REPORT_TO = 'Ủy ban nhân dân tỉnh';

export const putOff = [
  { dueOn: '2020-07-20', reference: 'Công văn số 702/UBND-TH', reason: 'Cổng dịch vụ công bảo trì' },
];
export const handedBack = {
  receivedOn: '2020-07-10',
  on: '2020-07-13',
  reason: 'Thiếu số liệu quý II của các đơn vị cấp xã',
  reference: 'Công văn số 711/UBND-TH',
};

export function reminder(changes: Partial<Of<'assignment'>> = {}): Topic {
  const unit = { unitId: 'so-tttt', unitName: 'Sở Thông tin và Truyền thông' };
  const standing = { milestone: 3, workingDaysLeft: 3 } as const;
  return {
    kind: 'assignment',
    topicId: '664-1c#so-tttt',
    ...unit,
    ...report,
    reportTo: REPORT_TO,
    ...standing,
    ...changes,
  };
}

/** A department that has to say why more is overdue than in the month before. */
export function explanationAsked(): Topic {
  return reminder({
    ...BUILDING,
    topicId: 'rise@2020-06#so-xay-dung',
    assignmentId: 'rise@2020-06#so-xay-dung',
    directive: 'Giải trình hồ sơ quá hạn tăng, tháng 6/2020',
    item: '',
    title: 'Giải trình việc hồ sơ quá hạn tháng 6/2020 tăng so với tháng trước',
    explains: {
      month: '2020-06',
      sentence:
        'Tháng 6/2020, Sở Xây dựng có 12 hồ sơ quá hạn, tăng 7 hồ sơ so với 5 hồ sơ của tháng 5/2020 (tỷ lệ từ 1,25% lên ' +
        '2,79%): 1 hồ sơ do phải giải quyết nhiều hồ sơ hơn, 4 hồ sơ do giải quyết chậm hơn, 2 hồ sơ do hồ sơ quá hạn tồn từ ' +
        'trước nhiều hơn; tăng nhiều nhất ở: Cấp giấy phép xây dựng (từ 3 lên 8).',
    },
    reportTo: 'Sở Thông tin và Truyền thông',
    dueOn: '2020-07-08',
    milestone: 7,
    workingDaysLeft: 5,
  });
}

export function escalation(changes: Partial<Of<'escalation'>> = {}): Topic {
  return {
    kind: 'escalation',
    topicId: '664-1c#xa-phu-huu',
    unitId: 'huyen-an-phu',
    unitName: 'UBND huyện An Phú',
    toldAs: 'superior',
    lateUnitId: 'xa-phu-huu',
    lateUnitName: 'UBND xã Phú Hữu',
    ...report,
    reportTo: REPORT_TO,
    role: 'coordinating',
    step: 3,
    workingDaysLate: 3,
    ...changes,
  };
}

/** @param total how many reports are late; so many are listed, as a message holds them all */
export function lateReports(total: number): Topic {
  const reports = Array.from({ length: total }, (_, position) => lateReport(position));
  const unit = { unitId: 'so-tttt', unitName: 'Sở Thông tin và Truyền thông' };
  return { kind: 'late-reports', topicId: 'late#so-tttt', ...unit, day: '2020-07-21', reports, total };
}

const DISTRICTS = ['An Phú', 'Châu Phú', 'Châu Thành', 'Chợ Mới', 'Phú Tân', 'Thoại Sơn', 'Tịnh Biên', 'Tri Tôn'];

function lateReport(position: number): LateReport {
  const unitName = `UBND huyện ${DISTRICTS[position % DISTRICTS.length]}`;
  const extended = position === 1 ? { dueOn: '2020-07-20', firstDueOn: '2020-07-14', putOff } : {};
  const workingDaysLate = position === 1 ? 1 : 5;
  return { unitId: `huyen-${position}`, unitName, ...report, role: 'coordinating', ...extended, workingDaysLate };
}

/** Sở Xây dựng in June 2020: 12 overdue of 430, which is 2,79%. */
export function deduction(changes: Partial<Of<'deduction'>> = {}): Topic {
  return {
    kind: 'deduction',
    rule: 'overdue-share',
    topicId: 'deduction#so-xay-dung#2020#1',
    ...BUILDING,
    month: '2020-06',
    year: '2020',
    sequence: 1,
    pointsHundredths: 50,
    yearTotalHundredths: 50,
    overdue: 12,
    unknown: 0,
    denominator: 430,
    basis: 'handled',
    threshold: { numerator: 20, denominator: 1000 },
    legalBasis: LEGAL_BASIS,
    evidenceKey: 'evidence/2020-06/so-xay-dung.csv',
    ...changes,
  };
}

export function lifted(changes: Partial<Of<'deduction-lifted'>> = {}): Topic {
  return {
    kind: 'deduction-lifted',
    topicId: 'deduction#so-xay-dung#2020#4',
    ...BUILDING,
    rule: 'overdue-share',
    month: '2020-06',
    year: '2020',
    event: 'withdrawn',
    pointsHundredths: 50,
    yearTotalHundredths: 0,
    reason: 'Giải trình có căn cứ: 5 hồ sơ được gia hạn đúng quy định',
    reference: 'Quyết định số 15/QĐ-VP',
    legalBasis: LEGAL_BASIS,
    ...changes,
  };
}

/** 2 of 120 overdue and 3 without a due date: between 1,67% and 4,17%. */
export function undecided(changes: Partial<Of<'undecided'>> = {}): Topic {
  return {
    kind: 'undecided',
    topicId: 'undecided#so-gtvt#2020-06#1',
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
    legalBasis: LEGAL_BASIS,
    evidenceKey: 'evidence/2020-06/so-gtvt.csv',
    ...changes,
  };
}

/** Points taken from three units. */
export function announcement(changes: Partial<Of<'announcement'>> = {}): Topic {
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
