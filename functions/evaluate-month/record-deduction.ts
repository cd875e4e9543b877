import { type Approvals, approvalOf, isDraft } from '../../shared/evaluation/approval.ts';
import { type Evaluation, FIRST_REVISION } from '../../shared/evaluation/evaluation.ts';
import { enterConsequences } from '../../shared/ledger/enter-consequences.ts';
import type { EvaluateStores } from './stores.ts';

/** Digests of evaluations whose consequences are known to be entered and copied: neither ever goes away again. */
export type EnteredDeductions = Set<string>;

/**
 * Enters what follows from an evaluation, once however often it is run. What an order or an approval that was cut off
 * left out is made up for. A draft waits.
 */
export async function recordDeduction(
  evaluation: Evaluation,
  approvals: Approvals,
  { judgedMonths, ledger, ledgerCopies, entered }: EvaluateStores,
): Promise<void> {
  if (entered.has(evaluation.digest) || isDraft(evaluation, approvals)) return;
  const approval = approvalOf(evaluation, approvals);
  // Of a first revision only an exceeded threshold brings anything: most accounts need not be read.
  const mayBringEntries = evaluation.verdict === 'exceeded' || evaluation.revision > FIRST_REVISION;
  if (mayBringEntries) {
    // An order may have come since this run read the month: the later revision is entered by its own order, or the next run.
    if (await judgedMonths.isSuperseded(evaluation)) return;
    await enterConsequences(evaluation, approval, { ledger, ledgerCopies });
  }
  entered.add(evaluation.digest);
}
