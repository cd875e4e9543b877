import { dayAt } from '../calendar/zone.ts';
import { isCounted } from '../ledger/balance-of.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { actorWords } from './actor-words.ts';
import { formatDay, formatPoints } from './format-vietnamese.ts';
import { ledgerEventWords } from './words.ts';

/** One entry of an account, ready to be read. */
export interface EventLine {
  readonly sequence: number;
  /** `3/2020` */
  readonly number: string;
  /** When it happened: the mail was taken, the explanation came in, somebody decided; else when it was entered. */
  readonly day: string;
  readonly event: string;
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

/** @param timeZone the province's */
export function eventLine(entry: LedgerEntry, timeZone: string): EventLine {
  const { sequence, year, event, pointsHundredths, actor, reason, explanation, reference, explainBy } = entry;
  const day = entry.happenedOn ?? dayAt(Date.parse(entry.recordedAt), timeZone);
  return {
    sequence,
    number: `${sequence}/${year}`,
    day: formatDay(day),
    event: ledgerEventWords[event],
    points: isCounted(event) ? signedPoints(pointsHundredths) : null,
    proposed: event === 'proposed' ? formatPoints(pointsHundredths) : null,
    actor: actorWords(actor),
    reason,
    explanation,
    reference,
    explainBy: explainBy === null ? null : formatDay(explainBy),
  };
}

/** Hundredths taken off: 50 -> `+0,5`, -50 -> `−0,5`, 0 -> `0`. */
export function signedPoints(pointsHundredths: number): string {
  return pointsHundredths > 0 ? `+${formatPoints(pointsHundredths)}` : formatPoints(pointsHundredths);
}
