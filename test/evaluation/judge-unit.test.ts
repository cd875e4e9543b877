import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isOver, judgeUnit, judgeWithoutData } from '../../shared/evaluation/judge-unit.ts';
import { shareOf } from '../../shared/evaluation/weigh-dossier.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { type Counts, noCounts } from '../../shared/tally/tally.ts';
import { policyOf664 } from './policies.ts';

const province = policyOf664('province');
const district = policyOf664('district');

function judge(policy: Policy | null, counts: Partial<Counts>, unknown: { inDenominator: boolean }[] = []) {
  const rules = { policy, basis: policy?.basis ?? 'handled' };
  return judgeUnit(rules, { counts: { ...noCounts(), ...counts }, unknown });
}

describe('published figures', () => {
  test('Vĩnh Phúc, September 2021: 4.131 new and 2.171 carried over are 6.302 handled; 12 of 4.169 fell due late, 0,29%', () => {
    // Prepare
    const counts = { received: 4131, carriedOver: 2171, handled: 4131 + 2171, fellDue: 4169, fellDueOverdue: 12 };

    // Act
    const judgement = judge({ ...province, basis: 'fell-due' }, counts);

    // Assess: 0,285% < 12/4169 = 0,28784% < 0,295%
    expect(counts.handled).toBe(6302);
    expect(judgement).toMatchObject({ verdict: 'passed', overdue: 12, denominator: 4169 });
    expect(isOver(12, 4169, { numerator: 285, denominator: 100_000 })).toBe(true);
    expect(isOver(12, 4169, { numerator: 295, denominator: 100_000 })).toBe(false);
  });

  test('Vĩnh Phúc, 21/07 to 20/08/2021: 689 of 19.944 is over 3,45% as an exact ratio, not over 3,5%', () => {
    // Prepare
    const counts = { fellDue: 19_944, fellDueOverdue: 689 };
    const atThreeFortyFive = { thresholdNumerator: 345, thresholdDenominator: 10_000 };

    // Act
    const judgements = [
      judge({ ...district, basis: 'fell-due' }, counts),
      judge({ ...district, basis: 'fell-due', ...atThreeFortyFive }, counts),
    ];

    // Assess
    expect(judgements.map(({ verdict }) => verdict)).toEqual(['passed', 'exceeded']);
  });

  test.each([
    ['the whole province', 643_272, 7677, 1.19],
    ['its departments', 51_780, 708, 1.37],
    ['its districts', 329_596, 5685, 1.72],
  ])('Lâm Đồng, quarter 1/2020, %s: %d resolved, %d late, %d%%', (_who, resolved, late, percent) => {
    // Act
    const counts = { resolvedOverdue: late, resolvedOnTime: resolved - late };
    const judgement = judge({ ...province, basis: 'resolved' }, counts);

    // Assess: the published percentage is the exact ratio, rounded to two decimals
    expect(judgement).toMatchObject({ verdict: 'passed', overdue: late, denominator: resolved });
    expectToRoundTo(late, resolved, percent, 2);
  });

  test('Huế’s portal page: 19.852 of 257.141 is 7,7%', () => {
    // Act
    const judgement = judge(
      { ...district, basis: 'resolved' },
      { resolvedOverdue: 19_852, resolvedOnTime: 257_141 - 19_852 },
    );

    // Assess
    expect(judgement).toMatchObject({ verdict: 'exceeded', overdue: 19_852, denominator: 257_141 });
    expectToRoundTo(19_852, 257_141, 7.7, 1);
  });

  /** Exactly: percent - half a unit of the last decimal <= part/whole < percent + half of it. */
  function expectToRoundTo(part: number, whole: number, percent: number, decimals: number): void {
    const unitsPerWhole = 100 * 10 ** decimals;
    const units = BigInt(Math.round(percent * 10 ** decimals));
    const doubled = 2n * BigInt(part) * BigInt(unitsPerWhole);
    expect(doubled >= (2n * units - 1n) * BigInt(whole)).toBe(true);
    expect(doubled < (2n * units + 1n) * BigInt(whole)).toBe(true);
  }
});

