import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { enterConsequences } from '../../shared/ledger/enter-consequences.ts';
import { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import type { Engines } from '../engines/engines.ts';
import { judged } from '../ledger/histories.ts';
import { order } from '../notice/sample-orders.ts';

/** Points this process at the engines, by the variables that the functions read. */
export function setEnvironment({ tableNames, bucketName }: Engines): void {
  Object.assign(process.env, {
    REGISTRY_TABLE: tableNames.Registry,
    EVALUATIONS_TABLE: tableNames.Evaluations,
    LEDGER_TABLE: tableNames.Ledger,
    FINDINGS_TABLE: tableNames.Findings,
    NOTICES_TABLE: tableNames.Notices,
    BUCKET: bucketName,
    TIME_ZONE: 'Asia/Ho_Chi_Minh',
  });
}

export function ledgerOf({ tableNames, bucketName }: Engines) {
  return {
    ledger: new LedgerStore(connectTables(), tableNames.Ledger),
    ledgerCopies: new LedgerCopies(new Bucket(bucketName)),
  };
}

export function entriesOf(engines: Engines, unitId: string): Promise<LedgerEntry[]> {
  return ledgerOf(engines).ledger.entries(`${unitId}#2020`);
}

/** June 2020 of a unit came out at half a point, in the night to Thursday 02/07/2020. */
export async function judgeJune(
  engines: Engines,
  unitId: string,
  consequence: Partial<NonNullable<Evaluation['consequence']>> = {},
): Promise<void> {
  const evaluation = { ...judged('2020-06', 1, 50, consequence), unitId };
  await new EvaluationStore(connectTables(), engines.tableNames.Evaluations).put(evaluation);
  await enterConsequences(evaluation, null, ledgerOf(engines));
}

/** The digest of a day told the first entry of a unit's account of 2020, and SES took it at that time. */
export async function tell(engines: Engines, unitId: string, acceptedAt: string): Promise<string> {
  const notices = new NoticeStore(connectTables(), engines.tableNames.Notices);
  const noticeId = await accept(notices, `digest_${unitId}`, acceptedAt);
  const toldTopics = new ToldTopicStore(connectTables(), engines.tableNames.Notices);
  await toldTopics.markTold(`deduction#${unitId}#2020#1`, noticeId, acceptedAt.slice(0, 10));
  return noticeId;
}

export async function accept(notices: NoticeStore, noticeId: string, acceptedAt: string): Promise<string> {
  await notices.claim({ ...order({ noticeId }), subject: 'x', claimedAt: acceptedAt });
  await notices.note(noticeId, { line: 'Send', fates: [], acceptedAt });
  await notices.moveForward(noticeId, { status: 'accepted', messageId: 'm', reason: null });
  return noticeId;
}
