import { expect, test } from '@jest/globals';
import { describeAssignment } from '../../shared/notice/describe-assignment.ts';
import { describeEscalation, type EscalationTopic } from '../../shared/notice/describe-escalation.ts';
import { describeLateReports, MOST_REPORTS_IN_LETTER } from '../../shared/notice/describe-late-reports.ts';
import type { Matter } from '../../shared/notice/letter.ts';
import { compareUrgency } from '../../shared/notice/rank-topics.ts';
import type { LateReport } from '../../shared/notice/report-topic.ts';
import { subjectOf } from '../../shared/notice/summarise-digest.ts';
import { assignment, order } from './sample-orders.ts';

const putOff = [{ dueOn: '2020-07-20', reference: 'Công văn số 702/UBND-TH', reason: 'Cổng dịch vụ công bảo trì' }];
const handedBack = { receivedOn: '2020-07-10', on: '2020-07-13', reason: 'Thiếu số liệu quý II', reference: null };

function factOf({ facts }: Matter, name: string): string | undefined {
  return facts.find((fact) => fact.name === name)?.value;
}

test('a due date that was extended stands beside the first one and the document that gave it', () => {
  // Act
  const matter = describeAssignment(
    assignment({ dueOn: '2020-07-20', firstDueOn: '2020-07-14', putOff }),
    '2020-07-09',
  );

  // Assess
  expect(factOf(matter, 'Hạn báo cáo')).toBe('Chậm nhất ngày 20/07/2020');
  expect(factOf(matter, 'Hạn ban đầu')).toBe('14/07/2020, được gia hạn đến 20/07/2020 theo Công văn số 702/UBND-TH');
});

test('an extension without a document is told with its reason; each of several is told', () => {
  // Prepare
  const twice = [...putOff, { dueOn: '2020-07-24', reference: null, reason: 'Bão số 2' }];

  // Act
  const matter = describeAssignment(
    assignment({ dueOn: '2020-07-24', firstDueOn: '2020-07-14', putOff: twice }),
    '2020-07-09',
  );

  // Assess
  expect(factOf(matter, 'Hạn ban đầu')).toBe(
    '14/07/2020, được gia hạn đến 20/07/2020 theo Công văn số 702/UBND-TH, được gia hạn đến 24/07/2020 (lý do: Bão số 2)',
  );
});

test('a report that was handed back says when, why and until when it is due anew', () => {
  // Act
  const topic = assignment({ dueOn: '2020-07-24', firstDueOn: '2020-07-14', handedBack, workingDaysLeft: 8 });
  const matter = describeAssignment(topic, '2020-07-14');

  // Assess
  expect(matter.label).toBe('Báo cáo bị trả lại, còn 8 ngày làm việc');
  expect(factOf(matter, 'Hạn ban đầu')).toBe('14/07/2020, hạn mới 24/07/2020 khi báo cáo được trả lại');
  expect(factOf(matter, 'Báo cáo bị trả lại')).toBe(
    'Báo cáo nhận ngày 10/07/2020 được trả lại ngày 13/07/2020. Lý do: Thiếu số liệu quý II',
  );
  expect(matter.paragraphs.join()).toContain('bổ sung, hoàn chỉnh và gửi báo cáo đến Ủy ban nhân dân tỉnh');
});

test.each([
  ['monthly', '2020-08', 'mục 1c, kỳ tháng 8/2020'],
  ['monthly', '2020-10', 'mục 1c, kỳ tháng 10/2020'],
  ['monthly', '2021-02', 'mục 1c, kỳ tháng 02/2021'],
  ['quarterly', '2020-07', 'mục 1c, kỳ quý, hạn tháng 7/2020'],
] as const)('a %s report of %s names its period', (recurrence, period, words) => {
  const matter = describeAssignment(assignment({ recurrence, period }), '2020-07-09');

  expect(factOf(matter, 'Văn bản giao')).toBe(`Công văn 664/UBND-TH, ${words}`);
});

function escalation(changes: Partial<EscalationTopic> = {}): EscalationTopic {
  return {
    kind: 'escalation',
    topicId: 'escalation#664-1c#xa-phu-huu#2020-07-20#3',
    unitId: 'ubnd-huyen-an-phu',
    unitName: 'UBND huyện An Phú',
    toldAs: 'superior',
    lateUnitId: 'xa-phu-huu',
    lateUnitName: 'UBND xã Phú Hữu',
    assignmentId: '664-1c',
    directive: 'Công văn 664/UBND-TH',
    item: '1c',
    title: 'Báo cáo các đơn vị chưa tham gia Cổng dịch vụ công',
    role: 'coordinating',
    reportTo: 'Ủy ban nhân dân tỉnh',
    dueOn: '2020-07-20',
    firstDueOn: '2020-07-14',
    putOff,
    step: 3,
    workingDaysLate: 3,
    ...changes,
  };
}

