import { forEachInParallel } from './for-each-in-parallel.ts';

/** Does `work` for every item, `atOnce` of them at a time, and returns the results in the order of the items. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  await forEachInParallel(items.entries(), atOnce, async ([position, item]) => {
    results[position] = await work(item);
  });
  return results;
}
