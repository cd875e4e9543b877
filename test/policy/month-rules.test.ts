import { expect, test } from '@jest/globals';
import { monthRulesOf, policyForMonth } from '../../shared/policy/month-rules.ts';
import { policyOf664 } from '../evaluation/policies.ts';

const beforeTheDispatch = policyOf664('province', {
  policyId: 'report',
  mode: 'report',
  validFrom: '2020-01-01',
  validTo: '2020-05-31',
});
const sinceTheDispatch = policyOf664('province', { validFrom: '2020-06-01' });

test('a month is judged by the policy in force on its last day', () => {
  // Prepare
  const policies = [beforeTheDispatch, sinceTheDispatch];

  // Act
  const modes = ['2019-12', '2020-01', '2020-05', '2020-06', '2031-01'].map(
    (month) => policyForMonth(policies, 'province', month)?.mode ?? null,
  );

  // Assess: dispatch 664 deducts from June 2020 on
  expect(modes).toEqual([null, 'report', 'report', 'deduct', 'deduct']);
  expect(policyForMonth(policies, 'district', '2020-06')).toBeNull();
});

test('a tier without a policy is counted by the calendar month, by instant, with three days of waiting', () => {
  // Act
  const rules = monthRulesOf([], 'commune', '2020-02', 'Asia/Ho_Chi_Minh');

  // Assess
  expect(rules).toMatchObject({
    policy: null,
    period: { firstDay: '2020-02-01', lastDay: '2020-02-29' },
    counting: { comparison: 'instant', paused: 'within-due', returned: 'on-time' },
    basis: 'handled',
    waitDays: 3,
    countsChildren: false,
  });
});

test('Vĩnh Phúc’s month begins on the 21st of the month before', () => {
  // Act
  const { period } = monthRulesOf(
    [policyOf664('province', { periodStartDay: 21, validFrom: '2020-06-01' })],
    'province',
    '2021-08',
    'Asia/Ho_Chi_Minh',
  );

  // Assess: 21/07/2021 00:00 to 21/08/2021 00:00 in UTC+7
  expect(period).toMatchObject({
    firstDay: '2021-07-21',
    lastDay: '2021-08-20',
    startMs: Date.parse('2021-07-20T17:00:00Z'),
    endMs: Date.parse('2021-08-20T17:00:00Z'),
  });
});
