import { expect, test } from '@jest/globals';
import { carryTrend, type JudgedMonth, type TrendMonth } from '../../shared/report/carry-trend.ts';
import type { UnitMonth } from '../../shared/report/unit-month.ts';
import { noCounts } from '../../shared/tally/tally.ts';
import { Lineage } from '../../shared/unit/lineage.ts';
import type { UnitLineage } from '../../shared/unit/unit.ts';

const limit = { numerator: 35, denominator: 1000 };

function judged(
  unitId: string,
  month: string,
  overdue: number,
  handled: number,
  more: Partial<UnitMonth> = {},
): JudgedMonth {
  const shown: UnitMonth = {
    unitId,
    unitName: unitId,
    tier: 'commune',
    month,
    rule: 'overdue-share',
    counts: { ...noCounts(), handled, overdue },
    best: { numerator: overdue, denominator: handled },
    worst: { numerator: overdue + 1, denominator: handled },
    unknown: 1,
    threshold: limit,
    verdict: 'passed',
    reasons: [],
    revision: 1,
    asOf: null,
    ...more,
  };
  return { shown, basis: 'handled' };
}

function merger(
  oldUnitId: string,
  newUnitId: string,
  share: UnitLineage['share'] = 'full',
  on = '2025-07-01',
): UnitLineage {
  return { oldUnitId, newUnitId, share, on };
}

const period = (unitId: string, validFrom: string, validTo: string | null) => ({ unitId, validFrom, validTo });

function trendOf(rows: UnitLineage[], months: JudgedMonth[], units = [period('c', '2025-07-01', null)]) {
  const monthsOf = (unitId: string) => months.filter(({ shown }) => shown.unitId === unitId);
  return carryTrend('c', new Lineage({ units, lineage: rows }), monthsOf);
}

const inShort = (trend: readonly TrendMonth[]) =>
  trend.map(({ month, scope, shown, unitIds }) => {
    const rate = shown === null ? '-' : `${shown.best.numerator}/${shown.best.denominator}`;
    return `${month} ${scope} ${rate} ${unitIds.join()}`;
  });

test('months of units that went whole into one are summed, whole columns and both bounds', () => {
  // Act: 2 of 40 and 3 of 60 are 5 of 100
  const trend = trendOf(
    [merger('a', 'c'), merger('b', 'c')],
    [judged('a', '2025-06', 2, 40), judged('b', '2025-06', 3, 60), judged('c', '2025-07', 4, 90)],
  );
  // Assess
  expect(inShort(trend)).toEqual(['2025-06 carried 5/100 a,b', '2025-07 own 4/90 c']);
  expect(trend[0]?.shown).toMatchObject({
    unitId: 'c',
    counts: { handled: 100, overdue: 5 },
    worst: { numerator: 7, denominator: 100 },
    unknown: 2,
    threshold: limit,
    verdict: null,
  });
});

test('they are summed through several mergers', () => {
  // Act: a1 and a2 became a in May, a and b became c in July
  const trend = trendOf(
    [
      merger('a1', 'a', 'full', '2025-05-01'),
      merger('a2', 'a', 'full', '2025-05-01'),
      merger('a', 'c'),
      merger('b', 'c'),
    ],
    [
      judged('a1', '2025-04', 1, 10),
      judged('a2', '2025-04', 2, 10),
      judged('b', '2025-04', 3, 10),
      judged('a', '2025-05', 4, 20),
      judged('b', '2025-05', 5, 10),
      judged('c', '2025-07', 6, 30),
    ],
  );
  // Assess
  expect(inShort(trend)).toEqual(['2025-04 carried 6/30 a1,a2,b', '2025-05 carried 9/30 a,b', '2025-07 own 6/30 c']);
});

test('where one came in part, the months before are not compared; the last of them marks the break', () => {
  // Act
  const trend = trendOf(
    [merger('a', 'c'), merger('p', 'c', 'partial')],
    [
      judged('a', '2025-05', 1, 10),
      judged('a', '2025-06', 1, 10),
      judged('p', '2025-06', 1, 10),
      judged('c', '2025-07', 2, 20),
    ],
  );
  // Assess
  expect(inShort(trend)).toEqual(['2025-06 partial - p', '2025-07 own 2/20 c']);
});

test('a unit that goes on and takes in others: whole, its earlier months grow by theirs; in part, they stand apart', () => {
  // Prepare
  const goesOn = [period('c', '2020-01-01', null)];
  const months = [judged('c', '2025-06', 1, 10), judged('a', '2025-06', 2, 20), judged('c', '2025-07', 3, 30)];
  // Act
  const whole = trendOf([merger('a', 'c')], months, goesOn);
  const inPart = trendOf([merger('a', 'c', 'partial')], months, goesOn);
  // Assess
  expect(inShort(whole)).toEqual(['2025-06 carried 3/30 c,a', '2025-07 own 3/30 c']);
  expect(inShort(inPart)).toEqual(['2025-06 partial 1/10 a', '2025-07 own 3/30 c']);
});

test.each([
  ['is missing', []],
  ['was judged without data', [judged('b', '2025-06', 0, 0, { counts: null })]],
  ['is a draft', [judged('b', '2025-06', 0, 9, { draft: 'only' as const })]],
])('a month of which one unit’s %s is not summed', (_why, ofB) => {
  // Act
  const trend = trendOf(
    [merger('a', 'c'), merger('b', 'c')],
    [judged('a', '2025-06', 1, 10), ...ofB, judged('c', '2025-07', 1, 10)],
  );
  // Assess
  expect(inShort(trend)).toEqual(['2025-06 incomplete - b', '2025-07 own 1/10 c']);
});

test('months counted on different bases are not summed; of different thresholds none is drawn', () => {
  // Prepare
  const rows = [merger('a', 'c'), merger('b', 'c')];
  const ofA = judged('a', '2025-06', 1, 10);
  const ofB = judged('b', '2025-06', 1, 10, { threshold: { numerator: 2, denominator: 100 } });
  // Act
  const otherBasis = trendOf(rows, [ofA, { ...ofB, basis: 'fell-due' }]);
  const otherThreshold = trendOf(rows, [ofA, ofB]);
  // Assess
  expect(inShort(otherBasis)).toEqual(['2025-06 incomplete - a,b']);
  expect(otherThreshold.map(({ scope, shown }) => [scope, shown?.threshold])).toEqual([['carried', null]]);
});

test('a unit without lineage has its own months', () => {
  // Act
  const trend = trendOf([], [judged('c', '2025-08', 1, 10), judged('c', '2025-07', 2, 10)]);
  // Assess
  expect(inShort(trend)).toEqual(['2025-07 own 2/10 c', '2025-08 own 1/10 c']);
});
