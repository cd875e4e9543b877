import { expect, test } from '@jest/globals';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { draftDeduction } from '../../shared/ledger/draft-deduction.ts';
import { policyOf664 } from '../evaluation/policies.ts';

const exceeded: Evaluation = {
  unitId: 'so-xay-dung',
  unitName: 'Sở Xây dựng',
  month: '2020-06',
  revision: 1,
  evaluatorVersion: 1,
  tier: 'province',
  verdict: 'exceeded',
  reasons: ['best-case-exceeds'],
  overdue: 31,
  unknown: 2,
  denominator: 1500,
  threshold: { numerator: 20, denominator: 1000 },
  basis: 'handled',
  policyId: '664-province',
  counts: null,
  sourceId: 'portal',
  governing: null,
  evidence: null,
  digest: 'd',
  recordedAt: '2020-07-01T23:00:00.000Z',
};

test('an exceeded threshold takes half a point off, confirmed at once, with the figures as its reason', () => {
  expect(draftDeduction(exceeded, [policyOf664('province')])).toEqual({
    unitId: 'so-xay-dung',
    month: '2020-06',
    rule: 'overdue-share',
    revision: 1,
    event: 'confirmed',
    pointsHundredths: 50,
    yearlyCapHundredths: null,
    evaluationDigest: 'd',
    actor: 'evaluate-month',
    reason: 'Tháng 06/2020: 31 trên 1.500 hồ sơ quá hạn, vượt ngưỡng 2%. Căn cứ: Công văn 664/UBND-TH ngày 23/06/2020.',
    recordedAt: '2020-07-01T23:00:00.000Z',
  });
});

test('with a time for explanations it is proposed; where somebody must approve, nothing is entered by itself', () => {
  // Act
  const withExplanation = draftDeduction(exceeded, [policyOf664('province', { explanationWorkingDays: 5 })]);
  const withApproval = draftDeduction(exceeded, [policyOf664('province', { approval: 'required' })]);

  // Assess
  expect(withExplanation).toMatchObject({ event: 'proposed', pointsHundredths: 50 });
  expect(withApproval).toBeNull();
});

test.each(['passed', 'undecided', 'not-judged'] as const)('a month that is %s takes nothing off', (verdict) => {
  expect(draftDeduction({ ...exceeded, verdict }, [policyOf664('province')])).toBeNull();
});

test('a policy that is no longer in the registry is asked for, not guessed', () => {
  expect(() => draftDeduction(exceeded, [policyOf664('province', { policyId: 'another' })])).toThrow(
    expect.objectContaining({ code: 'POLICY_MISSING' }),
  );
});
