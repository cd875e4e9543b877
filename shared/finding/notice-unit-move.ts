import type { Dossier } from '../dossier/dossier.ts';
import { type Comparison, clock, hadPassed, type SeenBefore } from './compared-day.ts';
import { dossierFinding } from './dossier-finding.ts';
import type { Finding } from './finding.ts';

/**
 * An overdue dossier that came under another unit, put to the unit that it left: the lateness arose there. Mergers, splits
 * and codes that have come to stand for another unit are no such thing.
 */
export function noticeUnitMove(now: Dossier, before: SeenBefore, comparison: Comparison): Finding[] {
  const { registry } = comparison;
  const wasOverdue = before.statusClass === 'open' && hadPassed(before);
  if (!wasOverdue || now.unitId === before.unitId || registry.isSuccession(before.unitId, now.unitId)) return [];
  const dueAt = clock(before.dueAtMs, comparison);
  const [from, to] = [registry.nameOf(before.unitId), registry.nameOf(now.unitId)];
  const sentence = `Hồ sơ ${now.dossierCode} đã quá hạn (${dueAt}) ở ${from} thì được chuyển sang ${to}; cần làm rõ lý do.`;
  const evidence = { dueAt, fromUnitId: before.unitId, toUnitId: now.unitId };
  const { unitId } = before;
  const kind = 'moved-while-overdue';
  return [dossierFinding({ ...now, unitId, kind, severity: 'warning', sentence, evidence }, comparison)];
}
