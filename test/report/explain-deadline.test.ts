import { expect, test } from '@jest/globals';
import { findDeduction } from '../../shared/ledger/deductions-of.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { explainDeadline } from '../../shared/report/explain-deadline.ts';
import { ledgerEntry } from '../notice-planning/facts.ts';

/** The deadline of a deduction with these entries, one after the other. */
function deadlineOf(...entries: readonly Partial<LedgerEntry>[]): string {
  const account = entries.map((changes, index) => ledgerEntry({ ...changes, sequence: index + 1 }));
  return explainDeadline(findDeduction(account, { month: '2020-06', rule: 'overdue-share' }));
}

const proposed = { event: 'proposed', pointsHundredths: 50, askedHundredths: 50, explanationWorkingDays: 5 } as const;
const notified = { event: 'notified', pointsHundredths: 0, happenedOn: '2020-07-02', explainBy: '2020-07-09' } as const;
const confirmed = { event: 'confirmed', pointsHundredths: 50, askedHundredths: 50 } as const;

test('without a window nothing limits when a unit may object, and it is told so', () => {
  expect(explainDeadline(null)).toMatch(/^Không có thời hạn/);
  expect(deadlineOf(confirmed)).toBe(
    'Không có thời hạn giải trình đối với tháng này: đơn vị có thể gửi ý kiến bất cứ lúc nào.',
  );
});

test('with a window the deadline is told as soon as it is known, and after it too', () => {
  expect(deadlineOf(proposed)).toMatch(/^Thời hạn giải trình: 5 ngày làm việc/);
  expect(deadlineOf(proposed, notified)).toBe('Thời hạn giải trình: đến hết ngày 09/07/2020.');
  expect(deadlineOf(proposed, notified, confirmed)).toBe(
    'Thời hạn giải trình: đến hết ngày 09/07/2020. Ý kiến sau khi đã có quyết định không bị giới hạn thời hạn.',
  );
});
