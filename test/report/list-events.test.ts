import { expect, test } from '@jest/globals';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { listEvents } from '../../shared/report/list-events.ts';
import { ledgerEntry } from '../notice-planning/facts.ts';

/** The lines of an account with these entries, one after the other. */
function listed(...entries: readonly Partial<LedgerEntry>[]) {
  const account = entries.map((changes, index) => ledgerEntry({ ...changes, sequence: index + 1 }));
  return listEvents(account, 'Asia/Ho_Chi_Minh');
}

const confirmed = { event: 'confirmed', pointsHundredths: 50, askedHundredths: 50 } as const;
const reversed = { event: 'reversed', pointsHundredths: -50, actor: 'Sở Nội vụ' } as const;
const adjusted = { event: 'adjusted', pointsHundredths: 50, askedHundredths: 50, actor: 'Sở Nội vụ' } as const;

test('an explanation that was entered long after it came in stands on the day of its entry', () => {
  // 18:00 on the 1st in UTC is 01:00 on the 2nd in Vietnam.
  const recordedAt = '2020-10-01T18:00:00.000Z';
  const [confirmation, explanation] = listed(
    { ...confirmed, recordedAt, happenedOn: '2020-10-02' },
    { event: 'explained', pointsHundredths: 0, recordedAt, happenedOn: '2020-07-08', explanation: 'Mất điện.' },
  );

  expect(confirmation).toMatchObject({ day: '02/10/2020', happened: null });
  expect(explanation).toMatchObject({ day: '02/10/2020', happened: 'Nhận ngày 08/07/2020.' });
});

test('a mail that was taken before it was entered says when', () => {
  const recordedAt = '2020-07-03T01:00:00.000Z';
  const [line] = listed({ event: 'notified', pointsHundredths: 0, recordedAt, happenedOn: '2020-07-02' });

  expect(line).toMatchObject({ day: '03/07/2020', happened: 'Thư được tiếp nhận ngày 02/07/2020.' });
});

test('points that a person puts on again are reinstated; those that a re-evaluation changes are adjusted', () => {
  const withdrawn = { event: 'withdrawn', pointsHundredths: 0, actor: 'Sở Nội vụ' } as const;
  const proposed = { event: 'proposed', pointsHundredths: 50, askedHundredths: 50 } as const;
  const lastOf = (...entries: readonly Partial<LedgerEntry>[]) => listed(...entries).at(-1)?.event;

  expect(lastOf(confirmed, reversed, adjusted)).toBe('Khôi phục trừ điểm');
  expect(lastOf(proposed, withdrawn, adjusted)).toBe('Khôi phục trừ điểm');
  expect(lastOf(confirmed, { ...adjusted, revision: 2 })).toBe('Điều chỉnh');
  // Reinstated, then brought down by a re-evaluation.
  expect(lastOf(confirmed, reversed, adjusted, { ...adjusted, pointsHundredths: -50, revision: 2 })).toBe('Điều chỉnh');
});
