import { expect, test } from '@jest/globals';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';

test('every item is done once, never more at a time than allowed', async () => {
  // Prepare
  const done: number[] = [];
  let underWay = 0;
  let most = 0;

  // Act
  await forEachInParallel(
    Array.from({ length: 50 }, (_, item) => item),
    4,
    async (item) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      done.push(item);
    },
  );

  // Assess
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, item) => item));
  expect(most).toBe(4);
});

test('a failure is thrown after those under way have ended, and nothing new is begun', async () => {
  // Prepare
  const begun: number[] = [];
  const ended: number[] = [];

  // Act
  const result = forEachInParallel([0, 1, 2, 3, 4, 5, 6, 7], 2, async (item) => {
    begun.push(item);
    await new Promise((resolve) => setImmediate(resolve));
    if (item === 1) throw new Error('one');
    ended.push(item);
  });

  // Assess
  await expect(result).rejects.toThrow('one');
  expect(begun.length).toBeLessThan(8);
  expect(ended).toContain(0);
  expect(ended.length + 1).toBe(begun.length);
});
