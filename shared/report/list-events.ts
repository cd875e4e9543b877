import { dayAt } from '../calendar/zone.ts';
import { isCounted } from '../ledger/balance-of.ts';
import { findDeduction } from '../ledger/deductions-of.ts';
import type { LedgerEntry, LedgerEvent } from '../ledger/ledger-entry.ts';
import { actorWords } from './actor-words.ts';
import { formatDay, formatPoints } from './format-vietnamese.ts';
import { ledgerEventWords } from './words.ts';

/** One entry of an account, ready to be read. */
export interface EventLine {
  readonly sequence: number;
  /** `3/2020` */
  readonly number: string;
  /** When it was entered, by which a chained book stands in order. */
  readonly day: string;
  readonly event: string;
  /** A sentence on when it happened: the mail was taken, the explanation came in. Null: on the day of the entry. */
  readonly happened: string | null;
  /** `+0,5` takes off, `−0,5` gives back; null: it changes no balance. */
  readonly points: string | null;
  /** What a proposal would take: `0,5`. */
  readonly proposed: string | null;
  readonly actor: string;
  readonly reason: string;
  /** What the unit says. */
  readonly explanation: string | null;
  /** The number of a document, or the id of a notice. */
  readonly reference: string | null;
  readonly explainBy: string | null;
}

/**
 * @param entries of one account, by sequence: all of a year, or all of a deduction
 * @param timeZone the province's
 */
export function listEvents(entries: readonly LedgerEntry[], timeZone: string): EventLine[] {
  return entries.map((entry) => eventLine(entry, wordsFor(entry, entries), timeZone));
}

function eventLine(entry: LedgerEntry, words: string, timeZone: string): EventLine {
  const { sequence, year, event, pointsHundredths, actor, reason, explanation, reference, explainBy } = entry;
  return {
    sequence,
    number: `${sequence}/${year}`,
    day: formatDay(enteredOn(entry, timeZone)),
    event: words,
    happened: happenedEarlier(entry, timeZone),
    points: isCounted(event) ? signedPoints(pointsHundredths) : null,
    proposed: event === 'proposed' ? formatPoints(pointsHundredths) : null,
    actor: actorWords(actor),
    reason,
    explanation,
    reference,
    explainBy: explainBy === null ? null : formatDay(explainBy),
  };
}

function wordsFor(entry: LedgerEntry, entries: readonly LedgerEntry[]): string {
  return isReinstating(entry, entries) ? 'Khôi phục trừ điểm' : ledgerEventWords[entry.event];
}

/** Whether an adjustment puts points on again that a person had taken back. */
export function isReinstating(entry: LedgerEntry, entries: readonly LedgerEntry[]): boolean {
  if (entry.event !== 'adjusted') return false;
  const before = entries.filter(({ sequence }) => sequence < entry.sequence);
  return findDeduction(before, entry)?.takenBackBy === 'person';
}

function enteredOn({ recordedAt }: LedgerEntry, timeZone: string) {
  return dayAt(Date.parse(recordedAt), timeZone);
}

const happenedWords: Readonly<Partial<Record<LedgerEvent, string>>> = {
  notified: 'Thư được tiếp nhận ngày',
  explained: 'Nhận ngày',
};

function happenedEarlier(entry: LedgerEntry, timeZone: string): string | null {
  const { happenedOn, event } = entry;
  if (happenedOn === null || happenedOn === enteredOn(entry, timeZone)) return null;
  return `${happenedWords[event] ?? 'Thực hiện ngày'} ${formatDay(happenedOn)}.`;
}

/** Hundredths taken off: 50 -> `+0,5`, -50 -> `−0,5`, 0 -> `0`. */
export function signedPoints(pointsHundredths: number): string {
  return pointsHundredths > 0 ? `+${formatPoints(pointsHundredths)}` : formatPoints(pointsHundredths);
}
