import type { LedgerEntry } from '../ledger/ledger-entry.ts';

/** The id of the topic that tells an entry: each is told once. */
export function deductionTopicId({ account, sequence }: Pick<LedgerEntry, 'account' | 'sequence'>): string {
  return `deduction#${account}#${sequence}`;
}

/** The id under which a topic of a unit that was divided is told to a unit it went into, but for the first of these. */
export function successorTopicId(topicId: string, unitId: string): string {
  return `${topicId}#${unitId}`;
}
