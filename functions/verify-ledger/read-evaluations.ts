import type { Month } from '../../shared/calendar/month.ts';
import { type Evaluation, evaluationSchema } from '../../shared/evaluation/evaluation.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { faultAt, type LedgerFault } from '../../shared/ledger/ledger-fault.ts';
import { evaluationName } from '../../shared/ledger/verify-grounds.ts';

/** A month's evaluations as they stand. */
export interface StoredEvaluations {
  /** evaluation name -> evaluation */
  readonly byName: ReadonlyMap<string, Evaluation>;
  /** Items that are no evaluations. */
  readonly faults: readonly LedgerFault[];
}

export async function readEvaluations(
  month: Month,
  evaluations: Pick<EvaluationStore, 'itemsOfMonth'>,
): Promise<StoredEvaluations> {
  const byName = new Map<string, Evaluation>();
  const faults: LedgerFault[] = [];
  for await (const item of evaluations.itemsOfMonth(month)) {
    const parsed = evaluationSchema.safeParse(item);
    if (parsed.success) byName.set(evaluationName(parsed.data), parsed.data);
    else faults.push(unreadable(month, item));
  }
  return { byName, faults };
}

function unreadable(month: Month, { unitId, monthRevision }: Record<string, unknown>): LedgerFault {
  const message = `The item ${String(monthRevision)} of ${String(unitId)} in the Evaluations table is no evaluation.`;
  return faultAt('evaluation-unreadable', { unitId: String(unitId), month }, message);
}
