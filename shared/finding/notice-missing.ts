import { dayOfNumber } from '../calendar/day.ts';
import { formatDay } from '../report/format-vietnamese.ts';
import type { MissingCause, MissingEntry } from '../snapshot/comparison.ts';
import { isOpenKind, type StateEntry } from '../snapshot/state.ts';
import type { Comparison } from './compared-day.ts';
import { dossierFinding } from './dossier-finding.ts';
import type { Finding } from './finding.ts';

/**
 * A dossier that was counted and is missing now. Null where there is nothing to tell of it by itself: its row is merely
 * unreadable, or it ended so long ago that no month can change by it.
 */
export function noticeMissing(missing: MissingEntry, why: MissingCause, comparison: Comparison): Finding | null {
  const { unitId, dossierCode, lastSeenDayNumber } = missing;
  if (why === 'unreadable' || unitId === null || dossierCode === null || lastSeenDayNumber === null) return null;
  const lastSeenOn = dayOfNumber(lastSeenDayNumber);
  const kind = missingKind(missing, why);
  const state = isOpenKind(missing.kind) ? 'đang giải quyết' : 'đã kết thúc';
  const what = why === 'outside' ? 'chuyển sang trạng thái không được tính' : 'không còn';
  const sentence = `Hồ sơ ${dossierCode} ${state} ngày ${formatDay(lastSeenOn)} nhưng ${what} trong dữ liệu ngày ${formatDay(comparison.day)}.`;
  const noticed = { unitId, dossierCode, procedureCode: null, sentence, evidence: { lastSeenOn } };
  return dossierFinding({ ...noticed, kind, severity: 'warning' }, comparison);
}

function missingKind({ kind }: StateEntry, why: MissingCause): Finding['kind'] {
  if (why === 'outside') return 'no-longer-counted';
  return isOpenKind(kind) ? 'vanished-while-open' : 'vanished-after-end';
}
