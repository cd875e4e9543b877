import type { Dossier } from '../dossier/dossier.ts';
import { type Comparison, clock, type SeenBefore } from './compared-day.ts';
import { dossierFinding } from './dossier-finding.ts';
import type { Finding } from './finding.ts';

/**
 * Dates that cannot be right: due, or ended, before it was received. Nearly always a slip, so that it is for information;
 * once, when it comes up, and not of what a source's first file brings along.
 */
export function noticeOddDates(now: Dossier, before: SeenBefore | null, comparison: Comparison): Finding[] {
  if (now.flags.length === 0 || (before === null && comparison.isFirst)) return [];
  const { dossierCode, receivedAtMs, dueAtMs, completedAtMs, flags } = now;
  const receivedAt = clock(receivedAtMs, comparison);
  const findings: Finding[] = [];
  const wasDueBefore = before !== null && before.dueAtMs < before.receivedAtMs;
  if (flags.includes('due-before-received') && dueAtMs !== null && !wasDueBefore) {
    const dueAt = clock(dueAtMs, comparison);
    const sentence = `Hồ sơ ${dossierCode} ghi hạn trả ${dueAt}, trước lúc tiếp nhận ${receivedAt}; cần kiểm tra lại ngày.`;
    const evidence = { dueAt, receivedAt };
    findings.push(
      dossierFinding({ ...now, kind: 'due-before-received', severity: 'info', sentence, evidence }, comparison),
    );
  }
  const wasEndedBefore = before !== null && before.completedAtMs < before.receivedAtMs;
  if (flags.includes('completed-before-received') && completedAtMs !== null && !wasEndedBefore) {
    const completedAt = clock(completedAtMs, comparison);
    const sentence = `Hồ sơ ${dossierCode} ghi kết thúc xử lý lúc ${completedAt}, trước lúc tiếp nhận ${receivedAt}; cần kiểm tra lại ngày.`;
    const evidence = { completedAt, receivedAt };
    findings.push(
      dossierFinding({ ...now, kind: 'completed-before-received', severity: 'info', sentence, evidence }, comparison),
    );
  }
  return findings;
}
