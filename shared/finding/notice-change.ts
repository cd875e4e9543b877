import { type Day, dayOfNumber } from '../calendar/day.ts';
import type { Dossier } from '../dossier/dossier.ts';
import { formatDay, formatInstant } from '../report/format-vietnamese.ts';
import type { MissingCause, MissingEntry } from '../snapshot/comparison.ts';
import { isOpenKind, type StateEntry } from '../snapshot/state.ts';
import { hasEnded } from '../tally/count-dossier.ts';
import type { Finding } from './finding.ts';

/** The two snapshots that are compared. */
export interface Comparison {
  readonly sourceId: string;
  readonly day: Day;
  /** The instant up to which a day's snapshot shows everything; epoch milliseconds. */
  readonly asOfMs: (day: Day) => number;
  /** The nearest earlier day with a snapshot. */
  readonly priorDay: Day;
  readonly noticedAt: string;
  /** The province's time zone, in which sentences tell the time. */
  readonly timeZone: string;
}

/** What is odd in how a dossier changed from one snapshot to the next. For people to look at: lawful reasons exist. */
export function noticeChange(dossier: Dossier, before: StateEntry, comparison: Comparison): Finding[] {
  if (!isOpenKind(before.kind)) return [];
  const findings: Finding[] = [];
  const { timeZone } = comparison;
  const lastSeenOn = before.lastSeenDayNumber === null ? comparison.priorDay : dayOfNumber(before.lastSeenDayNumber);
  const seenAsOfMs = comparison.asOfMs(lastSeenOn);
  const clock = (instantMs: number) => formatInstant(new Date(instantMs).toISOString(), timeZone);
  const hadPassed = before.dueAtMs < seenAsOfMs;
  if (hadPassed && dossier.dueAtMs !== null && dossier.dueAtMs > before.dueAtMs) {
    const from = clock(before.dueAtMs);
    const to = clock(dossier.dueAtMs);
    const sentence = `Hồ sơ ${dossier.dossierCode} đã quá hạn (${from}) thì ngày hẹn trả được sửa thành ${to}.`;
    findings.push(findingOf('due-date-moved-after-it-passed', dossier, comparison, sentence, { from, to }));
  }
  if (dossier.completedAtMs !== null && isBackdated(dossier, seenAsOfMs)) {
    const completedAt = clock(dossier.completedAtMs);
    const seenOpenAt = clock(seenAsOfMs);
    const sentence = `Hồ sơ ${dossier.dossierCode} ghi kết thúc xử lý lúc ${completedAt}, nhưng dữ liệu đến ${seenOpenAt} vẫn cho thấy đang giải quyết.`;
    const evidence = { completedAt, seenOpenAt };
    findings.push(findingOf('completed-before-seen-open', dossier, comparison, sentence, evidence));
  }
  return findings;
}

/** A completion that the source states, dated before an instant at which the dossier was seen open. */
function isBackdated({ statusClass, completedAtMs, flags }: Dossier, seenAsOfMs: number): boolean {
  const isStated = !flags.includes('completion-from-first-day-seen-ended');
  return hasEnded(statusClass) && isStated && completedAtMs !== null && completedAtMs < seenAsOfMs;
}

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
  return findingOf(kind, { dossierCode, unitId }, comparison, sentence, { lastSeenOn });
}

function missingKind({ kind }: StateEntry, why: MissingCause): Finding['kind'] {
  if (why === 'outside') return 'no-longer-counted';
  return isOpenKind(kind) ? 'vanished-while-open' : 'vanished-after-end';
}

/** Of a dossier that is missing the state keeps no procedure. */
type NoticedDossier = Pick<Dossier, 'dossierCode' | 'unitId'> & Partial<Pick<Dossier, 'procedureCode'>>;

function findingOf(
  kind: Finding['kind'],
  { dossierCode, unitId, procedureCode = null }: NoticedDossier,
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
    evidence: { dossierCode, ...(procedureCode !== null && { procedureCode }), ...evidence },
    noticedAt,
  };
}
