import { describe, expect, test } from '@jest/globals';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { formatPercent } from '../../shared/report/format-vietnamese.ts';
import { type Alike, linesOf } from './dossier-lines.ts';
import { judgeBy, policyRow } from './judge-rows.ts';

/*
 * What provinces publish, each by a row of policies.csv as it is imported, from dossiers that are counted one by one.
 * Vĩnh Phúc: the province's own monthly reports (ItemID=3158 and 3105 of its portal); Lâm Đồng: report of quarter 1/2020;
 * Huế: the page of its portal.
 */

async function judge(cells: Readonly<Record<string, string>>, month: string, dossiers: readonly Alike[]) {
  const { evaluation } = await judgeBy(policyRow(cells), month, () => linesOf(dossiers));
  return evaluation;
}

function percentOf({ overdue, denominator }: Evaluation, decimals = 2): string {
  return formatPercent({ numerator: overdue, denominator }, decimals);
}

const perMille = (numerator: string) => ({ thresholdNumerator: numerator, thresholdDenominator: '1000' });

describe('Vĩnh Phúc: of what fell due, months from the 21st', () => {
  const vinhPhuc = { tier: 'district', basis: 'fell-due', periodStartDay: '21', ...perMille('35') };

  test('September 2021: 4.131 new and 2.171 carried over are 6.302; 12 late of 4.169 that fell due are 0,29%', async () => {
    // Prepare: 21/08 to 20/09. 4.169 = 2.171 + 1.986 + 12; 4.131 = 1.986 + 12 + 2.133
    const dossiers = [
      { count: 2171, received: '2021-08-20 23:59', due: '2021-08-21 00:00', completed: '2021-08-21 00:00' },
      { count: 1986, received: '2021-08-21 00:00', due: '2021-09-20 23:59', completed: '2021-09-20 10:00' },
      { count: 12, received: '2021-08-21 00:00', due: '2021-09-10 17:00', completed: '2021-09-10 17:01' },
      { count: 2133, received: '2021-09-20 23:59', due: '2021-09-21 00:00' },
      // Of other periods: ended before this one; received after it.
      { count: 500, received: '2021-08-01 08:00', due: '2021-08-20 17:00', completed: '2021-08-20 18:00' },
      { count: 500, received: '2021-09-21 00:00', due: '2021-09-30 17:00' },
    ];

    // Act
    const evaluation = await judge(vinhPhuc, '2021-09', dossiers);

    // Assess
    expect(evaluation.counts).toMatchObject({ received: 4131, carriedOver: 2171, handled: 6302, fellDue: 4169 });
    expect(evaluation).toMatchObject({ verdict: 'passed', overdue: 12, unknown: 0, denominator: 4169 });
    expect(percentOf(evaluation)).toBe('0,29%');
  });

  test.each([
    ['over 3,45%, by the exact ratio', { thresholdNumerator: '345', thresholdDenominator: '10000' }, 'exceeded'],
    ['not over 3,5%', perMille('35'), 'passed'],
  ])('21/07 to 20/08/2021: 689 late of 19.944 are %s', async (_name, threshold, verdict) => {
    // Prepare: 401 completed late, 288 still open at the end
    const dossiers = [
      { count: 19_944 - 689, received: '2021-07-21 08:00', due: '2021-08-20 17:00', completed: '2021-08-19 16:00' },
      { count: 401, received: '2021-07-01 08:00', due: '2021-07-21 17:00', completed: '2021-07-22 09:00' },
      { count: 288, received: '2021-07-01 08:00', due: '2021-08-20 17:00' },
    ];

    // Act
    const evaluation = await judge({ ...vinhPhuc, ...threshold }, '2021-08', dossiers);

    // Assess: 689/19.944 = 3,45467…%
    expect(evaluation).toMatchObject({ verdict, overdue: 689, denominator: 19_944 });
    expect(percentOf(evaluation)).toBe('3,45%');
  });
});

/** Of one month: so many resolved, of which so many late. What is still open and overdue is no part of this basis. */
function resolved(month: string, count: number, late: number): Alike[] {
  return [
    { count: count - late, received: `${month}-03 08:00`, due: `${month}-10 17:00`, completed: `${month}-10 17:00` },
    { count: late, received: `${month}-03 08:00`, due: `${month}-10 17:00`, completed: `${month}-10 17:01` },
    { count: 1000, received: `${month}-03 08:00`, due: `${month}-10 17:00` },
  ];
}

describe('Lâm Đồng, quarter 1/2020, as if it were one month: of what was resolved', () => {
  test.each([
    ['the whole province', 643_272, 7677, '1,19%'],
    ['its departments', 51_780, 708, '1,37%'],
    ['its districts', 329_596, 5685, '1,72%'],
  ])('%s: %d resolved, %d late, %s', async (_who, count, late, percent) => {
    const evaluation = await judge({ basis: 'resolved' }, '2020-02', resolved('2020-02', count, late));
    expect(evaluation).toMatchObject({ verdict: 'passed', overdue: late, denominator: count });
    expect(percentOf(evaluation)).toBe(percent);
  });
});

test('Huế’s portal page: 19.852 of 257.141 resolved are late, 7,7%', async () => {
  const evaluation = await judge(
    { basis: 'resolved', ...perMille('35') },
    '2020-06',
    resolved('2020-06', 257_141, 19_852),
  );
  expect(evaluation).toMatchObject({ verdict: 'exceeded', overdue: 19_852, denominator: 257_141 });
  expect(percentOf(evaluation, 1)).toBe('7,7%');
});

test.each([
  // Completed in the evening of the due day: 3 late of 100 by the clock, none by the calendar.
  ['instant', 'exceeded', 4],
  ['day', 'passed', 1],
])('comparison by %s: %s, %d of 100 overdue', async (comparison, verdict, overdue) => {
  // Prepare: the one that is open fell due on the last day, which is over at the period's end
  const dossiers = [
    { count: 96, received: '2020-06-03 08:00', due: '2020-06-10 17:00', completed: '2020-06-10 17:00' },
    { count: 3, received: '2020-06-03 08:00', due: '2020-06-10 17:00', completed: '2020-06-10 20:00' },
    { count: 1, received: '2020-06-03 08:00', due: '2020-06-30 17:00' },
  ];

  // Act
  const evaluation = await judge({ comparison }, '2020-06', dossiers);

  // Assess
  expect(evaluation).toMatchObject({ verdict, overdue, denominator: 100 });
});

test('report only: the figures are counted and shown, no verdict and no points follow', async () => {
  // Act: Lâm Đồng's departments, over 1%
  const evaluation = await judge(
    { basis: 'resolved', mode: 'report', ...perMille('10') },
    '2020-02',
    resolved('2020-02', 51_780, 708),
  );

  // Assess
  expect(evaluation).toMatchObject({
    verdict: 'not-judged',
    reasons: ['mode-report'],
    overdue: 708,
    denominator: 51_780,
    manifest: null,
  });
});
