import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { inParallel } from '../../shared/runtime/in-parallel.ts';

test('results stand in the order of the items, and no more than so many are under way at once', async () => {
  // Prepare
  let underWay = 0;
  let most = 0;
  const work = async (item: number) => {
    most = Math.max(most, ++underWay);
    await sleep(item % 3);
    underWay--;
    return item * 2;
  };

  // Act
  const results = await inParallel([5, 4, 3, 2, 1, 0], 2, work);

  // Assess
  expect(results).toEqual([10, 8, 6, 4, 2, 0]);
  expect(most).toBe(2);
});

test('after a failure nothing more is begun, and the failure is the caller’s', async () => {
  // Prepare
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await sleep(1);
    if (item === 2) throw new Error('refused');
  };

  // Act
  const run = inParallel([1, 2, 3, 4, 5, 6, 7, 8], 2, work);

  // Assess: 3 may have been begun beside the failing 2, nothing after
  await expect(run).rejects.toThrow('refused');
  await sleep(20);
  expect(begun.length).toBeLessThanOrEqual(4);
});

test('of nothing, nothing is made', async () => {
  expect(await inParallel([], 8, async () => 1)).toEqual([]);
});
