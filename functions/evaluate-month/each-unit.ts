import { DomainError } from '../../shared/runtime/domain-error.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { WRITES_AT_ONCE } from './stores.ts';

/** What came of doing something for many units, and what failed on the way. */
export interface Tried<Result> {
  readonly results: readonly Result[];
  readonly failures: readonly unknown[];
}

/** Does something for each unit: what fails for one holds up no other. Whoever calls must tell of the failures. */
export async function forEachUnit<Item, Result>(
  items: readonly Item[],
  unitIdOf: (item: Item) => string,
  work: (item: Item) => Promise<Result>,
): Promise<Tried<Result>> {
  const failures: unknown[] = [];
  const results = await inParallel(items, WRITES_AT_ONCE, async (item) => {
    try {
      return [await work(item)];
    } catch (cause) {
      failures.push(failedFor(unitIdOf(item), cause));
      return [];
    }
  });
  return { results: results.flat(), failures };
}

function failedFor(unitId: string, cause: unknown): DomainError {
  return new DomainError('UNIT_NOT_DONE', `${unitId}: ${String(cause)}`, { cause });
}
