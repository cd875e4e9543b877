import { expect, test } from '@jest/globals';
import { compareFigures } from '../../shared/report/compare-figures.ts';
import { revisionsOfMonth } from '../../shared/report/revisions-of-month.ts';
import { evaluation } from '../notice-planning/facts.ts';

const zone = 'Asia/Ho_Chi_Minh';
const first = evaluation({ unknown: 0, recordedAt: '2020-07-01T23:00:00.000Z' });
const order = { actor: 'Thanh tra tỉnh', reason: 'Sót hồ sơ' };
const second = evaluation({
  revision: 2,
  verdict: 'passed',
  overdue: 5,
  unknown: 0,
  recordedAt: '2020-07-10T02:00:00.000Z',
  order,
});

const rowsOf = (...evaluations: Parameters<typeof revisionsOfMonth>[0][number][]) =>
  new Map(
    compareFigures(revisionsOfMonth(evaluations, new Map()), zone).map(({ name, cells }) => [
      name,
      cells.map(({ text, hasChanged }) => `${text}${hasChanged ? ' *' : ''}`),
    ]),
  );

test('revisions stand side by side, and what changed is marked', () => {
  const rows = rowsOf(first, second);
  expect(rows.get('Kết luận')).toEqual(['Vượt ngưỡng', 'Đạt *']);
  expect(rows.get('Hồ sơ quá hạn')).toEqual(['12', '5 *']);
  // 12 and 5 of 430
  expect(rows.get('Tỷ lệ quá hạn')).toEqual(['2,79%', '1,16% *']);
  expect(rows.get('Tổng số hồ sơ cần xử lý')).toEqual(['430', '430']);
  expect(rows.get('Ngưỡng')).toEqual(['2%', '2%']);
});

test('when and by whom a revision was made is its own, never a change', () => {
  const rows = rowsOf(first, second);
  expect(rows.get('Đánh giá lúc')).toEqual(['06:00 ngày 02/07/2020', '09:00 ngày 10/07/2020']);
  expect(rows.get('Người yêu cầu')).toEqual(['Hệ thống (tự động)', 'Thanh tra tỉnh']);
  expect(rows.get('Lý do')).toEqual(['Đánh giá khi hết tháng', 'Sót hồ sơ']);
  expect(rows.get('Trạng thái')).toEqual(['Đã được thay thế', 'Đã có hiệu lực']);
});

test('each revision is compared with the one before it, not with the first', () => {
  const third = { ...second, revision: 3, overdue: 12, verdict: 'exceeded' as const };
  expect(rowsOf(third, first, second).get('Hồ sơ quá hạn')).toEqual(['12', '5 *', '12 *']);
});

test('the file is named by its last part, and a reading of its own is said', () => {
  const governing = {
    day: '2020-08-31',
    fileNumber: 2,
    canonicalKey: 'canonical/x',
    canonicalDigest: 'x',
    objectKey: 'snapshots/cong-dvc/2020-08-31.2.csv.gz',
    objectDigest: null,
    stateDigest: null,
    reading: 'as-stated',
  } as const;
  const old = { ...governing, objectKey: null, reading: 'as-last-seen' } as const;
  expect(rowsOf({ ...first, governing: old }, { ...second, governing }).get('Tệp dữ liệu')).toEqual([
    'lần gửi thứ 2 của ngày',
    '2020-08-31.2.csv.gz, tính theo đúng nội dung tệp này *',
  ]);
});
