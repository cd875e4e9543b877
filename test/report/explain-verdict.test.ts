import { expect, test } from '@jest/globals';
import type { Evaluation, VerdictReason } from '../../shared/evaluation/evaluation.ts';
import { explainVerdict } from '../../shared/report/explain-verdict.ts';
import { listCalculation } from '../../shared/report/list-calculation.ts';
import { compareWorstFirst, type UnitMonth } from '../../shared/report/unit-month.ts';
import { noCounts } from '../../shared/tally/tally.ts';

function month(overdue: number, unknown: number, denominator: number, reason: VerdictReason): UnitMonth {
  return {
    unitId: 'so-tnmt',
    unitName: 'Sở Tài nguyên và Môi trường',
    tier: 'province',
    month: '2020-06',
    rule: 'overdue-share',
    counts: noCounts(),
    best: { numerator: overdue, denominator },
    worst: { numerator: overdue + unknown, denominator },
    unknown,
    threshold: { numerator: 2, denominator: 100 },
    verdict: 'passed',
    reasons: [reason],
    revision: 1,
    asOf: '2020-06-30',
  };
}

test('with nothing unknown the rate is set against the threshold', () => {
  expect(explainVerdict(month(12, 0, 430, 'best-case-exceeds'), [])).toBe(
    'Tỷ lệ quá hạn 2,79% (12/430 hồ sơ), lớn hơn ngưỡng 2%.',
  );
  expect(explainVerdict(month(2, 0, 100, 'worst-case-does-not-exceed'), [])).toBe(
    'Tỷ lệ quá hạn 2,00% (2/100 hồ sơ), không lớn hơn ngưỡng 2%.',
  );
});

test('what is unknown is weighed for the unit where it exceeds, against it where it passes', () => {
  expect(explainVerdict(month(12, 3, 430, 'best-case-exceeds'), [])).toBe(
    'Dù coi cả 3 hồ sơ chưa rõ là đúng hạn, tỷ lệ quá hạn vẫn là 2,79% (12/430 hồ sơ), lớn hơn ngưỡng 2%.',
  );
  expect(explainVerdict(month(1, 2, 1000, 'worst-case-does-not-exceed'), [])).toBe(
    'Dù coi cả 2 hồ sơ chưa rõ là quá hạn, tỷ lệ quá hạn cũng chỉ là 0,30% (3/1.000 hồ sơ), không lớn hơn ngưỡng 2%.',
  );
});

test('of several bands the one is named whose points follow, and why no other', () => {
  const band = { numerator: 50, denominator: 1000, pointsHundredths: 100 };
  expect(explainVerdict({ ...month(6, 0, 100, 'best-case-exceeds'), band }, [])).toBe(
    'Tỷ lệ quá hạn 6,00% (6/100 hồ sơ), lớn hơn ngưỡng 2%. Quy định có nhiều mức; mức cao nhất đã vượt là 5% (6,00% > 5%), tương ứng 1 điểm.',
  );
  expect(explainVerdict({ ...month(6, 20, 100, 'best-case-exceeds'), band }, [])).toContain(
    'tương ứng 1 điểm. Hồ sơ chưa rõ không làm tăng mức trừ.',
  );
});

test('late acceptance is explained in its own words', () => {
  const late = (reason: VerdictReason, unknown = 0) => ({
    ...month(8, unknown, 102, reason),
    rule: 'late-acceptance' as const,
  });
  expect(explainVerdict(late('best-case-exceeds'), [])).toBe(
    'Tỷ lệ tiếp nhận chậm 7,84% (8/102 hồ sơ), lớn hơn ngưỡng 2%.',
  );
  expect(explainVerdict(late('only-worst-case-exceeds', 2), [])).toContain(
    'Còn 2 hồ sơ chưa rõ tiếp nhận đúng hạn hay tiếp nhận chậm, nên tỷ lệ tiếp nhận chậm nằm trong khoảng từ 7,84% đến 9,80%',
  );
  expect(explainVerdict(late('nothing-handled'), [])).toBe(
    'Trong tháng đơn vị không có hồ sơ trực tuyến nào đến hạn tiếp nhận.',
  );
});

test('an undecided month names both bounds', () => {
  expect(explainVerdict(month(2, 3, 120, 'only-worst-case-exceeds'), [])).toBe(
    'Còn 3 hồ sơ chưa rõ đúng hạn hay quá hạn, nên tỷ lệ quá hạn nằm trong khoảng từ 1,67% đến 4,17%: chưa thể kết luận có vượt ngưỡng 2% hay không.',
  );
});

test('a month that may be too small to be judged says how many dossiers that hangs on', () => {
  expect(explainVerdict(month(9, 1, 11, 'minimum-not-certain'), [])).toBe(
    'Chỉ khi tính cả 1 hồ sơ chưa rõ thì số hồ sơ trong tháng mới đạt mức tối thiểu để xét, nên chưa đủ căn cứ kết luận.',
  );
});

test('a unit whose children are counted by another source is told why nothing is concluded', () => {
  expect(explainVerdict(month(0, 0, 20, 'children-counted-elsewhere'), [])).toBe(
    'Có đơn vị trực thuộc không được tính từ cùng nguồn dữ liệu với đơn vị, nên số hồ sơ đếm được chưa đầy đủ và chưa đủ căn cứ kết luận.',
  );
});

