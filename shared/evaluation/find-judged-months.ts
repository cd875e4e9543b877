import type { Month } from '../calendar/month.ts';
import { inParallel } from '../runtime/in-parallel.ts';
import type { EvaluationStore } from './evaluation-store.ts';

const QUERIES_AT_ONCE = 16;

/** Those of some months of which there is any evaluation, be it a draft: one item is read of each. */
export async function findJudgedMonths(
  months: readonly Month[],
  evaluations: Pick<EvaluationStore, 'itemsOfMonth'>,
): Promise<ReadonlySet<Month>> {
  const found = await inParallel(months, QUERIES_AT_ONCE, async (month) => {
    const { done } = await evaluations.itemsOfMonth(month, { Limit: 1 }).next();
    return done === true ? [] : [month];
  });
  return new Set(found.flat());
}
