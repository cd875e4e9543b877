import type { Dossier, StatusClass } from '../dossier/dossier.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import { type Comparison, clock, type SeenBefore } from './compared-day.ts';
import { dossierFinding } from './dossier-finding.ts';
import type { Finding } from './finding.ts';

const words: Readonly<Record<StatusClass, string>> = {
  'not-counted': 'không được tính',
  open: 'đang giải quyết',
  paused: 'tạm dừng',
  returned: 'đã rút hoặc trả lại',
  completed: 'đã kết thúc',
};

/** A dossier that was seen ended is open or paused again. One that is no longer counted at all is told of as missing. */
export function noticeStatusWentBack(now: Dossier, before: SeenBefore, comparison: Comparison): Finding[] {
  if (!hasEnded(before.statusClass) || hasEnded(now.statusClass)) return [];
  const [from, to] = [words[before.statusClass], words[now.statusClass]];
  const completedAt = clock(before.completedAtMs, comparison);
  const sentence = `Hồ sơ ${now.dossierCode} ${from} (${completedAt}) nhưng nay được ghi là ${to}; cần làm rõ lý do mở lại.`;
  const evidence = { from, to, completedAt };
  return [dossierFinding({ ...now, kind: 'status-went-back', severity: 'warning', sentence, evidence }, comparison)];
}
