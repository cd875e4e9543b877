import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../shared/calendar/day.ts';
import { addMonths, monthOf, monthsBetween } from '../../shared/calendar/month.ts';
import { monthOfPeriod } from '../../shared/calendar/period.ts';
import { monthRulesOf, policyForMonth } from '../../shared/policy/month-rules.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { policyOf664 } from '../evaluation/policies.ts';

const ZONE = 'Asia/Ho_Chi_Minh';

/** A province's start days by month: each from a month on, until the next one. */
function policiesOf(starts: Readonly<Record<string, number>>): Policy[] {
  const from = Object.keys(starts);
  return Object.entries(starts).map(([month, periodStartDay], position) => {
    const next = from[position + 1];
    const validTo = next === undefined ? null : addDays(`${next}-01`, -1);
    return policyOf664('province', { policyId: month, periodStartDay, validFrom: `${month}-01`, validTo });
  });
}

function daysOf(policies: readonly Policy[], month: string): string {
  const { firstDay, lastDay } = monthRulesOf(policies, 'province', month, ZONE).period;
  return `${firstDay}..${lastDay}`;
}

test('from the 21st back to calendar months: the first month is longer by the days that would belong to none', () => {
  const policies = policiesOf({ '2020-01': 21, '2020-06': 1 });
  expect(['2020-05', '2020-06', '2020-07'].map((month) => daysOf(policies, month))).toEqual([
    '2020-04-21..2020-05-20',
    '2020-05-21..2020-06-30',
    '2020-07-01..2020-07-31',
  ]);
});

test('from calendar months to the 21st: the first month is shorter by the days that would count twice', () => {
  const policies = policiesOf({ '2020-01': 1, '2020-06': 21 });
  expect(['2020-05', '2020-06', '2020-07'].map((month) => daysOf(policies, month))).toEqual([
    '2020-05-01..2020-05-31',
    '2020-06-01..2020-06-20',
    '2020-06-21..2020-07-20',
  ]);
});

test('the instants of a longer month are midnights of the province', () => {
  // Act
  const { period } = monthRulesOf(policiesOf({ '2020-01': 21, '2020-06': 1 }), 'province', '2020-06', ZONE);

  // Assess: 21/05/2020 00:00 and 01/07/2020 00:00 in UTC+7
  expect([period.startMs, period.endMs]).toEqual([
    Date.parse('2020-05-20T17:00:00Z'),
    Date.parse('2020-06-30T17:00:00Z'),
  ]);
});

test('a tier’s first policy has its whole first month: nothing was judged before it', () => {
  expect(daysOf(policiesOf({ '2021-08': 21 }), '2021-08')).toBe('2021-07-21..2021-08-20');
});

const FIRST = '2020-01';
const LAST = '2021-06';

test('whatever start days follow each other, every day lies in exactly one month’s period, that of its calendar month’s policy', () => {
  const changes = fc.dictionary(
    fc.integer({ min: 1, max: 16 }).map((months) => addMonths(FIRST, months)),
    fc.integer({ min: 1, max: 28 }),
    { maxKeys: 6 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 28 }), changes, (first, later) => {
      const inOrder = Object.entries({ [FIRST]: first, ...later }).toSorted(([one], [other]) => (one < other ? -1 : 1));
      const policies = policiesOf(Object.fromEntries(inOrder));
      const periods = [...monthsBetween(FIRST, LAST)].map(
        (month) => monthRulesOf(policies, 'province', month, ZONE).period,
      );
      for (const [position, period] of periods.entries()) {
        const next = periods[position + 1];
        expect(period.firstDay <= period.lastDay).toBe(true);
        if (next !== undefined) expect(next.firstDay).toBe(addDays(period.lastDay, 1));
        if (next !== undefined) expect(next.startMs).toBe(period.endMs);
        for (const day of [period.firstDay, period.lastDay].filter((one) => one >= `${FIRST}-01`)) {
          const policy = policyForMonth(policies, 'province', monthOf(day));
          expect(monthOfPeriod(day, policy?.periodStartDay ?? 1)).toBe(period.month);
        }
      }
    }),
  );
});
