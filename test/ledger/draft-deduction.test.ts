import { expect, test } from '@jest/globals';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { draftDeduction } from '../../shared/ledger/draft-deduction.ts';
import { consequenceOf664 } from '../evaluation/policies.ts';

const exceeded: Evaluation = {
  unitId: 'so-xay-dung',
  unitName: 'Sở Xây dựng',
  month: '2020-06',
  rule: 'overdue-share',
  revision: 1,
  evaluatorVersion: 2,
  tier: 'province',
  verdict: 'exceeded',
  reasons: ['best-case-exceeds'],
  overdue: 31,
  unknown: 2,
  denominator: 1500,
  threshold: { numerator: 20, denominator: 1000 },
  basis: 'handled',
  policyId: '664-province',
  consequence: consequenceOf664(),
  counts: null,
  sourceId: 'portal',
  governing: null,
  evidence: null,
  registry: null,
  manifest: null,
  order: null,
  digest: 'd',
  recordedAt: '2020-07-01T23:00:00.000Z',
};

test('an exceeded threshold takes half a point off, confirmed at once, with the figures as its reason', () => {
  expect(draftDeduction(exceeded)).toEqual({
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

test.each([
  ['with a time for explanations', { explanationWorkingDays: 5 }],
  ['where somebody must approve', { approval: 'required' }],
] as const)('%s it is only proposed', (_name, changes) => {
  expect(draftDeduction({ ...exceeded, consequence: consequenceOf664(changes) })).toMatchObject({
    event: 'proposed',
    pointsHundredths: 50,
  });
});

test.each(['passed', 'undecided', 'not-judged'] as const)('a month that is %s takes nothing off', (verdict) => {
  expect(draftDeduction({ ...exceeded, verdict })).toBeNull();
});

test('points, cap and legal basis are those by which the month was judged', () => {
  // Prepare
  const consequence = consequenceOf664({ pointsHundredths: 30, yearlyCapHundredths: 120, legalBasis: 'Văn bản cũ' });

  // Act and Assess
  expect(draftDeduction({ ...exceeded, consequence })).toMatchObject({
    pointsHundredths: 30,
    yearlyCapHundredths: 120,
    reason: expect.stringContaining('Căn cứ: Văn bản cũ.'),
  });
});

test('an exceeded threshold without its consequence is a fault of the data, not a month without one', () => {
  expect(() => draftDeduction({ ...exceeded, consequence: null })).toThrow(
    expect.objectContaining({ code: 'EVALUATION_WITHOUT_CONSEQUENCE' }),
  );
});