test('the worst come first: by verdict, then by exact rate, then by name; units without dossiers last', () => {
  const exceeded = { ...month(3, 0, 100, 'best-case-exceeds'), verdict: 'exceeded' as const, unitName: 'a' };
  const worse = { ...exceeded, best: { numerator: 31, denominator: 1000 }, unitName: 'b' };
  const passed = { ...month(2, 0, 100, 'worst-case-does-not-exceed'), unitName: 'c' };
  const alsoPassed = { ...passed, unitName: 'd' };
  const idle = { ...month(0, 0, 0, 'nothing-handled'), verdict: 'not-judged' as const, unitName: 'e' };

  const order = [idle, alsoPassed, exceeded, passed, worse].toSorted(compareWorstFirst);

  expect(order.map(({ unitName }) => unitName)).toEqual(['b', 'a', 'c', 'd', 'e']);
});

const september: Evaluation = {
  unitId: 'vp',
  unitName: 'Vĩnh Phúc',
  month: '2021-09',
  rule: 'overdue-share',
  revision: 1,
  evaluatorVersion: 2,
  tier: 'province',
  verdict: 'passed',
  reasons: ['worst-case-does-not-exceed'],
  overdue: 12,
  unknown: 0,
  denominator: 4169,
  threshold: { numerator: 35, denominator: 1000 },
  basis: 'fell-due',
  policyId: 'vp',
  consequence: null,
  counts: { ...noCounts(), received: 4131, carriedOver: 2171, handled: 6302, fellDue: 4169, fellDueOverdue: 12 },
  sourceId: 'vp',
  governing: null,
  evidence: null,
  registry: null,
  manifest: null,
  order: null,
  digest: '',
  recordedAt: '2021-10-01T00:00:00Z',
};

test('the arithmetic on the basis fell-due uses the dossiers that fell due', () => {
  // Vĩnh Phúc, September 2021: 12 late of 4.169 that fell due; 6.302 handled.
  const calculation = listCalculation(september);

  expect(calculation).toMatchObject({
    numerator: 'Đến hạn mà muộn hoặc chưa xong: 12',
    denominator: 'Đến hạn trong kỳ: 4.169',
    bounds: [
      {
        fraction: '12 : 4.169',
        rate: '0,29%',
        // 12 × 1000 against 4169 × 35
        comparison: 'nhỏ hơn ngưỡng 3,5%, vì 12 × 1.000 = 12.000 < 4.169 × 35 = 145.915',
      },
    ],
  });
});

test('the arithmetic of late acceptance needs no counts of handled dossiers', () => {
  const judged = {
    ...september,
    rule: 'late-acceptance',
    counts: null,
    overdue: 8,
    unknown: 1,
    denominator: 102,
  } as const;
  expect(listCalculation(judged)).toMatchObject({
    numerator: 'Tiếp nhận chậm: 8',
    denominator: 'Đến hạn tiếp nhận trong kỳ, kể cả hồ sơ chưa rõ: 102',
    bounds: [
      { name: 'Tốt nhất: mọi hồ sơ chưa rõ đều tiếp nhận đúng hạn', fraction: '8 : 102' },
      { name: 'Xấu nhất: mọi hồ sơ chưa rõ đều tiếp nhận chậm', fraction: '9 : 102' },
    ],
  });
  expect(listCalculation({ ...judged, denominator: 0 })).toBeNull();
});

test('the arithmetic of several bands ends with the band whose points follow', () => {
  // 12 of 100: over 2%, 5% and 10%
  const band = { numerator: 100, denominator: 1000, pointsHundredths: 150 };
  const threshold = { numerator: 2, denominator: 100 };
  const calculation = listCalculation({ ...september, overdue: 12, denominator: 100, threshold, band });

  expect(calculation?.bounds.map(({ name, comparison }) => [name, comparison])).toEqual([
    ['Tỷ lệ quá hạn', 'lớn hơn ngưỡng 2%, vì 12 × 100 = 1.200 > 100 × 2 = 200'],
    ['Mức cao nhất đã vượt, trừ 1,5 điểm', 'lớn hơn ngưỡng 10%, vì 12 × 1.000 = 12.000 > 100 × 100 = 10.000'],
  ]);
});

test('a dossier that was counted as overdue and is contradicted by another row is taken off where the sum is shown', () => {
  // Act: 7 resolved and 5 open overdue, of which one is in doubt
  const counts = { ...noCounts(), handled: 100, received: 100, resolvedOverdue: 7, inProcessOverdue: 5, overdue: 12 };
  const judged = { ...september, basis: 'handled', counts, overdue: 11, unknown: 1, denominator: 100 } as const;

  // Assess
  expect(listCalculation(judged)?.numerator).toBe('Quá hạn: 7 + 5 − 1 hồ sơ có các dòng mâu thuẫn = 11');
  expect(listCalculation({ ...september, overdue: 10, unknown: 2 })?.numerator).toBe(
    'Đến hạn mà muộn hoặc chưa xong: 12 − 2 hồ sơ có các dòng mâu thuẫn = 10',
  );
});
