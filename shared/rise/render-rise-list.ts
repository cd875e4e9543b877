import type { Month } from '../calendar/month.ts';
import type { ZoneOffsets } from '../calendar/zone.ts';
import { formatWallClock } from '../evaluation/render-evidence.ts';
import type { OverdueDossier } from '../evaluation/unit-month.ts';
import { withoutUnseen } from '../notice/plain-line.ts';
import { csvLine } from '../report/csv-line.ts';
import { formatCount } from '../report/format-vietnamese.ts';
import { keySegment } from '../runtime/bucket.ts';
import { sha256 } from '../runtime/digest.ts';
import { isReceivedFrom } from './overdue-month.ts';
import type { RiseList } from './rise.ts';

/** A list is read by people; of a unit with more the total is said. */
export const MOST_DOSSIERS_LISTED = 5000;
const NAMING_DIGITS = 16;

const headings = [
  'Mã hồ sơ',
  'Thủ tục',
  'Ngày tiếp nhận',
  'Ngày hẹn trả',
  'Ngày kết thúc xử lý',
  'Kỳ tiếp nhận',
  'So với tháng trước',
];

export interface RenderedList extends RiseList {
  readonly content: string;
}

/**
 * A unit's overdue dossiers of a month as CSV for spreadsheets: those that were not overdue in the month before first,
 * since a rise is made of them. Equal dossiers give equal bytes.
 *
 * @param overdue by code
 * @param overdueBefore the codes of those overdue in the month before
 * @param startMs when the month's period began: received from then on, or carried over
 * @param zone the province's, in which dates are written
 */
export function renderRiseList(
  overdue: readonly OverdueDossier[],
  overdueBefore: ReadonlySet<string>,
  { unitId, month, startMs, zone }: { unitId: string; month: Month; startMs: number; zone: ZoneOffsets },
): RenderedList {
  const isOld = ({ dossierCode }: OverdueDossier) => overdueBefore.has(dossierCode);
  const inOrder = [...overdue.filter((dossier) => !isOld(dossier)), ...overdue.filter(isOld)];
  const listed = inOrder.slice(0, MOST_DOSSIERS_LISTED);
  const rows = listed.map((dossier) => rowOf(dossier, isOld(dossier), startMs, zone));
  const left = inOrder.length - listed.length;
  const rest = left === 0 ? [] : [[`Và ${formatCount(left)} hồ sơ quá hạn khác không liệt kê ở đây`]];
  const content = `\uFEFF${[headings, ...rows, ...rest].map((row) => `${csvLine(row)}\r\n`).join('')}`;
  const name = `rise-${sha256(content).slice(0, NAMING_DIGITS)}.csv`;
  const key = `evidence/${month}/${keySegment(unitId)}/${name}`;
  return { key, listed: listed.length, total: inOrder.length, content };
}

function rowOf(dossier: OverdueDossier, isOld: boolean, startMs: number, zone: ZoneOffsets): string[] {
  const { dossierCode, procedure, receivedAtMs, dueAtMs, completedAtMs } = dossier;
  const written = (instantMs: number | null) => (instantMs === null ? '' : formatWallClock(instantMs, zone));
  return [
    withoutUnseen(dossierCode),
    withoutUnseen(procedure ?? ''),
    written(receivedAtMs),
    written(dueAtMs),
    written(completedAtMs),
    isReceivedFrom(startMs, dossier) ? 'Tiếp nhận trong kỳ' : 'Kỳ trước chuyển sang',
    isOld ? 'Đã quá hạn từ tháng trước' : 'Mới quá hạn',
  ];
}
