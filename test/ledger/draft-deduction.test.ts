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
  manifest: { key: 'evidence/m.json', digest: 'm' },
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
    askedHundredths: 50,
    explanationWorkingDays: null,
    yearlyCapHundredths: null,
    evaluationDigest: 'd',
    manifest: { key: 'evidence/m.json', digest: 'm' },
    actor: 'evaluate-month',
    reason: 'Tháng 6/2020: 31 trên 1.500 hồ sơ quá hạn, vượt ngưỡng 2%. Căn cứ: Công văn 664/UBND-TH ngày 23/06/2020.',
    recordedAt: '2020-07-01T23:00:00.000Z',
  });
});

test('with a time for explanations it is only proposed', () => {
  expect(draftDeduction({ ...exceeded, consequence: consequenceOf664({ explanationWorkingDays: 5 }) })).toMatchObject({
    event: 'proposed',
    pointsHundredths: 50,
    explanationWorkingDays: 5,
  });
});

test('what takes nothing needs no explanation', () => {
  const consequence = consequenceOf664({ explanationWorkingDays: 5, pointsHundredths: 0 });
  expect(draftDeduction({ ...exceeded, consequence })).toMatchObject({ event: 'confirmed', pointsHundredths: 0 });
});

test('what somebody approved is entered in that name, at that time, with the reason', () => {
  // Prepare
  const consequence = consequenceOf664({ approval: 'required' });
  const approval = { actor: 'chanh-van-phong', reason: 'Đã rà soát', approvedAt: '2020-07-03T02:00:00.000Z' };

  // Act and Assess
  expect(draftDeduction({ ...exceeded, consequence }, approval)).toMatchObject({
    event: 'confirmed',
    actor: 'chanh-van-phong',
    recordedAt: '2020-07-03T02:00:00.000Z',
    reason: expect.stringMatching(/^Tháng 6\/2020: 31 trên .* Phê duyệt: Đã rà soát\.$/),
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
