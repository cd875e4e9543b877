import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, lastDayOf, type Month, monthsBetween } from '../../shared/calendar/month.ts';
import { monthRulesOf } from '../../shared/policy/month-rules.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import {
  describeMonths,
  layOver,
  monthsToAsk,
  type PolicyChange,
  retroactiveMonths,
} from '../../shared/policy/retroactive-months.ts';
import { policyOf664 } from '../evaluation/policies.ts';

const twoPercent = policyOf664('province');
const onePercent = policyOf664('province', { policyId: '1%', thresholdNumerator: 10 });
const judged = ['2020-06', '2020-07', '2020-08'];

/** Whatever is stored under a new row's first day, tier and rule is replaced by it. */
function changesOf(stored: readonly Policy[], rows: readonly Policy[]): PolicyChange[] {
  return rows.map((after) => ({ before: stored.find((row) => keyOf(row) === keyOf(after)) ?? null, after }));
}

function keyOf({ tier, rule, validFrom }: Policy): string {
  return `${tier}#${rule}#${validFrom}`;
}

function monthsOf(stored: readonly Policy[], ...rows: Policy[]): Month[][] {
  return [...retroactiveMonths(stored, changesOf(stored, rows), judged).values()];
}

describe('a month that is judged keeps the row by which it was judged', () => {
  test('the first rows of a tier, where nothing was judged', () => {
    expect([...retroactiveMonths([], changesOf([], [twoPercent]), []).values()]).toEqual([[]]);
  });

  test('a row that ends the one before it with the last judged month, and one that begins then', () => {
    const ended = { ...twoPercent, validTo: '2020-08-31' };
    const next = { ...onePercent, validFrom: '2020-09-01' };
    expect(monthsOf([twoPercent], ended, next)).toEqual([[], []]);
  });

  test('one month earlier, both rows would change it: one by going, the other by coming', () => {
    const ended = { ...twoPercent, validTo: '2020-07-31' };
    const next = { ...onePercent, validFrom: '2020-08-01' };
    expect(monthsOf([twoPercent], ended, next)).toEqual([['2020-08'], ['2020-08']]);
  });

  test('a row that says something else changes every judged month in which it is in force', () => {
    expect(monthsOf([twoPercent], { ...twoPercent, mode: 'report' })).toEqual([judged]);
  });

  test('a row where there was none', () => {
    expect(monthsOf([], { ...onePercent, validFrom: '2020-08-01' })).toEqual([['2020-08']]);
  });

  test('a row that ends and is not followed by another', () => {
    expect(monthsOf([twoPercent], { ...twoPercent, validTo: '2020-06-30' })).toEqual([['2020-07', '2020-08']]);
  });

  test('a row that ends within a month does not judge it', () => {
    expect(monthsOf([twoPercent], { ...twoPercent, validTo: '2020-08-30' })).toEqual([['2020-08']]);
  });

  test('the same words from another row change nothing', () => {
    const ended = { ...twoPercent, validTo: '2020-06-30' };
    const same = { ...twoPercent, validFrom: '2020-07-01' };
    expect(monthsOf([twoPercent], ended, same)).toEqual([[], []]);
  });

  test('another start day changes also where the judged month after begins', () => {
    // Prepare: September is not judged, and neither was May
    const from21 = policyOf664('province', { validFrom: '2020-01-01', validTo: '2020-05-31', periodStartDay: 21 });
    const from11 = { ...from21, periodStartDay: 11 };

    // Act and Assess: June began on 21/05, and would begin on 11/05
    expect(monthsOf([from21, twoPercent], from11)).toEqual([['2020-06']]);
    expect(monthsToAsk(changesOf([from21], [from11]), '2020-09')).toContain('2020-06');
    // A row before the first one, of which there was none: June began on 01/06, and would begin on 21/05.
    expect(monthsOf([twoPercent], from21)).toEqual([['2020-06']]);
    expect(monthsOf([twoPercent], { ...from21, periodStartDay: 1 })).toEqual([[]]);
  });

  test('rows of another tier and another rule stand apart', () => {
    const district = policyOf664('district', { validFrom: '2020-08-01' });
    const late = { ...twoPercent, rule: 'late-acceptance' as const, validFrom: '2020-09-01' };
    expect(monthsOf([twoPercent], district, late)).toEqual([['2020-08'], []]);
  });
});

test('only months that a row can change by itself are asked after, none after the last', () => {
  const ended = changesOf([twoPercent], [{ ...twoPercent, validTo: '2020-06-30' }]);
  const equal = changesOf([twoPercent], [twoPercent]);
  expect(monthsToAsk(ended, '2020-09')).toEqual(['2020-07', '2020-08', '2020-09']);
  expect(monthsToAsk([...equal, ...changesOf([], [onePercent])], '2020-07')).toEqual(['2020-06', '2020-07']);
  expect(monthsToAsk(equal, '2020-09')).toEqual([]);
});

test('months in words', () => {
  expect(describeMonths(['2019-12', '2020-01', '2020-02', '2020-06'])).toBe('2019-12 to 2020-02, 2020-06');
});

const FIRST = '2020-01';
const LAST = '2020-12';
const months = [...monthsBetween(FIRST, LAST)];

/** Rows of a tier that follow each other, with gaps or without; now and then two say the same. */
const rows = fc
  .array(
    fc.record({
      gap: fc.nat(2),
      length: fc.integer({ min: 1, max: 4 }),
      numerator: fc.integer({ min: 1, max: 2 }),
      periodStartDay: fc.constantFrom(1, 21),
    }),
    { maxLength: 4 },
  )
  .map((spans) => {
    let next = FIRST;
    return spans.map(({ gap, length, numerator, periodStartDay }) => {
      const first = addMonths(next, gap);
      next = addMonths(first, length);
      const validTo = lastDayOf(addMonths(next, -1));
      return policyOf664('province', {
        thresholdNumerator: numerator,
        periodStartDay,
        validFrom: `${first}-01`,
        validTo,
      });
    });
  });

/** Rows of which only the ends are cut, or that are added: the others, which stay, may not stand in their way. */
const registryAndChanges = fc.tuple(rows, rows).map(([stored, after]) => {
  const kept = stored.filter((row) => !after.some((other) => keyOf(other) === keyOf(row)));
  const changed = [...after, ...kept.map((row) => ({ ...row, validTo: row.validFrom }))];
  return { stored, changes: changesOf(stored, changed) };
});

function judges(policies: readonly Policy[], month: Month): string | null {
  const { policy, period } = monthRulesOf(policies, 'province', month, 'Asia/Ho_Chi_Minh');
  return policy && `${policy.thresholdNumerator} ${policy.periodStartDay} ${period.firstDay}`;
}

test('the months of all rows together are just those that another row would judge, and all of them are asked after', () => {
  fc.assert(
    fc.property(registryAndChanges, fc.subarray(months), ({ stored, changes }, judgedMonths) => {
      // Act
      const found = retroactiveMonths(stored, changes, judgedMonths);

      // Assess
      const resulting = layOver(stored, changes);
      const expected = judgedMonths.filter((month) => judges(stored, month) !== judges(resulting, month));
      expect(new Set([...found.values()].flat())).toEqual(new Set(expected));
      const asked = monthsToAsk(changes, LAST);
      expect(expected.filter((month) => !asked.includes(month))).toEqual([]);
    }),
  );
});
