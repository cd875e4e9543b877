import * as z from 'zod';
import type { Month } from '../../shared/calendar/month.ts';
import { type Evaluation, evaluationSchema } from '../../shared/evaluation/evaluation.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { type Difference, differenceOf } from './compare-evaluation.ts';

/** What stands in the table under a month. */
export interface KeptMonth {
  readonly evaluations: readonly Evaluation[];
  /** Items that are no evaluations: somebody changed them. */
  readonly unreadable: readonly Difference[];
}

/** Every revision of a month as it stands: one that cannot be read holds up no other. */
export async function readKept(month: Month, store: Pick<EvaluationStore, 'itemsOfMonth'>): Promise<KeptMonth> {
  const evaluations: Evaluation[] = [];
  const unreadable: Difference[] = [];
  for await (const item of store.itemsOfMonth(month)) {
    const parsed = evaluationSchema.safeParse(item);
    if (parsed.success) evaluations.push(parsed.data);
    else unreadable.push(unreadableItem(item, parsed.error));
  }
  return { evaluations, unreadable };
}

/** Its key says which revision it was: `<month>#<rule>#<revision>`. */
function unreadableItem({ unitId, monthRevision }: Record<string, unknown>, error: z.ZodError): Difference {
  const [, rule = '', revision = ''] = String(monthRevision).split('#');
  const name = { unitId: String(unitId), rule, revision: Number.parseInt(revision, 10) || 0 };
  return differenceOf(name, 'evaluation', `unreadable: ${z.prettifyError(error)}`, 'an evaluation');
}