test('a superior reads who is late with what, by how much, by which due dates, and what to do', () => {
  // Act
  const matter = describeEscalation(escalation(), '2020-07-23');

  // Assess
  expect(matter.tone).toBe('overdue');
  expect(matter.label).toBe('Đã quá hạn 3 ngày làm việc, đề nghị đôn đốc');
  expect(matter.title).toBe('UBND xã Phú Hữu chưa gửi báo cáo: Báo cáo các đơn vị chưa tham gia Cổng dịch vụ công');
  expect(matter.facts).toEqual([
    { name: 'Đơn vị chậm báo cáo', value: 'UBND xã Phú Hữu (phối hợp)' },
    { name: 'Hạn báo cáo', value: 'Chậm nhất ngày 20/07/2020' },
    { name: 'Hạn ban đầu', value: '14/07/2020, được gia hạn đến 20/07/2020 theo Công văn số 702/UBND-TH' },
    { name: 'Số ngày chậm', value: '3 ngày làm việc, tính đến ngày 23/07/2020' },
    { name: 'Văn bản giao', value: 'Công văn 664/UBND-TH, mục 1c' },
    { name: 'Nơi nhận báo cáo', value: 'Ủy ban nhân dân tỉnh' },
  ]);
  expect(matter.paragraphs[0]).toContain('UBND huyện An Phú là cơ quan cấp trên của UBND xã Phú Hữu');
  expect(matter.paragraphs[1]).toContain('chỉ đạo UBND xã Phú Hữu gửi ngay báo cáo đến Ủy ban nhân dân tỉnh');
});

test('the unit that leads is told why it is told in a superior’s place', () => {
  const matter = describeEscalation(escalation({ toldAs: 'lead', unitName: 'Sở TT&TT' }), '2020-07-23');

  expect(matter.paragraphs[1]).toContain('Đề nghị Sở TT&TT đôn đốc UBND xã Phú Hữu');
  expect(matter.paragraphs[0]).toContain(
    'Sở TT&TT là đơn vị chủ trì, vì danh mục đơn vị không có địa chỉ cơ quan cấp trên',
  );
});

function lateReport(number: number, changes: Partial<LateReport> = {}): LateReport {
  return {
    unitId: `xa-${number}`,
    unitName: `UBND xã ${number}`,
    assignmentId: '664-1c',
    directive: 'Công văn 664/UBND-TH',
    item: '1c',
    title: 'Báo cáo các đơn vị chưa tham gia',
    role: 'coordinating',
    dueOn: '2020-07-14',
    workingDaysLate: 2,
    ...changes,
  };
}

const list = (reports: LateReport[], total = reports.length) => ({
  kind: 'late-reports' as const,
  topicId: 'late-reports#so-tttt#2020-07-16',
  unitId: 'so-tttt',
  unitName: 'Sở Thông tin và Truyền thông',
  day: '2020-07-16',
  reports,
  total,
});

test('the collecting unit reads what is late, by whom and since when', () => {
  // Act
  const extended = lateReport(2, { dueOn: '2020-07-15', firstDueOn: '2020-07-14', putOff: [], workingDaysLate: 1 });
  const matter = describeLateReports(list([lateReport(1), extended]));

  // Assess
  expect(matter.label).toBe('2 báo cáo quá hạn chưa nhận được');
  expect(matter.facts[0]).toEqual({
    name: '1. UBND xã 1',
    value: 'Công văn 664/UBND-TH, mục 1c: hạn 14/07/2020, đã quá hạn 2 ngày làm việc',
  });
  expect(matter.facts[1]?.value).toContain('hạn 15/07/2020 (hạn ban đầu 14/07/2020');
});

test('a letter shows twenty at most and counts the rest, whether or not the message held them', () => {
  // Act
  const reports = Array.from({ length: 30 }, (_, number) => lateReport(number));
  const matter = describeLateReports(list(reports, 1167));

  // Assess
  expect(matter.facts).toHaveLength(MOST_REPORTS_IN_LETTER);
  expect(MOST_REPORTS_IN_LETTER).toBeLessThanOrEqual(20);
  const others = (1167 - MOST_REPORTS_IN_LETTER).toLocaleString('vi-VN');
  expect(matter.paragraphs[0]).toContain(`${others} báo cáo quá hạn khác`);
});

test('the subject counts what others owe', () => {
  // Act
  const subject = subjectOf(order({ topics: [escalation(), escalation(), list([lateReport(1)], 12)] }));

  // Assess
  expect(subject).toMatch(/^\[Đúng Hẹn\] 2 báo cáo chậm cần đôn đốc[,;] danh sách 12 báo cáo chưa nhận được$/);
});

test('a digest tells what a superior must order, then the list, then what the list has already', () => {
  // Prepare
  const topics = [escalation({ toldAs: 'lead' }), list([lateReport(1)]), escalation(), assignment({ milestone: -1 })];

  // Act
  const inOrder = topics.toSorted(compareUrgency).map((topic) => ('toldAs' in topic ? topic.toldAs : topic.kind));

  // Assess
  expect(inOrder).toEqual(['assignment', 'superior', 'late-reports', 'lead']);
});
