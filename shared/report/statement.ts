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
  /** Whether somebody puts points back on that were withdrawn or reversed before. */
  readonly isReinstatement: boolean;
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
  const eventOf = (entry: LedgerEntry, at: number, ofDeduction: readonly LedgerEntry[]): StatementEvent => ({
    entry,
    day: dayAt(Date.parse(entry.recordedAt), timeZone),
    isReinstatement: isReinstatement(entry, ofDeduction.slice(0, at)),
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
    grounds: [
      ...evaluations.toSorted(byMonthAndRevision).flatMap(groundsOf),
      ...manifestsWithout(entries, evaluations),
    ],
  };
}

/**
 * A re-evaluation adjusts only what is confirmed: what it took back itself it proposes or confirms anew, and it does not
 * overrule a person. So what adjusts a deduction that was taken back is a person's decision.
 *
 * @param before the deduction's entries before it
 */
function isReinstatement({ event }: LedgerEntry, before: readonly LedgerEntry[]): boolean {
  const decided = before.findLast((entry) => entry.event !== 'explained' && entry.event !== 'notified');
  return event === 'adjusted' && (decided?.event === 'withdrawn' || decided?.event === 'reversed');
}

/** The manifests that entries name whose evaluations are not there to name them. */
function manifestsWithout(entries: readonly LedgerEntry[], evaluations: readonly Evaluation[]): StatementGround[] {
  const found = new Set(evaluations.map(nameOf));
  const first = new Map(entries.toReversed().map((entry) => [nameOf(entry), entry]));
  return [...first.values()]
    .toReversed()
    .flatMap(({ month, revision, manifest, ...entry }) =>
      manifest === null || found.has(nameOf({ month, revision, ...entry }))
        ? []
        : [{ month, revision, kind: 'manifest' as const, ...manifest }],
    );
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
