import { type AnnounceStores, announceMonths } from '../../functions/announce-month/announce-month.ts';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { type Verification, type VerifyStores, verifyLedger } from '../../functions/verify-ledger/verify-ledger.ts';
import type { VerifyOrder } from '../../functions/verify-ledger/verify-order.ts';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { readStoredAccount, scanLedger } from '../../shared/ledger/ledger-scan.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { MonthHeadStore } from '../../shared/ledger/month-head-store.ts';
import { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import type { Engines } from '../engines/engines.ts';
import { newStores, sixOClock, TIME_ZONE } from '../evaluate-month/hand-made-province.ts';
import { quarterToSeven, registerJudgedProvince } from './judged-province.ts';

export function announceStores(engines: Engines): AnnounceStores {
  const tables = connectTables();
  const { Registry, Snapshots, Evaluations, Ledger } = engines.tableNames;
  return {
    registry: new RegistryStore(tables, Registry),
    receipts: new ReceiptStore(tables, Snapshots),
    evaluations: new EvaluationStore(tables, Evaluations),
    approvals: new ApprovalStore(tables, Registry),
    ledger: new LedgerStore(tables, Ledger),
    heads: new MonthHeadStore(new Bucket(engines.bucketName)),
    announcements: new AnnouncementStore(tables, Registry),
  };
}

export function evaluate(engines: Engines, day: string) {
  return evaluateMonths(sixOClock(day), TIME_ZONE, newStores(engines));
}

export function announce(engines: Engines, day: string, stores = announceStores(engines)) {
  return announceMonths(quarterToSeven(day), TIME_ZONE, stores);
}

export function verifyStores(engines: Engines): VerifyStores {
  const tables = connectTables();
  const { Ledger, Registry } = engines.tableNames;
  return {
    scanLedger: () => scanLedger(tables, Ledger),
    readAccount: (account) => readStoredAccount(tables, Ledger, account),
    approvals: new ApprovalStore(tables, Registry),
    waitForWriters: async () => {},
    evaluations: new EvaluationStore(tables, engines.tableNames.Evaluations),
    bucket: new Bucket(engines.bucketName),
  };
}

/** The weekly run, 05:00 in the province. */
export const SUNDAY = '2020-09-05T22:00:00.000Z';

export function verify(engines: Engines, order: Partial<VerifyOrder> = {}, at = SUNDAY): Promise<Verification> {
  return verifyLedger({ actor: 'thanh-tra', reason: 'Thanh tra năm 2020', ...order }, at, verifyStores(engines));
}

/**
 * Three months, judged and announced: so-xay-dung loses half a point in each of them (entries 1, 2 and 3), cho-moi in June
 * and August (1 and 2), so-y-te never.
 */
export async function proveProvince(engines: Engines): Promise<void> {
  await registerJudgedProvince(engines);
  for (const day of ['2020-07-01', '2020-08-01', '2020-09-01']) {
    await evaluate(engines, day);
    await announce(engines, day);
  }
}
