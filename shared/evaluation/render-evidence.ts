import type { Month } from '../calendar/month.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';
import { withoutUnseen } from '../notice/plain-line.ts';
import { OVERDUE_SHARE_RULE, type Rule } from '../policy/rule.ts';
import { csvLine } from '../report/csv-line.ts';
import { formatDay } from '../report/format-vietnamese.ts';
import { keySegment } from '../runtime/bucket.ts';
import { sha256 } from '../runtime/digest.ts';
import { type EvidenceLayout, evidenceLayouts } from './evidence-layouts.ts';
import { explainRejection } from './explain-rejection.ts';
import type { OverdueDossier, UnitMonth, UnknownDossier } from './unit-month.ts';

/** A unit's list of overdue and unknown dossiers, as an object: its key says what it holds. */
export interface Evidence {
  readonly key: string;
  readonly digest: string;
  readonly content: string;
  readonly overdueRows: number;
  readonly unknownRows: number;
}

const outcomeWords: Readonly<Record<OverdueDossier['outcome'], string>> = {
  resolvedOverdue: 'Đã giải quyết quá hạn',
  inProcessOverdue: 'Đang giải quyết, đã quá hạn',
  acceptedLate: 'Đã tiếp nhận, quá hạn tiếp nhận',
  notAccepted: 'Chưa tiếp nhận đến hết kỳ, đã quá hạn tiếp nhận',
};

/**
 * The evidence of a unit's month as CSV for spreadsheets (UTF-8 with BOM, nothing in it runs as a formula), or null
 * where there is nothing to list. Equal rows give equal bytes.
 *
 * @param zone the province's, in which dates are written
 */
export function renderEvidence(
  { overdue, unknown }: Pick<UnitMonth, 'overdue' | 'unknown'>,
  { unitId, month, rule, revision }: { unitId: string; month: Month; rule: Rule; revision: number },
  zone: ZoneOffsets,
): Evidence | null {
  if (overdue.length + unknown.length === 0) return null;
  const layout = evidenceLayouts[rule];
  const headings = ['Nhóm', 'Mã hồ sơ', 'Thủ tục', ...layout.dates, 'Tình trạng/Lý do'];
  const overdueRows = overdue.map((dossier) => overdueRow(dossier, layout, zone));
  const unknownRows = unknown.map((dossier) => unknownRow(dossier, layout, zone));
  const lines = [headings, ...overdueRows, ...unknownRows].map((row) => `${csvLine(row)}\r\n`);
  const content = `\uFEFF${lines.join('')}`;
  const digest = sha256(content);
  const name = `${rule === OVERDUE_SHARE_RULE ? '' : `${rule}-`}r${revision}-${digest.slice(0, 16)}.csv`;
  const key = `evidence/${month}/${keySegment(unitId)}/${name}`;
  return { key, digest, content, overdueRows: overdueRows.length, unknownRows: unknownRows.length };
}

function overdueRow(dossier: OverdueDossier, layout: EvidenceLayout, zone: ZoneOffsets): string[] {
  return [layout.broken, ...factsOf(dossier, layout, zone), outcomeWords[dossier.outcome]];
}

function unknownRow(dossier: UnknownDossier, layout: EvidenceLayout, zone: ZoneOffsets): string[] {
  return ['Chưa rõ', ...factsOf(dossier, layout, zone), explain(dossier.cause)];
}

function factsOf(dossier: OverdueDossier | UnknownDossier, layout: EvidenceLayout, zone: ZoneOffsets): string[] {
  return [
    withoutUnseen(dossier.dossierCode ?? ''),
    withoutUnseen(dossier.procedure ?? ''),
    ...layout.datesOf(dossier).map((instantMs) => (instantMs === null ? '' : formatWallClock(instantMs, zone))),
  ];
}

function explain(cause: UnknownDossier['cause']): string {
  switch (cause.kind) {
    case 'no-due-date':
      return 'Không có ngày hẹn trả';
    case 'unclear-submission':
      return 'Không rõ thời điểm nộp hoặc hình thức nộp';
    case 'rejected':
      return `Hàng dữ liệu thứ ${cause.row} bị loại: ${explainRejection(cause.reason)}`;
    case 'vanished':
      return `Không còn trong dữ liệu, thấy lần cuối ngày ${formatDay(cause.lastSeenOn)}`;
  }
}

/** dd/MM/yyyy HH:mm */
export function formatWallClock(instantMs: number, zone: ZoneOffsets): string {
  const wallClock = new Date(instantMs + zone.offsetMsAt(instantMs)).toISOString();
  return `${formatDay(wallClock.slice(0, 10))} ${wallClock.slice(11, 16)}`;
}
