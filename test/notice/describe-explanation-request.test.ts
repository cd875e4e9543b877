import { expect, test } from '@jest/globals';
import { describeAssignment } from '../../shared/notice/describe-assignment.ts';
import { describeEscalation, type EscalationTopic } from '../../shared/notice/describe-escalation.ts';
import type { Matter } from '../../shared/notice/letter.ts';
import { assignment } from './sample-orders.ts';

const sentence = 'Tháng 6/2020, Sở Xây dựng có 14 hồ sơ quá hạn, tăng 11 hồ sơ so với 3 hồ sơ của tháng 5/2020.';
const request = {
  assignmentId: 'rise@2020-06#so-xay-dung',
  directive: 'Giải trình hồ sơ quá hạn tăng, tháng 6/2020',
  item: '',
  title: 'Giải trình việc hồ sơ quá hạn tháng 6/2020 tăng so với tháng trước',
  explains: { month: '2020-06', sentence },
  unitName: 'Sở Xây dựng',
  reportTo: 'Sở Thông tin và Truyền thông',
  role: 'lead',
  dueOn: '2020-07-08',
} as const;

function namesOf({ facts }: Matter): string[] {
  return facts.map(({ name }) => name);
}

test.each([
  [
    '2020-07-01',
    5,
    'Còn 5 ngày làm việc',
    'giải trình bằng văn bản, gửi đến Sở Thông tin và Truyền thông chậm nhất ngày 08/07/2020, nêu rõ nguyên nhân',
  ],
  [
    '2020-07-08',
    0,
    'Đến hạn hôm nay',
    'giải trình bằng văn bản, gửi đến Sở Thông tin và Truyền thông trong hôm nay, nêu',
  ],
  [
    '2020-07-09',
    -1,
    'Đã quá hạn 1 ngày làm việc',
    'giải trình bằng văn bản, gửi ngay đến Sở Thông tin và Truyền thông và nói rõ lý do chậm, nêu rõ nguyên nhân',
  ],
] as const)(
  'on %s a unit is told what to explain, by when and to whom, and that it takes no points',
  (day, workingDaysLeft, label, words) => {
    // Act
    const matter = describeAssignment(assignment({ ...request, workingDaysLeft }), day);

    // Assess
    expect(matter.label).toBe(label);
    expect(matter.title).toBe(request.title);
    expect(namesOf(matter)).toEqual(['Đơn vị giải trình', 'Hạn giải trình', 'Nơi nhận giải trình']);
    expect(matter.paragraphs[0]).toBe(sentence);
    expect(matter.paragraphs[1]).toContain(`Đề nghị Sở Xây dựng ${words}`);
    expect(matter.paragraphs[2]).toContain('tự nó không làm đơn vị bị trừ điểm');
  },
);

test('an explanation that was handed back is to be completed', () => {
  const handedBack = { receivedOn: '2020-07-07', on: '2020-07-08', reason: 'Chưa nêu biện pháp', reference: null };
  const matter = describeAssignment(assignment({ ...request, workingDaysLeft: 0, handedBack }), '2020-07-08');
  expect(matter.paragraphs[1]).toContain('Đề nghị Sở Xây dựng bổ sung, hoàn chỉnh văn bản giải trình, gửi đến');
});

test('a superior reads what is to be explained in the place of a document that orders it', () => {
  // Prepare
  const { kind: _kind, milestone: _milestone, workingDaysLeft: _left, ...report } = assignment(request);
  const topic: EscalationTopic = {
    ...report,
    kind: 'escalation',
    unitId: 'so-tttt',
    unitName: 'Sở Thông tin và Truyền thông',
    toldAs: 'lead',
    lateUnitId: 'so-xay-dung',
    lateUnitName: 'Sở Xây dựng',
    step: 1,
    workingDaysLate: 1,
  };

  // Act
  const matter = describeEscalation(topic, '2020-07-09');

  // Assess
  expect(namesOf(matter)).not.toContain('Văn bản giao');
  expect(matter.paragraphs[0]).toContain('là đơn vị tổng hợp giải trình, vì danh mục đơn vị');
  expect(matter.facts).toContainEqual({ name: 'Nội dung cần giải trình', value: sentence });
});
