import { expect, test } from '@jest/globals';
import { jsonReport } from '../../infra/local/json-report.ts';
import type { Outcome } from '../../infra/local/read-outcome.ts';
import { evaluation, ledgerEntry } from '../notice-planning/facts.ts';

const nothing: Outcome = {
  units: [],
  policies: [],
  unitSources: [],
  evaluations: [],
  approvals: new Map(),
  receipts: [],
  ledger: [],
  findings: [],
  notices: [],
  monthTallies: [],
};

const consequence = {
  mode: 'deduct',
  approval: 'required',
  explanationWorkingDays: 0,
  pointsHundredths: 50,
  yearlyCapHundredths: null,
  legalBasis: 'Công văn số 664/UBND-TH',
} as const;

test('evaluations name their rule, and drafts say so', () => {
  // Prepare
  const draft = evaluation({ consequence });
  const inForce = evaluation({ unitId: 'so-y-te', consequence: { ...consequence, approval: 'automatic' } });

  // Act
  const { evaluations } = jsonReport({ ...nothing, evaluations: [inForce, draft] }, []);

  // Assess
  const figures = { month: '2020-06', rule: 'overdue-share', revision: 1, overdue: 12, unknown: 1, denominator: 430 };
  const judgement = { verdict: 'exceeded', reasons: ['best-case-exceeds'] };
  const threshold = { numerator: 20, denominator: 1000 };
  expect(evaluations).toEqual([
    { unitId: 'so-khdt', ...figures, ...judgement, threshold, draft: true },
    { unitId: 'so-y-te', ...figures, ...judgement, threshold },
  ]);
});

test('ledger rows say who entered them, why and by which document', () => {
  // Prepare
  const facts = { actor: 'Sở Nội vụ', reason: 'Chấp nhận giải trình', reference: '88/QĐ-SNV' };
  const reversed = ledgerEntry({ sequence: 2, event: 'reversed', pointsHundredths: -50, ...facts });

  // Act
  const { ledger } = jsonReport({ ...nothing, ledger: [reversed] }, []);

  // Assess
  expect(ledger).toEqual([
    {
      unitId: reversed.unitId,
      year: '2020',
      sequence: 2,
      month: '2020-06',
      rule: 'overdue-share',
      event: 'reversed',
      pointsHundredths: -50,
      revision: 1,
      ...facts,
    },
  ]);
});
