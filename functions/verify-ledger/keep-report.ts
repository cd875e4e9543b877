import type { Finding } from '../../shared/finding/finding.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import type { LedgerFault } from '../../shared/ledger/ledger-fault.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { digestOf, sha256 } from '../../shared/runtime/digest.ts';
import { raise } from '../../shared/runtime/telemetry.ts';
import type { Verification } from './verify-ledger.ts';
import type { VerifyOrder } from './verify-order.ts';

/** Under whom findings stand that are no unit's: heads of months, objects that nobody wrote. */
export const LEDGER_ITSELF = 'so-tru-diem';

/** A Lambda's answer may hold 6 MB; the report has them all. */
const FAULTS_LISTED = 100;
/** A finding is an item of a table; the report has all of its faults. */
const FAULTS_IN_FINDING = 20;

export interface VerifyAnswer extends Pick<Verification, 'checked' | 'headHash'> {
  readonly reportKey: string;
  readonly faultCount: number;
  readonly faults: readonly LedgerFault[];
}

export interface ReportStores {
  readonly findings: FindingStore;
  readonly bucket: Pick<Bucket, 'write'>;
}

/**
 * Keeps what a verification found: a report in any case, and where anything is wrong a finding for each unit, and an alarm.
 * The alarm is raised by every verification until it is mended. That a head hash fits no head is an answer, not a fault:
 * it raises nothing.
 *
 * @param verifiedAt ISO 8601 instant of the schedule, or of the admin's order
 */
export async function keepReport(
  order: VerifyOrder,
  { faults, ...looked }: Verification,
  verifiedAt: string,
  { findings, bucket }: ReportStores,
): Promise<VerifyAnswer> {
  const { headHash: askedHeadHash, ...asked } = order;
  const hash = askedHeadHash === undefined ? {} : { askedHeadHash };
  const content = canonicalJson({ verifiedAt, ...asked, ...hash, ...looked, faultCount: faults.length, faults });
  const reportKey = `ledger-reports/${verifiedAt.slice(0, 10)}/${sha256(content).slice(0, 16)}.json`;
  await bucket.write(reportKey, content, 'application/json');
  const byUnit = Map.groupBy(faults, ({ unitId }) => unitId ?? LEDGER_ITSELF);
  for (const [unitId, ofUnit] of byUnit) await findings.notice(describeFaults(unitId, ofUnit, reportKey, verifiedAt));
  if (faults.length > 0) raise('LedgerFaulty', faults.length);
  return { reportKey, ...looked, faultCount: faults.length, faults: faults.slice(0, FAULTS_LISTED) };
}

/** Its id is a function of what is wrong: the same faults, found again the next week, are the same finding. */
function describeFaults(unitId: string, faults: readonly LedgerFault[], reportKey: string, noticedAt: string): Finding {
  const whose = unitId === LEDGER_ITSELF ? 'Sổ trừ điểm' : 'Phần sổ trừ điểm của đơn vị';
  return {
    unitId,
    findingId: `ledger-fault#${digestOf(faults.map(({ message }) => message)).slice(0, 16)}`,
    kind: 'ledger-fault',
    severity: 'alarm',
    state: 'open',
    sourceId: null,
    day: noticedAt.slice(0, 10),
    month: faults[0]?.month ?? null,
    sentence:
      `${whose} có ${faults.length} chỗ không khớp với bản lưu không thể sửa: có thể dữ liệu đã bị sửa, xóa hoặc ` +
      'thêm ngoài hệ thống. Điểm trừ liên quan chưa được coi là đúng cho đến khi quản trị viên đối chiếu xong.',
    evidence: { reportKey, faults: faults.slice(0, FAULTS_IN_FINDING).map(({ message }) => message) },
    noticedAt,
  };
}
