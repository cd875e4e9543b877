import type { Dossier } from '../dossier/dossier.ts';
import { formatDay } from '../report/format-vietnamese.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import { type Comparison, clock, type SeenBefore } from './compared-day.ts';
import { dossierFinding } from './dossier-finding.ts';
import type { Finding } from './finding.ts';

/** A completion that the source states, dated before an instant at which the dossier was seen open. */
export function noticeBackdated(now: Dossier, before: SeenBefore, comparison: Comparison): Finding[] {
  const { statusClass, completedAtMs } = now;
  if (hasEnded(before.statusClass) || !hasEnded(statusClass) || isWithoutDate(now)) return [];
  if (completedAtMs === null || completedAtMs >= before.seenAsOfMs) return [];
  const completedAt = clock(completedAtMs, comparison);
  const seenOpenAt = clock(before.seenAsOfMs, comparison);
  const kind = 'completed-before-seen-open';
  const sentence = `Hồ sơ ${now.dossierCode} ghi kết thúc xử lý lúc ${completedAt}, nhưng dữ liệu đến ${seenOpenAt} vẫn cho thấy đang giải quyết.`;
  const evidence = { completedAt, seenOpenAt };
  return [dossierFinding({ ...now, kind, severity: 'warning', sentence, evidence }, comparison)];
}

/**
 * A dossier that was seen to have ended late, and that by other dates or another status is no longer late. Where the due
 * date is gone altogether, that is told of by itself.
 */
export function noticeLateMadeTimely(now: Dossier, before: SeenBefore, comparison: Comparison): Finding[] {
  const wasLate = before.statusClass === 'completed' && before.completedAtMs > before.dueAtMs;
  const { completedAtMs, dueAtMs, statusClass } = now;
  if (!wasLate || !hasEnded(statusClass) || completedAtMs === null || dueAtMs === null) return [];
  if (statusClass === 'completed' && completedAtMs > dueAtMs) return [];
  const [completedFrom, dueFrom] = [clock(before.completedAtMs, comparison), clock(before.dueAtMs, comparison)];
  const [completedTo, dueTo] = [clock(completedAtMs, comparison), clock(dueAtMs, comparison)];
  const what =
    statusClass === 'returned'
      ? 'nay được ghi là đã rút hoặc trả lại'
      : `nay được ghi là kết thúc lúc ${completedTo}, hạn trả ${dueTo}`;
  const sentence = `Hồ sơ ${now.dossierCode} đã kết thúc lúc ${completedFrom}, sau hạn trả ${dueFrom}, ${what} nên không còn quá hạn; cần làm rõ lý do sửa.`;
  const evidence = { completedFrom, completedTo, dueFrom, dueTo, statusTo: statusClass };
  return [dossierFinding({ ...now, kind: 'late-made-timely', severity: 'warning', sentence, evidence }, comparison)];
}

/**
 * A dossier that is first seen ended, and whose end nobody stated: the rules then take the day of the file for it. That a
 * withdrawn or returned one has no end is usual, and costs nothing.
 */
export function noticeWithoutDate(now: Dossier, before: SeenBefore | null, comparison: Comparison): Finding[] {
  const isFirstSeenEnded = before === null ? !comparison.isFirst : !hasEnded(before.statusClass);
  if (!comparison.statesCompletion || !isFirstSeenEnded || !isWithoutDate(now) || now.statusClass !== 'completed') {
    return [];
  }
  const takenFor = formatDay(comparison.day);
  const sentence = `Hồ sơ ${now.dossierCode} được ghi là đã kết thúc nhưng không có ngày kết thúc xử lý, nên tạm tính theo ngày đầu tiên dữ liệu cho thấy đã kết thúc (${takenFor}); cần bổ sung ngày kết thúc.`;
  const evidence = { takenFor };
  return [dossierFinding({ ...now, kind: 'ended-without-date', severity: 'warning', sentence, evidence }, comparison)];
}

function isWithoutDate({ flags }: Dossier): boolean {
  return flags.includes('completion-from-first-day-seen-ended');
}