describe('the thresholds of dispatch 664 are exceeded strictly ("vượt")', () => {
  test.each([
    ['2 of 100 in a department', province, 2, 100, 'passed'],
    ['3 of 100 in a department', province, 3, 100, 'exceeded'],
    ['20.000 of 1.000.000 in a department', province, 20_000, 1_000_000, 'passed'],
    ['20.001 of 1.000.000 in a department', province, 20_001, 1_000_000, 'exceeded'],
    ['7 of 200 in a district', district, 7, 200, 'passed'],
    ['8 of 200 in a district', district, 8, 200, 'exceeded'],
    ['1 of 49 in a department: one late dossier is over 2%', province, 1, 49, 'exceeded'],
    ['1 of 50 in a department', province, 1, 50, 'passed'],
  ] as const)('%s', (_name, policy, overdue, handled, verdict) => {
    expect(judge(policy, { overdue, handled }).verdict).toBe(verdict);
  });
});

describe('not judged, with counts all the same', () => {
  test.each([
    ['no policy', null, { overdue: 9, handled: 10 }, 'no-policy'],
    ['no threshold for communes', policyOf664('commune'), { overdue: 9, handled: 10 }, 'no-threshold'],
    ['mode report', { ...province, mode: 'report' as const }, { overdue: 9, handled: 10 }, 'mode-report'],
    ['nothing handled', province, { overdue: 0, handled: 0 }, 'nothing-handled'],
    ['too few', { ...province, minimumDenominator: 11 }, { overdue: 9, handled: 10 }, 'below-minimum-denominator'],
  ])('%s', (_name, policy, counts, reason) => {
    expect(judge(policy, counts)).toMatchObject({
      verdict: 'not-judged',
      reasons: [reason],
      overdue: counts.overdue,
      denominator: counts.handled,
    });
  });
});

describe('what is unknown neither punishes nor protects', () => {
  const outside = { inDenominator: false };
  const inside = { inDenominator: true };

  test.each([
    // 10 handled and 1 unreadable are 11 only if that row is the unit's.
    ['10 surely handled, 1 unreadable', [outside], 'undecided', 'minimum-not-certain'],
    [
      '9 surely handled, 1 that its rows contradict, 1 unreadable',
      [inside, outside],
      'undecided',
      'minimum-not-certain',
    ],
    ['10 surely handled, none unreadable', [], 'not-judged', 'below-minimum-denominator'],
  ] as const)(
    'of at least 11, %s: nobody is punished for what may not be theirs',
    (_name, unknown, verdict, reason) => {
      const policy = { ...province, minimumDenominator: 11 };
      expect(judge(policy, { overdue: 9, handled: 10 }, [...unknown])).toMatchObject({ verdict, reasons: [reason] });
    },
  );

  test('of at least 10, 10 surely handled and 1 unreadable: judged by the bounds', () => {
    // 9 of 11 are over 2% even if the eleventh was on time.
    const policy = { ...province, minimumDenominator: 10 };
    expect(judge(policy, { overdue: 9, handled: 10 }, [outside])).toMatchObject({
      verdict: 'exceeded',
      denominator: 11,
    });
  });

  test('nothing handled but one unreadable row: undecided, not "nothing handled"', () => {
    expect(judge(province, {}, [outside])).toEqual({
      verdict: 'undecided',
      reasons: ['only-worst-case-exceeds'],
      overdue: 0,
      unknown: 1,
      denominator: 1,
      threshold: { numerator: 20, denominator: 1000 },
    });
  });

  test('2 of 98 and two unreadable rows: 2 of 100 at best is no breach, 4 of 100 at worst is one', () => {
    expect(judge(province, { overdue: 2, handled: 98 }, [outside, outside])).toMatchObject({
      verdict: 'undecided',
      denominator: 100,
      unknown: 2,
    });
  });

  test('3 of 100 with a dossier of them without a due date: exceeded at best', () => {
    expect(judge(province, { overdue: 3, handled: 100 }, [inside])).toMatchObject({
      verdict: 'exceeded',
      denominator: 100,
    });
  });

  test('1 of 100 with a dossier of them without a due date: passed at worst', () => {
    expect(judge(province, { overdue: 1, handled: 100 }, [inside])).toMatchObject({ verdict: 'passed', unknown: 1 });
  });

  const anyMonth = fc
    .record({
      readable: fc.integer({ min: 0, max: 3000 }),
      withoutDueDate: fc.integer({ min: 0, max: 20 }),
      unreadable: fc.integer({ min: 0, max: 20 }),
    })
    .chain((sizes) => fc.record({ ...pinned(sizes), overdue: fc.integer({ min: 0, max: sizes.readable }) }));
  const anyTier = fc.constantFrom(province, district);

  test('adding an unreadable row never turns exceeded into passed, nor passed into exceeded', () => {
    fc.assert(
      fc.property(anyMonth, anyTier, fc.boolean(), (month, policy, isDuplicate) => {
        const unknown = unknownOf(month);
        // A contradicted dossier must be one of the readable that is not overdue.
        fc.pre(!isDuplicate || month.overdue < month.readable);
        const counts = { overdue: month.overdue, handled: month.readable + month.withoutDueDate };
        const before = judge(policy, counts, unknown);
        const after = judge(policy, counts, [...unknown, { inDenominator: isDuplicate }]);
        expect(after.verdict).not.toBe(opposite(before.verdict));
        expect(after.unknown).toBe(before.unknown + 1);
      }),
      { numRuns: 2000 },
    );
  });

  test('decided means decided: every way in which the unknown may have turned out gives the same verdict', () => {
    fc.assert(
      fc.property(anyMonth, anyTier, fc.nat(), (month, policy, seed) => {
        const counts = { overdue: month.overdue, handled: month.readable + month.withoutDueDate };
        const judgement = judge(policy, counts, unknownOf(month));
        fc.pre(judgement.verdict === 'exceeded' || judgement.verdict === 'passed');
        const late = seed % (judgement.unknown + 1);
        const turnedOut = judge(policy, { overdue: month.overdue + late, handled: judgement.denominator });
        expect(turnedOut.verdict).toBe(judgement.verdict);
      }),
      { numRuns: 2000 },
    );
  });

  function pinned(sizes: { readable: number; withoutDueDate: number; unreadable: number }) {
    return {
      readable: fc.constant(sizes.readable),
      withoutDueDate: fc.constant(sizes.withoutDueDate),
      unreadable: fc.constant(sizes.unreadable),
    };
  }

  function unknownOf({ withoutDueDate, unreadable }: { withoutDueDate: number; unreadable: number }) {
    return [...Array<typeof inside>(withoutDueDate).fill(inside), ...Array<typeof outside>(unreadable).fill(outside)];
  }

  function opposite(verdict: string): string {
    return { exceeded: 'passed', passed: 'exceeded' }[verdict] ?? 'none';
  }
});

