/**
 * Does something for every item, `limit` at a time. After a failure no further item is begun; the failure is thrown once
 * those under way have ended, so that nothing goes on behind the caller's back.
 */
export async function forEachInParallel<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  action: (item: Item) => Promise<unknown>,
): Promise<void> {
  const iterator = iterateAsync(items);
  const failures: unknown[] = [];
  const work = async () => {
    for await (const item of { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) }) {
      if (failures.length > 0) return;
      await action(item).catch((failure: unknown) => failures.push(failure));
    }
  };
  await Promise.all(Array.from({ length: limit }, work));
  if (failures.length > 0) throw failures[0];
}

async function* iterateAsync<Item>(items: Iterable<Item> | AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
