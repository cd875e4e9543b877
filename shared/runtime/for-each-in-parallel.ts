/**
 * Does something for every item, `limit` at a time. After a failure no further item is begun; the failure is thrown once
 * those under way have ended, so that nothing goes on behind the caller's back.
 */
export async function forEachInParallel<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  limit: number,
  action: (item: Item) => Promise<unknown>,
): Promise<void> {
  const iterator = iterate(items);
  const failures: unknown[] = [];
  const work = async () => {
    for (let next = await iterator.next(); !next.done && failures.length === 0; next = await iterator.next()) {
      await action(next.value).catch((failure: unknown) => failures.push(failure));
    }
  };
  await Promise.all(Array.from({ length: limit }, work));
  if (failures.length > 0) throw failures[0];
}

/** An array's own iterator is asked as it is: a wait for each of thousands of items is felt. */
function iterate<Item>(items: Iterable<Item> | AsyncIterable<Item>): Iterator<Item> | AsyncIterator<Item> {
  return Symbol.asyncIterator in items ? oneByOne(items) : items[Symbol.iterator]();
}

/** Several may ask a generator at once: it answers one after the other. */
async function* oneByOne<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* items;
}
