import type { LedgerDraft } from '../../shared/ledger/append-entry.ts';

/** A deduction of half a point for a month of 2020. */
export function draftFor(month: string, changes: Partial<LedgerDraft> = {}): LedgerDraft {
  return {
    unitId: 'so-xay-dung',
    month,
    rule: 'overdue-share',
    revision: 1,
    event: 'confirmed',
    pointsHundredths: 50,
    yearlyCapHundredths: null,
    evaluationDigest: `digest of ${month}`,
    actor: 'evaluate-month',
    reason: 'Tháng 06/2020: 3 trên 100 hồ sơ quá hạn, vượt ngưỡng 2%.',
    recordedAt: '2020-07-01T23:00:00.000Z',
    ...changes,
  };
}
