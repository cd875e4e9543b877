import { type Day, dayNumber } from '../calendar/day.ts';
import type { Month } from '../calendar/month.ts';
import { dayAt } from '../calendar/zone.ts';
import type { Evaluation, Ground } from '../evaluation/evaluation.ts';
import { balanceOf } from '../ledger/balance-of.ts';
import type { DeductionState } from '../ledger/deduction.ts';
import { deductionsOf } from '../ledger/deductions-of.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';

/** An entry as a unit's yearly statement shows it. */
export interface StatementEvent {
  readonly entry: LedgerEntry;
  /** Of its recording, in the province's time zone. */
  readonly day: Day;
  /** The list of dossiers on which it rests. */
  readonly evidence: Ground | null;
}

/** A deduction of a month by a rule, with its events in the order in which they were entered. */
export interface StatementDeduction {
  readonly month: Month;
  readonly rule: string;
  readonly state: DeductionState;
  readonly takenHundredths: number;
  readonly events: readonly StatementEvent[];
}

/** An object that proves a part of the account. */
export interface StatementGround extends Ground {
  readonly month: Month;
  readonly revision: number;
  readonly kind: 'evidence' | 'manifest' | 'registry' | 'canonical';
}

/** A unit's account of a year. */
export interface Statement {
  readonly unitId: string;
  readonly unitName: string;
  readonly year: string;
  readonly balanceHundredths: number;
  /** The hash of its last entry, which stands for all of them; null for an account without entries. */
  readonly headHash: string | null;
  readonly deductions: readonly StatementDeduction[];
  readonly grounds: readonly StatementGround[];
}

export interface StatementFacts extends Pick<Statement, 'unitId' | 'unitName' | 'year'> {
  /** All of the account, by sequence. */
  readonly entries: readonly LedgerEntry[];
  /** Those that the entries name, as far as they are there. */
  readonly evaluations: readonly Evaluation[];
  /** The province's. */
  readonly timeZone: string;
}

export function summariseAccount({ entries, evaluations, timeZone, ...unit }: StatementFacts): Statement {
  const evaluationOf = new Map(evaluations.map((evaluation) => [nameOf(evaluation), evaluation]));
  const eventOf = (entry: LedgerEntry): StatementEvent => ({
    entry,
    day: dayAt(Date.parse(entry.recordedAt), timeZone),
    evidence: evaluationOf.get(nameOf(entry))?.evidence ?? null,
  });
  return {
    ...unit,
    balanceHundredths: balanceOf(entries),
    headHash: entries.at(-1)?.hash ?? null,
    deductions: deductionsOf(entries).map(({ month, rule, state, takenHundredths, entries: ofDeduction }) => ({
      month,
      rule,
      state,
      takenHundredths,
      events: ofDeduction.map(eventOf),
    })),
    grounds: evaluations.toSorted(byMonthAndRevision).flatMap(groundsOf),
  };
}

function nameOf({ month, rule, revision }: Pick<LedgerEntry, 'month' | 'rule' | 'revision'>): string {
  return `${month}#${rule}#${revision}`;
}

function byMonthAndRevision(one: Evaluation, other: Evaluation): number {
  return dayNumber(`${one.month}-01`) - dayNumber(`${other.month}-01`) || one.revision - other.revision;
}

function groundsOf({ month, revision, evidence, manifest, registry, governing }: Evaluation): StatementGround[] {
  const canonical = governing && { key: governing.canonicalKey, digest: governing.canonicalDigest };
  const named = [
    ['evidence', evidence],
    ['manifest', manifest],
    ['canonical', canonical],
    ['registry', registry],
  ] as const;
  return named.flatMap(([kind, ground]) =>
    ground === null ? [] : [{ month, revision, kind, key: ground.key, digest: ground.digest }],
  );
}
