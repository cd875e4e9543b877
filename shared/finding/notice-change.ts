import type { Day } from '../calendar/day.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { formatDay, formatInstant } from '../report/format-vietnamese.ts';
import type { StateEntry } from '../snapshot/state.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import type { Finding } from './finding.ts';

/** The two snapshots that are compared. */
export interface Comparison {
  readonly sourceId: string;
  readonly day: Day;
  /** The instant up to which the day before shows everything; epoch milliseconds. */
  readonly priorAsOfMs: number;
  readonly noticedAt: string;
  /** The province's time zone, in which sentences tell the time. */
  readonly timeZone: string;
}

/** What is odd in how a dossier changed from one snapshot to the next. For people to look at: lawful reasons exist. */
export function noticeChange(dossier: Dossier, before: StateEntry, comparison: Comparison): Finding[] {
  const wasOpen = before.kind === 'open' || before.kind === 'paused';
  if (!wasOpen) return [];
  const findings: Finding[] = [];
  const { priorAsOfMs, timeZone } = comparison;
  const clock = (instantMs: number) => formatInstant(new Date(instantMs).toISOString(), timeZone);
  const hadPassed = before.dueAtMs < priorAsOfMs;
  if (hadPassed && dossier.dueAtMs !== null && dossier.dueAtMs > before.dueAtMs) {
    const from = clock(before.dueAtMs);
    const to = clock(dossier.dueAtMs);
    const sentence = `Hồ sơ ${dossier.dossierCode} đã quá hạn (${from}) thì ngày hẹn trả được sửa thành ${to}.`;
    findings.push(findingOf('due-date-moved-after-it-passed', dossier, comparison, sentence, { from, to }));
  }
  if (dossier.completedAtMs !== null && isBackdated(dossier, priorAsOfMs)) {
    const completedAt = clock(dossier.completedAtMs);
    const seenOpenAt = clock(priorAsOfMs);
    const sentence = `Hồ sơ ${dossier.dossierCode} ghi kết thúc xử lý lúc ${completedAt}, nhưng dữ liệu đến ${seenOpenAt} vẫn cho thấy đang giải quyết.`;
    const evidence = { completedAt, seenOpenAt };
    findings.push(findingOf('completed-before-seen-open', dossier, comparison, sentence, evidence));
  }
  return findings;
}

/** A completion that the source states, dated before an instant at which the dossier was seen open. */
function isBackdated({ statusClass, completedAtMs, flags }: Dossier, priorAsOfMs: number): boolean {
  const isStated = !flags.includes('completion-from-first-day-seen-ended');
  return hasEnded(statusClass) && isStated && completedAtMs !== null && completedAtMs < priorAsOfMs;
}

/** An open dossier that is no longer in the source's file. */
export function noticeVanished(vanished: StateEntry, lastSeenOn: Day, comparison: Comparison): Finding | null {
  if (vanished.unitId === null || vanished.dossierCode === null) return null;
  const dossier = { dossierCode: vanished.dossierCode, unitId: vanished.unitId };
  const seen = formatDay(lastSeenOn);
  const sentence = `Hồ sơ ${dossier.dossierCode} đang giải quyết ngày ${seen} nhưng không còn trong dữ liệu ngày ${formatDay(comparison.day)}.`;
  return findingOf('vanished-while-open', dossier, comparison, sentence, { lastSeenOn });
}

function findingOf(
  kind: Finding['kind'],
  { dossierCode, unitId }: Pick<Dossier, 'dossierCode' | 'unitId'>,
  { sourceId, day, noticedAt }: Comparison,
  sentence: string,
  evidence: Finding['evidence'],
): Finding {
  return {
    unitId,
    findingId: `${kind}#${sourceId}#${dossierCode}#${day}`,
    kind,
    severity: 'warning',
    state: 'open',
    sourceId,
    day,
    month: null,
    sentence,
    evidence: { dossierCode, ...evidence },
    noticedAt,
  };
}
