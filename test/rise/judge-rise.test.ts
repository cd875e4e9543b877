import { expect, test } from '@jest/globals';
import { boundsOn } from '../../shared/finding/bounds.ts';
import { judgeRise } from '../../shared/rise/judge-rise.ts';
import type { RiseFigures } from '../../shared/rise/rise.ts';

const bounds = boundsOn([], 'province', '2020-06-30');

function month(overdue: number, denominator: number, unknown = 0): RiseFigures {
  const figures = { received: denominator, carriedOver: 0, overdueAtStart: 0, toHandleInTime: denominator };
  return { ...figures, overdue, becameOverdue: overdue, unknown, denominator };
}

test.each([
  ['3 more of none', month(0, 100), month(3, 100), 'rose'],
  ['2 more of none', month(0, 100), month(2, 100), 'did-not-rise'],
  ['3 more, 15% more', month(20, 200), month(23, 230), 'rose'],
  ['3 more, exactly 10% more, at the same rate', month(30, 300), month(33, 330), 'did-not-rise'],
  // 60/600 = 10%, 64/560 = 11.43%: 6.7% more by count, 14.3% more by rate
  ['4 more, 10% more by rate alone', month(60, 600), month(64, 560), 'rose'],
  // 30/300 = 10%, 32/200 = 16%
  ['2 more, 60% more by rate', month(30, 300), month(32, 200), 'did-not-rise'],
  ['fewer, at a higher rate', month(30, 300), month(28, 100), 'did-not-rise'],
  ['nothing handled before', month(0, 0), month(5, 20), 'rose'],
  // 2 + 4 unknown = 6: 9 is 3 more, 50% more
  ['more than all that may have been overdue', month(2, 100, 4), month(9, 100), 'rose'],
  ['more, but perhaps not more', month(2, 100, 4), month(8, 100), 'untold'],
  ['perhaps more', month(2, 100), month(2, 100, 3), 'untold'],
  ['surely not more', month(20, 100), month(2, 100, 3), 'did-not-rise'],
] as const)('whether the overdue rose: %s', (_, before, now, answer) => {
  const because = answer === 'untold' ? 'unknown-dossiers' : null;
  expect(judgeRise(before, now, bounds)).toEqual({ answer, because });
});

test('the bounds of the registry decide', () => {
  const rise = [month(10, 100), month(14, 100)] as const;
  expect(judgeRise(...rise, { ...bounds, 'rise.dossiers': 5 }).answer).toBe('did-not-rise');
  expect(judgeRise(...rise, { ...bounds, 'rise.percent': 40 }).answer).toBe('did-not-rise');
  expect(judgeRise(...rise, { ...bounds, 'rise.percent': 39 }).answer).toBe('rose');
});
