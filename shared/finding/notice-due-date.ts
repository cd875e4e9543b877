import type { Dossier } from '../dossier/dossier.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import { type Comparison, clock, hadPassed, type SeenBefore, wasNearDue } from './compared-day.ts';
import { dossierFinding } from './dossier-finding.ts';
import type { Finding } from './finding.ts';

/** The due date of a dossier that was open was set later after it had passed. */
export function noticeDueDateMoved(now: Dossier, before: SeenBefore, comparison: Comparison): Finding[] {
  const isLater = now.dueAtMs !== null && now.dueAtMs > before.dueAtMs;
  if (hasEnded(before.statusClass) || !hadPassed(before) || now.dueAtMs === null || !isLater) return [];
  const from = clock(before.dueAtMs, comparison);
  const to = clock(now.dueAtMs, comparison);
  const kind = 'due-date-moved-after-it-passed';
  const sentence = `Hồ sơ ${now.dossierCode} đã quá hạn (${from}) thì ngày hẹn trả được sửa thành ${to}.`;
  return [dossierFinding({ ...now, kind, severity: 'warning', sentence, evidence: { from, to } }, comparison)];
}

/** The due date of a dossier was taken away that had passed, or was near: without one nobody can say that it is late. */
export function noticeDueDateRemoved(now: Dossier, before: SeenBefore, comparison: Comparison): Finding[] {
  if (now.dueAtMs !== null || Number.isNaN(before.dueAtMs) || !mattered(before, comparison)) return [];
  const dueAt = clock(before.dueAtMs, comparison);
  const seenOn = clock(before.seenAsOfMs, comparison);
  const sentence = `Hồ sơ ${now.dossierCode} có hạn trả ${dueAt} trong dữ liệu đến ${seenOn}, nay không còn ghi hạn trả; cần làm rõ lý do.`;
  const evidence = { dueAt, seenAt: seenOn };
  return [dossierFinding({ ...now, kind: 'due-date-removed', severity: 'warning', sentence, evidence }, comparison)];
}

/** Of an ended dossier only where it had ended late. */
function mattered(before: SeenBefore, comparison: Comparison): boolean {
  if (hasEnded(before.statusClass)) return before.completedAtMs > before.dueAtMs;
  return hadPassed(before) || wasNearDue(before, comparison);
}
