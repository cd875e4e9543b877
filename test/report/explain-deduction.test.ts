import { expect, test } from '@jest/globals';
import { findDeduction } from '../../shared/ledger/deductions-of.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { explainDeduction, explainDraft, pointsThatFollow } from '../../shared/report/explain-deduction.ts';
import { ledgerEntry } from '../notice-planning/facts.ts';

/** The sentences of a deduction with these entries, one after the other. */
function told(...entries: readonly Partial<LedgerEntry>[]): string {
  const account = entries.map((changes, index) => ledgerEntry({ ...changes, sequence: index + 1 }));
  return explainDeduction(findDeduction(account, { month: '2020-06', rule: 'overdue-share' }));
}

const proposed = { event: 'proposed', pointsHundredths: 50, askedHundredths: 50, explanationWorkingDays: 5 } as const;
const notified = {
  event: 'notified',
  pointsHundredths: 0,
  happenedOn: '2020-07-02',
  explainBy: '2020-07-09',
} as const;
const explained = {
  event: 'explained',
  pointsHundredths: 0,
  happenedOn: '2020-07-07',
  explanation: 'Mất điện.',
} as const;
const confirmed = { event: 'confirmed', pointsHundredths: 50, askedHundredths: 50 } as const;

test('without an entry nothing is taken', () => {
  expect(explainDeduction(null)).toBe('Không trừ điểm.');
});

test('a proposal takes nothing yet, and says how long the unit may explain itself', () => {
  expect(told(proposed)).toBe(
    'Có đề xuất trừ 0,5 điểm; hiện chưa trừ điểm. Sau khi thư thông báo được gửi, đơn vị có 5 ngày làm việc để giải trình.',
  );
  expect(told(proposed, notified)).toBe(
    'Có đề xuất trừ 0,5 điểm; hiện chưa trừ điểm. Đã thông báo cho đơn vị ngày 02/07/2020. Đơn vị có thể giải trình đến hết ngày 09/07/2020; nếu không giải trình, điểm được trừ vào ngày làm việc tiếp theo.',
  );
  expect(told(proposed, notified, explained)).toBe(
    'Có đề xuất trừ 0,5 điểm; hiện chưa trừ điểm. Đơn vị đã giải trình ngày 07/07/2020; giải trình đang chờ xem xét, quyết định.',
  );
});

test('what is taken is told with what the cap left of it', () => {
  expect(told(confirmed)).toBe('Đã trừ 0,5 điểm.');
  // A cap of 1,25 points leaves a quarter of a point.
  expect(told({ ...confirmed, pointsHundredths: 25, yearlyCapHundredths: 125 })).toBe(
    'Đã trừ 0,25 điểm. Mức trừ của tháng là 0,5 điểm, nhưng tổng điểm trừ cả năm không được vượt mức trần 1,25 điểm.',
  );
});

test('what a re-evaluation made of it is told', () => {
  const up = { event: 'adjusted', pointsHundredths: 50, askedHundredths: 100, revision: 2 } as const;
  const down = { event: 'adjusted', pointsHundredths: -50, askedHundredths: 0, revision: 2 } as const;
  expect(told(confirmed, up)).toBe('Đã trừ 1 điểm sau khi điều chỉnh.');
  expect(told(confirmed, down)).toBe('Khoản trừ điểm đã được điều chỉnh về 0: hiện không trừ điểm nào của tháng này.');
  expect(told(proposed, { event: 'withdrawn', pointsHundredths: 0, revision: 2 })).toBe(
    'Đề xuất trừ điểm đã được rút sau khi đánh giá lại: không trừ điểm.',
  );
});

test('who took it back is told', () => {
  const actor = 'Sở Nội vụ';
  expect(told(proposed, { event: 'withdrawn', pointsHundredths: 0, actor })).toBe(
    'Đề xuất trừ điểm đã được rút theo quyết định của Sở Nội vụ: không trừ điểm.',
  );
  expect(told(confirmed, { event: 'reversed', pointsHundredths: -50, actor })).toBe(
    'Khoản trừ điểm đã bị hủy theo quyết định của Sở Nội vụ, điểm đã được trả lại: hiện không trừ điểm nào của tháng này.',
  );
});

test('a draft says what would follow', () => {
  const consequence = {
    mode: 'deduct',
    approval: 'required',
    explanationWorkingDays: 0,
    pointsHundredths: 50,
    yearlyCapHundredths: null,
    legalBasis: 'Công văn số 664/UBND-TH',
  } as const;
  expect(explainDraft({ verdict: 'passed', consequence })).toBe(
    'Nếu dự thảo được phê duyệt, tháng này không có điểm trừ.',
  );
  expect(explainDraft({ verdict: 'exceeded', consequence })).toBe(
    'Nếu dự thảo được phê duyệt, mức trừ của tháng này là 0,5 điểm.',
  );
  expect(explainDraft({ verdict: 'exceeded', consequence: { ...consequence, explanationWorkingDays: 5 } })).toContain(
    'sẽ có đề xuất trừ 0,5 điểm; đơn vị có 5 ngày làm việc để giải trình',
  );
  expect(pointsThatFollow({ verdict: 'exceeded', consequence: { ...consequence, mode: 'report' } })).toBe(0);
});
