import type { Evaluation } from '../evaluation/evaluation.ts';
import { accountOf } from './append-entry.ts';
import { type Approver, mayBringEntries } from './draft-deduction.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { faultAt, type LedgerFault } from './ledger-fault.ts';
import { nextConsequence } from './plan-consequences.ts';

/**
 * Whether an account has what an evaluation brings: a deduction that was taken out with its copies, the last of its
 * account, is found in no other way before a head names it.
 *
 * @param evaluation the latest revision of its unit's month by its rule
 * @param approval whoever approved just that revision
 * @param entries of the unit's account of the year, by sequence
 * @param isUnderWay whether what was decided on at an instant may still be on its way into the account
 */
export function verifyConsequence(
  evaluation: Evaluation,
  approval: Approver | null,
  entries: readonly LedgerEntry[],
  isUnderWay: (recordedAt: string) => boolean,
): LedgerFault | null {
  const { unitId, month, rule, revision, verdict, consequence } = evaluation;
  // What exceeds without a policy is no evaluation of ours: its digest tells.
  const isMade = verdict !== 'exceeded' || consequence !== null;
  if (!isMade || !mayBringEntries(evaluation, approval)) return null;
  const lacking = nextConsequence(entries, evaluation, approval);
  if (lacking === null || isUnderWay(lacking.recordedAt)) return null;
  const account = accountOf(unitId, month);
  const what = verdict === 'exceeded' ? 'exceeds the threshold' : 'no longer exceeds the threshold';
  const message = `The evaluation of ${unitId} for ${month} by ${rule}, revision ${revision}, ${what}: account ${account} lacks the entry "${lacking.event}" that follows.`;
  return faultAt('consequence-missing', { account, unitId, month }, message);
}
