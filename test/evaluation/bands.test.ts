import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeShare } from '../../shared/evaluation/judge-unit.ts';
import { draftDeduction } from '../../shared/ledger/draft-deduction.ts';
import { dossierLine, readLines, rejectedLine } from './canonical-lines.ts';
import { importPolicies, judgeBy, policiesCsv, policyRow } from './judge-rows.ts';

/** Above 2% half a point, above 5% one, above 10% one and a half. */
const threeBands = { higherBands: '50/1000:100;100/1000:150' };

const onTime = ['2020-06-01 08:00', '2020-06-10 17:00', '2020-06-09 16:00'] as const;
const late = ['2020-06-01 08:00', '2020-06-10 17:00', '2020-06-12 16:00'] as const;

function june(handled: number, overdue: number, unreadable = 0) {
  const rows = Array.from({ length: handled }, (_, at) =>
    dossierLine('don-vi', `d${at}`, at < overdue ? late : onTime),
  );
  const rejected = Array.from({ length: unreadable }, (_, at) => rejectedLine('don-vi', 1000 + at));
  return readLines([...rows, ...rejected]);
}

describe('three bands: the points are those of the highest one that is exceeded', () => {
  test.each([
    ['2 of 100 is not over 2%', 2, 'passed', undefined, 50],
    ['3 of 100 is over 2%', 3, 'exceeded', [2, 100], 50],
    ['5 of 100 is not over 5%', 5, 'exceeded', [2, 100], 50],
    ['6 of 100 is over 5%', 6, 'exceeded', [50, 1000], 100],
    ['10 of 100 is not over 10%', 10, 'exceeded', [50, 1000], 100],
    ['11 of 100 is over 10%', 11, 'exceeded', [100, 1000], 150],
  ] as const)('%s', async (_name, overdue, verdict, reached, points) => {
    // Act
    const { evaluation, manifest } = await judgeBy(policyRow(threeBands), '2020-06', () => june(100, overdue));

    // Assess
    expect(evaluation).toMatchObject({ verdict, threshold: { numerator: 2, denominator: 100 } });
    expect(evaluation.band && [evaluation.band.numerator, evaluation.band.denominator]).toEqual(reached);
    expect(evaluation.consequence?.pointsHundredths).toBe(points);
    expect(draftDeduction(evaluation)?.pointsHundredths ?? 0).toBe(verdict === 'exceeded' ? points : 0);
    expect(manifest?.content.includes('"band"') ?? false).toBe(reached !== undefined);
  });

  test('what is unknown never raises the points: 6 of 120 at best is 5%, though 26 of 120 at worst is over 10%', async () => {
    // Act
    const { evaluation } = await judgeBy(policyRow(threeBands), '2020-06', () => june(100, 6, 20));

    // Assess
    expect(evaluation).toMatchObject({ verdict: 'exceeded', unknown: 20, denominator: 120 });
    expect(evaluation.band).toEqual({ numerator: 2, denominator: 100, pointsHundredths: 50 });
  });

  test('of any month, the more is unknown the fewer the points', () => {
    const policy = policyRow(threeBands);
    const shares = fc
      .integer({ min: 1, max: 500 })
      .chain((denominator) =>
        fc.record({ denominator: fc.constant(denominator), overdue: fc.integer({ min: 0, max: denominator }) }),
      );
    fc.assert(
      fc.property(shares, fc.nat({ max: 50 }), (share, unreadable) => {
        const known = judgeShare({ policy }, { share, unknown: [] });
        const doubtful = judgeShare({ policy }, { share, unknown: Array(unreadable).fill({ inDenominator: false }) });
        expect(doubtful.band?.pointsHundredths ?? 0).toBeLessThanOrEqual(known.band?.pointsHundredths ?? 0);
      }),
    );
  });
});

test('a policy with one threshold names no band, and its row is stored as before there were any', async () => {
  // Act
  const policy = policyRow({ higherBands: '' });
  const { evaluation } = await judgeBy(policy, '2020-06', () => june(100, 60));

  // Assess
  expect(Object.keys(policy)).not.toContain('higherBands');
  expect(Object.keys(evaluation)).not.toContain('band');
});

describe('bands that cannot be meant are refused at import', () => {
  test.each([
    ['50/1000', 'higherBands: must be bands such as 50/1000:100;100/1000:150, or blank'],
    ['5%:100', 'higherBands: must be bands such as 50/1000:100;100/1000:150, or blank'],
    ['100/1000:150;50/1000:100', 'higherBands: each band must lie above the one before'],
    ['20/1000:100', 'higherBands: each band must lie above the one before'],
    ['50/1000:50', 'higherBands: each band must take more points than the one before'],
    ['50/1000:100;100/1000:100', 'higherBands: each band must take more points than the one before'],
    ['100/100:100', 'higherBands: a band of 100% or more can never be exceeded'],
    ['5/0:100', 'higherBands.0.denominator: Too small: expected number to be >0'],
  ])('%s', (higherBands, fault) => {
    expect(importPolicies(policiesCsv({ higherBands })).faults).toEqual([fault]);
  });

  test('bands above no threshold', () => {
    const cells = { ...threeBands, thresholdNumerator: '', thresholdDenominator: '' };
    expect(importPolicies(policiesCsv(cells)).faults).toEqual([
      'higherBands: higher bands need a threshold, which is the lowest band',
    ]);
  });
});