describe('a month whose dossiers are counted in part is neither passed nor exceeded', () => {
  test.each([
    ['over the threshold', district, { overdue: 9, handled: 10 }, 'undecided', 'children-counted-elsewhere'],
    ['under it', district, { overdue: 0, handled: 10 }, 'undecided', 'children-counted-elsewhere'],
    ['nothing handled', district, { overdue: 0, handled: 0 }, 'undecided', 'children-counted-elsewhere'],
    ['mode report', { ...district, mode: 'report' as const }, { overdue: 9, handled: 10 }, 'not-judged', 'mode-report'],
  ])('%s', (_name, policy, counts, verdict, reason) => {
    const counted = { counts: { ...noCounts(), ...counts }, unknown: [], isInPart: true };
    expect(judgeUnit({ policy, basis: policy.basis }, counted)).toMatchObject({
      verdict,
      reasons: [reason],
      overdue: counts.overdue,
      denominator: counts.handled,
    });
  });
});

test('without a governing snapshot a month is undecided, or not judged where it would not be judged anyway', () => {
  // Act
  const missing = 'governing-snapshot-missing';
  const judgements = [province, policyOf664('commune'), null].map((policy) => judgeWithoutData({ policy }, missing));

  // Assess
  expect(judgements.map(({ verdict, reasons }) => [verdict, reasons])).toEqual([
    ['undecided', [missing]],
    ['not-judged', ['no-threshold', missing]],
    ['not-judged', ['no-policy', missing]],
  ]);
});

test('each basis takes its own columns', () => {
  // Prepare: all columns differ
  const counts = {
    ...noCounts(),
    handled: 100,
    overdue: 9,
    resolvedEarly: 40,
    resolvedOnTime: 20,
    resolvedOverdue: 5,
    resolvedNoDueDate: 1,
    fellDue: 70,
    fellDueOverdue: 7,
  };

  // Act and Assess: resolved = 40 + 20 + 5 + 1
  expect(shareOf(counts, 'handled')).toEqual({ overdue: 9, denominator: 100 });
  expect(shareOf(counts, 'fell-due')).toEqual({ overdue: 7, denominator: 70 });
  expect(shareOf(counts, 'resolved')).toEqual({ overdue: 5, denominator: 66 });
});

test('a product that would not be exact is refused, not rounded', () => {
  expect(() => isOver(2 ** 40, 2 ** 40, { numerator: 20, denominator: 2 ** 20 })).toThrow(
    expect.objectContaining({ code: 'RATIO_TOO_LARGE' }),
  );
});
