import { expect, test } from '@jest/globals';
import { composeDigest } from '../../shared/notice/compose-digest.ts';
import { describeAnnouncement } from '../../shared/notice/describe-announcement.ts';
import { fitInMessage } from '../../shared/notice/fit-in-message.ts';
import { announcement, assignment, deduction, letterhead, order } from './sample-orders.ts';

test('a month is told by tiers, with points, units and the hash in groups of four', () => {
  // Act
  const { label, title, facts, paragraphs } = describeAnnouncement(announcement());

  // Assess
  expect([label, title]).toEqual(['Kết quả tháng', 'Kết quả đánh giá giải quyết hồ sơ tháng 6/2020 toàn tỉnh']);
  expect(facts).toEqual([
    {
      name: 'Cấp tỉnh: sở, ngành',
      value: 'Đánh giá 19 sở, ngành: 2 vượt ngưỡng, 16 đạt, 1 chưa đủ căn cứ',
    },
    { name: 'Cấp huyện', value: 'Đánh giá 11 đơn vị cấp huyện: 1 vượt ngưỡng, 10 đạt, 0 chưa đủ căn cứ' },
    { name: 'Cấp xã', value: 'Không xét 156 đơn vị cấp xã' },
    { name: 'Điểm trừ đã ghi sổ', value: '1,5 điểm' },
    { name: 'Đơn vị vượt ngưỡng', value: 'Sở Xây dựng; Sở Y tế; UBND huyện Chợ Mới' },
    {
      name: 'Mã đối chiếu',
      value: '0123 4567 89ab cdef 0123 4567 89ab cdef 0123 4567 89ab cdef 0123 4567 89ab cdef',
    },
  ]);
  expect(paragraphs).toEqual([expect.stringContaining('quản trị viên dùng mã này để đối chiếu sổ trừ điểm')]);
});

test('of many exceeded units the first are named and the others counted; none is said as such', () => {
  const many = announcement({ exceededCount: 1203 });

  expect(factOf(many, 'Đơn vị vượt ngưỡng')).toBe('Sở Xây dựng; Sở Y tế; UBND huyện Chợ Mới; và 1.200 đơn vị khác');
  expect(factOf(announcement({ exceededCount: 0, exceededUnits: [] }), 'Đơn vị vượt ngưỡng')).toBe('Không có');
});

test('a later head says that the month was judged anew, and that the older letter is to be kept', () => {
  const { label, paragraphs } = describeAnnouncement(announcement({ number: 3 }));

  expect(label).toBe('Kết quả tháng, điều chỉnh lần 2');
  expect(paragraphs[0]).toMatch(/^Kết quả tháng 6\/2020 đã được đánh giá lại.*thư cũ vẫn cần được lưu/);
});

test('points that are only proposed are told apart from those entered, and that the month will be told again', () => {
  // Act
  const { facts, paragraphs } = describeAnnouncement(
    announcement({ pointsHundredths: 50, proposed: { count: 2, pointsHundredths: 100 } }),
  );

  // Assess
  expect(facts.slice(3, 5)).toEqual([
    { name: 'Điểm trừ đã ghi sổ', value: '0,5 điểm' },
    { name: 'Điểm trừ đề xuất, chờ giải trình', value: '1 điểm (2 đề xuất)' },
  ]);
  expect(paragraphs[0]).toMatch(
    /chưa được tính vào điểm trừ.*thông báo lại.*khi tất cả đề xuất của tháng đã được quyết định/,
  );
});

test('a head that follows on decisions says so, and not that the month was judged anew', () => {
  const { label, paragraphs } = describeAnnouncement(announcement({ number: 2, occasion: 'settlement' }));

  expect(label).toBe('Kết quả tháng, đã quyết định điểm trừ');
  expect(paragraphs[0]).toMatch(
    /^Tất cả đề xuất trừ điểm của tháng 6\/2020 đã được quyết định.*thư cũ vẫn cần được lưu/,
  );
  expect(paragraphs.join()).not.toContain('đánh giá lại');
});

test('a digest tells it after deductions and reports, and its subject names the month', () => {
  // Act
  const topics = [deduction(), assignment(), announcement()];
  const { subject, text, html } = composeDigest(order({ topics }), [], letterhead);

  // Assess
  expect(subject).toBe(
    '[Đúng Hẹn] Sở Xây dựng bị trừ 0,5 điểm tháng 6/2020; 1 báo cáo đến hạn 14/07; kết quả tháng 6/2020',
  );
  expect(text.indexOf('[Kết quả tháng]')).toBeGreaterThan(text.indexOf('[Trừ 0,5 điểm]'));
  for (const part of [text, html]) expect(part).toContain('0123 4567 89ab cdef');
});

test('thirty heads fit in one message, whatever units are called', () => {
  // Prepare: a name of 500 characters, 30 of them named in each
  const exceededUnits = Array.from({ length: 30 }, () => ({ unitName: 'Đ'.repeat(500), tier: 'commune' as const }));
  const topics = Array.from({ length: 30 }, (_, at) => announcement({ topicId: `announcement#${at}`, exceededUnits }));

  // Act
  const fitted = fitInMessage(order({ topics }));

  // Assess: 30 x 500 x 2 bytes a topic: six of them in 200 kB; what is left out comes the next morning
  expect(fitted.topics.length).toBeGreaterThanOrEqual(5);
  expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThanOrEqual(200_000);
});

function factOf(topic: Parameters<typeof describeAnnouncement>[0], name: string): string | undefined {
  return describeAnnouncement(topic).facts.find((fact) => fact.name === name)?.value;
}
