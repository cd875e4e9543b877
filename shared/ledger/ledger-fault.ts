import type { Month } from '../calendar/month.ts';

/** What verification can find wrong, and what an admin does about it. */
export const faultAdvice = {
  'entry-unreadable': 'Compare the item in the Ledger table with its copy under ledger/, and find out who put it.',
  'entry-changed':
    'Take what was entered from its copy under ledger/, and find out who changed the item in the Ledger table.',
  'entry-deleted': 'Restore the table to a moment before it (point-in-time recovery) beside the other, and compare.',
  'entry-inserted':
    'No function enters without a copy in its place: find out who put the item into the Ledger table. It is not to be counted.',
  'entry-duplicated': 'The same was entered twice: find out who put the second item. It is to be counted once.',
  'entry-moved': 'Entries before it were put in or taken out by hand: the copies under ledger/ show the right numbers.',
  'entries-reordered': 'The copies under ledger/ show the right order. Find out who changed the Ledger table.',
  'chain-broken': 'Compare this entry and the one before it with their copies under ledger/.',
  'copy-missing':
    'If the entry is new, its copy is made up for with the next run of the function that entered it. Else the entry was put in, or the copy taken out, by hand.',
  'copy-differs':
    'Look for an older version of the object: it was overwritten by hand. The entry in the table is whole.',
  'copy-without-entry': 'Find out who put the object: it is no copy of any entry.',
  'consequence-missing':
    'If a run was cut off today, the next one makes up for it (an order: send it again). Else the entries were taken out with their copies: restore the Ledger table to a moment before it (point-in-time recovery) beside the other, and compare.',
  'approval-unreadable':
    'Restore the Registry table to a moment before it was changed (point-in-time recovery) beside the other, and compare.',
  'evaluation-missing':
    'Restore the Evaluations table to a moment before it was deleted (point-in-time recovery) beside the other, and compare.',
  'evaluation-unreadable': 'Find out who changed the item in the Evaluations table.',
  'evaluation-changed': 'Find out who changed the item in the Evaluations table; replay-month shows what it should be.',
  'evaluation-differs': 'The evaluation is not the one that was entered. replay-month shows what it should be.',
  'manifest-missing': 'Look for an older version of the object. replay-month shows what it should hold.',
  'manifest-differs': 'Look for an older version of the object. replay-month shows what it should hold.',
  'evidence-missing': 'Look for an older version of the object. replay-month shows what it should hold.',
  'evidence-differs': 'Look for an older version of the object. replay-month shows what it should hold.',
  'registry-missing': 'Look for an older version of the object: the rows by which the month was judged.',
  'registry-differs': 'Look for an older version of the object: the rows by which the month was judged.',
  'canonical-missing': "Look for an older version of the object, or send that day's snapshot once more.",
  'canonical-differs': 'It was overwritten past the policy of the bucket: look for an older version of the object.',
  'head-missing': 'Look for an older version of the object. Its hash stands in the announcement mail of the month.',
  'head-unreadable': 'Look for an older version of the object. Its hash stands in the announcement mail of the month.',
  'head-differs': 'A later head names it with another hash: look for an older version of the object.',
  'account-shorter-than-head': 'Entries were taken out after the head was made: restore the table beside the other.',
  'account-differs-from-head': 'Entries were changed after the head was made, the whole chain: restore the table.',
  'object-unknown': 'Find out who put the object: no function writes such a key.',
} as const;
export type FaultKind = keyof typeof faultAdvice;

/** One thing that is wrong with the ledger or with what it rests on. */
export interface LedgerFault {
  readonly kind: FaultKind;
  readonly account: string | null;
  readonly sequence: number | null;
  readonly unitId: string | null;
  readonly month: Month | null;
  /** What is wrong, where, in one sentence. */
  readonly message: string;
  /** What to do. */
  readonly advice: string;
}

type Place = Partial<Pick<LedgerFault, 'account' | 'sequence' | 'unitId' | 'month'>>;

export function faultAt(kind: FaultKind, place: Place, message: string): LedgerFault {
  const nowhere = { account: null, sequence: null, unitId: null, month: null };
  return { kind, ...nowhere, ...place, message, advice: faultAdvice[kind] };
}
