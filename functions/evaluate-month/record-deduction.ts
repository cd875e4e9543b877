import { FIRST_REVISION } from '../../shared/evaluation/build-evaluation.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { enterConsequences } from '../../shared/ledger/enter-consequences.ts';
import type { EvaluateStores } from './stores.ts';

/** Digests of evaluations whose deductions are known to be entered and copied: neither ever goes away again. */
export type EnteredDeductions = Set<string>;

/**
 * Enters what follows from an evaluation, once however often it is run, and keeps the entry's copy. A later revision is
 * entered by the re-evaluation that made it, as an adjustment of what the first one took.
 */
export async function recordDeduction(
  evaluation: Evaluation,
  { ledger, ledgerCopies, entered }: Pick<EvaluateStores, 'ledger' | 'ledgerCopies' | 'entered'>,
): Promise<void> {
  if (evaluation.revision !== FIRST_REVISION || entered.has(evaluation.digest)) return;
  if (evaluation.verdict === 'exceeded') await enterConsequences(evaluation, null, { ledger, ledgerCopies });
  entered.add(evaluation.digest);
}
