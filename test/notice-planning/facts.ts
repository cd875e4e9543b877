import type { Assignment } from '../../shared/assignment/assignment.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import type { Topic } from '../../shared/notice/notice.ts';
import type { Unit } from '../../shared/unit/unit.ts';

/** Facts of the province of 2020 from which the tests of planning start. */
export function unit(unitId: string, changes: Partial<Unit> = {}): Unit {
  return {
    unitId,
    name: `Đơn vị ${unitId}`,
    tier: 'province',
    kind: 'department',
    parentUnitId: null,
    headName: `Thủ trưởng ${unitId}`,
    headEmail: `${unitId}@an-giang.example`,
    deputyEmails: [],
    ccEmails: [],
    validFrom: '2019-01-01',
    validTo: null,
    ...changes,
  };
}

/** Item 1a of dispatch 664/UBND-TH: "báo cáo trước ngày 15/7/2020". */
export function assignment(changes: Partial<Assignment> = {}): Assignment {
  return {
    assignmentId: '664-1a',
    directive: '664/UBND-TH',
    item: '1a',
    title: 'Đưa dữ liệu hồ sơ vào Cổng dịch vụ công của tỉnh',
    leadUnitId: 'so-tttt',
    coordinatingUnitIds: ['so-khdt'],
    reportTo: 'UBND tỉnh',
    dueOn: '2020-07-14',
    recurrence: null,
    validFrom: '2020-06-23',
    validTo: null,
    ...changes,
  };
}

/** A department with 12 of 430 dossiers overdue: 2,79%, over 2%. */
export function evaluation(changes: Partial<Evaluation> = {}): Evaluation {
  return {
    unitId: 'so-khdt',
    unitName: 'Sở Kế hoạch và Đầu tư',
    month: '2020-06',
    rule: 'overdue-share',
    revision: 1,
    evaluatorVersion: 2,
    tier: 'province',
    verdict: 'exceeded',
    reasons: ['best-case-exceeds'],
    overdue: 12,
    unknown: 1,
    denominator: 430,
    threshold: { numerator: 20, denominator: 1000 },
    basis: 'handled',
    policyId: '664-province',
    consequence: {
      mode: 'deduct',
      approval: 'automatic',
      explanationWorkingDays: 0,
      pointsHundredths: 50,
      yearlyCapHundredths: null,
      legalBasis: 'Công văn số 664/UBND-TH ngày 23/06/2020, mục 4',
    },
    counts: null,
    sourceId: 'portal',
    governing: null,
    evidence: { key: 'evidence/2020-06/so-khdt/e.csv', digest: 'e', overdueRows: 12, unknownRows: 1 },
    registry: null,
    manifest: null,
    order: null,
    digest: 'digest-of-evaluation',
    recordedAt: '2020-07-01T23:00:00Z',
    ...changes,
  };
}

export function ledgerEntry(changes: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    account: 'so-khdt#2020',
    sequence: 1,
    entryVersion: 2,
    unitId: 'so-khdt',
    year: '2020',
    month: '2020-06',
    rule: 'overdue-share',
    revision: 1,
    event: 'confirmed',
    pointsHundredths: 50,
    evaluationDigest: 'digest-of-evaluation',
    actor: 'evaluate-month',
    reason: '',
    recordedAt: '2020-07-01T23:00:00Z',
    reference: null,
    manifest: null,
    askedHundredths: changes.pointsHundredths ?? 50,
    yearlyCapHundredths: null,
    explanationWorkingDays: null,
    happenedOn: null,
    explainBy: null,
    explanation: null,
    previousHash: null,
    hash: 'hash',
    ...changes,
  };
}

type AssignmentTopic = Extract<Topic, { kind: 'assignment' }>;

export function assignmentTopic(unitId: string, changes: Partial<AssignmentTopic> = {}): AssignmentTopic {
  const topic: AssignmentTopic = {
    kind: 'assignment',
    topicId: '',
    unitId,
    unitName: `Đơn vị ${unitId}`,
    assignmentId: '664-1a',
    directive: '664/UBND-TH',
    item: '1a',
    title: 'Đưa dữ liệu hồ sơ vào Cổng dịch vụ công của tỉnh',
    role: 'lead',
    reportTo: 'UBND tỉnh',
    dueOn: '2020-07-14',
    milestone: 7,
    workingDaysLeft: 7,
    ...changes,
  };
  return { ...topic, topicId: changes.topicId ?? `${topic.assignmentId}#${unitId}#${topic.milestone}` };
}

type DeductionTopic = Extract<Topic, { kind: 'deduction' }>;

export function deductionTopic(unitId: string, changes: Partial<DeductionTopic> = {}): DeductionTopic {
  return {
    kind: 'deduction',
    topicId: `deduction#${unitId}#2020#1`,
    unitId,
    unitName: `Đơn vị ${unitId}`,
    month: '2020-06',
    year: '2020',
    sequence: 1,
    pointsHundredths: 50,
    yearTotalHundredths: 50,
    overdue: 12,
    unknown: 1,
    denominator: 430,
    threshold: { numerator: 20, denominator: 1000 },
    legalBasis: 'Công văn số 664/UBND-TH',
    evidenceKey: null,
    ...changes,
  };
}
