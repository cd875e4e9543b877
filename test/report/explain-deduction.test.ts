import { expect, test } from '@jest/globals';
import { explainDeduction } from '../../shared/report/explain-deduction.ts';
import { ledgerEntry } from '../notice-planning/facts.ts';

test('a deduction is told with its points and its place in the account', () => {
  expect(explainDeduction([ledgerEntry({ sequence: 3 })])).toBe(
    'Điểm trừ của tháng: 0,5 (bút toán số 3/2020 trong sổ điểm trừ của đơn vị).',
  );
});

test('a proposal is none yet, and one that was withdrawn has taken nothing', () => {
  // Prepare
  const proposed = ledgerEntry({ event: 'proposed' });
  const withdrawn = ledgerEntry({ sequence: 2, event: 'withdrawn', pointsHundredths: 0 });

  // Act and Assess
  expect(explainDeduction([proposed])).toBe('Có đề xuất trừ 0,5 điểm, chưa được quyết định; hiện chưa trừ điểm.');
  expect(explainDeduction([proposed, withdrawn])).toBe(
    'Điểm trừ của tháng: 0 (bút toán số 1/2020, 2/2020 trong sổ điểm trừ của đơn vị).',
  );
});

test('without an entry nothing is taken', () => {
  expect(explainDeduction([])).toBe('Không trừ điểm.');
});
