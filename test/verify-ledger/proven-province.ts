import { type AnnounceStores, announceMonths } from '../../functions/announce-month/announce-month.ts';
import { evaluateMonths } from '../../functions/evaluate-month/evaluate-month.ts';
import { type Verification, type VerifyStores, verifyLedger } from '../../functions/verify-ledger/verify-ledger.ts';
import type { VerifyOrder } from '../../functions/verify-ledger/verify-order.ts';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { scanLedger } from '../../shared/ledger/ledger-scan.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { MonthHeadStore } from '../../shared/ledger/month-head-store.ts';
import { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import type { Engines } from '../engines/engines.ts';
import {
  acceptSnapshot,
  newStores,
  policies,
  registerProvince,
  sixOClock,
  sourceRow,
  TIME_ZONE,
} from '../evaluate-month/hand-made-province.ts';
import { dossierLine, type WrittenLine } from '../evaluation/canonical-lines.ts';

/** A unit's dossiers of a month: so many that ended in time, so many that ended late. */
export function monthOfDossiers(unitId: string, month: string, inTime: number, overdue: number): WrittenLine[] {
  const ending = (day: string) => [`${month}-02 08:00`, `${month}-10 17:00`, `${month}-${day} 16:00`] as const;
  return [
    ...Array.from({ length: inTime }, (_, at) => dossierLine(unitId, `${unitId}-${month}-A${at}`, ending('09'))),
    ...Array.from({ length: overdue }, (_, at) => dossierLine(unitId, `${unitId}-${month}-B${at}`, ending('12'))),
  ];
}

/** 06:45 in the province, when heads are made. */
export function quarterToSeven(day: string): { scheduledAt: string } {
  return { scheduledAt: `${day}T06:45:00+07:00` };
}

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

export function announce(engines: Engines, day: string) {
  return announceMonths(quarterToSeven(day), TIME_ZONE, announceStores(engines));
}

export function verifyStores(engines: Engines): VerifyStores {
  const tables = connectTables();
  return {
    scanLedger: () => scanLedger(tables, engines.tableNames.Ledger),
    evaluations: new EvaluationStore(tables, engines.tableNames.Evaluations),
    bucket: new Bucket(engines.bucketName),
  };
}

export function verify(engines: Engines, order: Partial<VerifyOrder> = {}): Promise<Verification> {
  return verifyLedger({ actor: 'thanh-tra', reason: 'Thanh tra năm 2020', ...order }, verifyStores(engines));
}

/** Snapshots of the last days of June, July and August 2020, from which three units are judged. */
export async function registerJudgedProvince(engines: Engines, rules: readonly Policy[] = policies): Promise<void> {
  const units = { 'so-xay-dung': 'province', 'so-y-te': 'province', 'cho-moi': 'district' } as const;
  await registerProvince(engines, units, sourceRow('portal', { evaluateFrom: '2020-06' }), rules);
  for (const [month, lastDay] of [
    ['2020-06', '2020-06-30'],
    ['2020-07', '2020-07-31'],
    ['2020-08', '2020-08-31'],
  ] as const) {
    await acceptSnapshot(engines, lastDay, [
      ...monthOfDossiers('so-xay-dung', month, 48, 1), // 1/49 = 2,04% > 2%
      ...monthOfDossiers('so-y-te', month, 49, 1), // 1/50 = 2%, not over it
      ...monthOfDossiers('cho-moi', month, month === '2020-07' ? 28 : 27, 1), // 1/29 = 3,45%; 1/28 = 3,57% > 3,5%
    ]);
  }
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
