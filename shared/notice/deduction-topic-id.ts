import type { LedgerEntry } from '../ledger/ledger-entry.ts';

/** The id of the topic that tells an entry: each is told once. */
export function deductionTopicId({ account, sequence }: Pick<LedgerEntry, 'account' | 'sequence'>): string {
  return `deduction#${account}#${sequence}`;
}
