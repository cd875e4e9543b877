import type { Month } from '../calendar/month.ts';
import { type Approvals, approvalOf } from '../evaluation/approval.ts';
import type { Evaluation, Ground, Verdict } from '../evaluation/evaluation.ts';
import { latestRevisions } from '../evaluation/latest-revisions.ts';
import type { Rule } from '../policy/rule.ts';
import { type Tier, tierSchema } from '../unit/unit.ts';
import { accountOf } from './append-entry.ts';
import { balanceOf } from './balance-of.ts';
import { isOpen } from './deduction.ts';
import { deductionsOf } from './deductions-of.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { Occasion, Proposed, TierFigures } from './month-figures.ts';
import type { MonthHead } from './month-head.ts';
import { nextConsequence } from './plan-consequences.ts';

/** A unit's month that is to be judged by a rule. */
export interface DueUnit {
  readonly unitId: string;
  readonly rule: Rule;
}

/** Whether every unit due is judged, and nothing of it is a draft. A month of which nothing is due has no head. */
export function isMonthComplete(
  due: readonly DueUnit[],
  latest: readonly Evaluation[],
  isDraft: (evaluation: Evaluation) => boolean,
): boolean {
  const judged = new Set(latest.map(({ unitId, rule }) => `${rule}#${unitId}`));
  return due.length > 0 && due.every(({ unitId, rule }) => judged.has(`${rule}#${unitId}`)) && !latest.some(isDraft);
}

/** Whether all that the evaluations bring is in the ledger: a run that died may have left something to be made up for. */
export function isEntered(
  latest: readonly Evaluation[],
  approvals: Approvals,
  entries: readonly LedgerEntry[],
): boolean {
  const byAccount = Map.groupBy(entries, ({ account }) => account);
  return latest.every((evaluation) => {
    const ofAccount = byAccount.get(accountOf(evaluation.unitId, evaluation.month)) ?? [];
    return nextConsequence(ofAccount, evaluation, approvalOf(evaluation, approvals)) === null;
  });
}

/** What a head is made of. */
export interface HeadFacts {
  readonly month: Month;
  readonly number: number;
  /** Null for the first one. */
  readonly occasion: Occasion | null;
  readonly previous: Ground | null;
  /** Any revisions of the month; the latest count. */
  readonly evaluations: readonly Evaluation[];
  /** All entries of the year's accounts, each account by sequence. */
  readonly entries: readonly LedgerEntry[];
  readonly recordedAt: string;
}

/** The head of a month. The same facts give the same bytes, in whatever order they come. */
export function draftMonthHead(facts: HeadFacts): MonthHead {
  const { month, number, occasion, previous, evaluations, entries, recordedAt } = facts;
  const latest = inOrderOfUnits(latestRevisions(evaluations));
  const proposed = proposedIn(month, entries);
  return {
    month,
    number,
    ...(occasion !== null && { occasion }),
    ...(proposed !== null && { proposed }),
    previous,
    ...figuresOf(
      latest,
      entries.filter((entry) => entry.month === month),
    ),
    evaluations: latest.map(({ unitId, rule, revision, verdict, digest }) => ({
      unitId,
      rule,
      revision,
      verdict,
      digest,
    })),
    accounts: accountHeads(entries),
    recordedAt,
  };
}

/** Whether a head stands on just these latest evaluations. */
export function isHeadOf(head: MonthHead, evaluations: readonly Evaluation[]): boolean {
  const digests = (list: readonly { digest: string }[]) => list.map(({ digest }) => digest).toSorted();
  return digests(head.evaluations).join() === digests(latestRevisions(evaluations)).join();
}

/**
 * What is proposed of a month and not decided on; null: nothing.
 *
 * @param entries whole accounts, each by sequence
 */
export function proposedIn(month: Month, entries: readonly LedgerEntry[]): Proposed | null {
  const byAccount = [...Map.groupBy(entries, ({ account }) => account).values()];
  const open = byAccount.flatMap(deductionsOf).filter((deduction) => deduction.month === month && isOpen(deduction));
  if (open.length === 0) return null;
  const pointsHundredths = open.reduce((total, { askedHundredths }) => total + askedHundredths, 0);
  return { count: open.length, pointsHundredths };
}

/** The last entry of each account. */
function accountHeads(entries: readonly LedgerEntry[]): MonthHead['accounts'] {
  const last = new Map<string, LedgerEntry>();
  for (const entry of entries) {
    const known = last.get(entry.account);
    if (known === undefined || known.sequence < entry.sequence) last.set(entry.account, entry);
  }
  const heads = [...last.values()].map(({ account, sequence, hash }) => ({ account, sequence, hash }));
  return heads.toSorted((one, other) => compareText(one.account, other.account));
}

function inOrderOfUnits(evaluations: readonly Evaluation[]): Evaluation[] {
  return evaluations.toSorted(
    (one, other) => compareText(one.unitId, other.unitId) || compareText(one.rule, other.rule),
  );
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function figuresOf(
  latest: readonly Evaluation[],
  entriesOfMonth: readonly LedgerEntry[],
): Pick<MonthHead, 'tiers' | 'pointsHundredths' | 'exceededUnits'> {
  const byUnit = [...Map.groupBy(latest, ({ unitId }) => unitId).values()].flatMap((ofUnit) => worstOf(ofUnit));
  return {
    tiers: tierSchema.options.map((tier) => tierFigures(tier, byUnit)).filter(isAnybody),
    pointsHundredths: balanceOf(entriesOfMonth),
    exceededUnits: byUnit
      .filter(({ verdict }) => verdict === 'exceeded')
      .map(({ unitId, unitName, tier }) => ({ unitId, unitName, tier })),
  };
}

const worstFirst: readonly Verdict[] = ['exceeded', 'undecided', 'passed', 'not-judged'];

function worstOf(ofUnit: readonly Evaluation[]): Evaluation[] {
  const sorted = ofUnit.toSorted((one, other) => worstFirst.indexOf(one.verdict) - worstFirst.indexOf(other.verdict));
  return sorted.slice(0, 1);
}

function tierFigures(tier: Tier, units: readonly Evaluation[]): TierFigures {
  const count = (verdict: Verdict) => units.filter((unit) => unit.tier === tier && unit.verdict === verdict).length;
  const [passed, exceeded, undecided] = [count('passed'), count('exceeded'), count('undecided')];
  return { tier, passed, exceeded, undecided, notJudged: count('not-judged') };
}

function isAnybody({ passed, exceeded, undecided, notJudged }: TierFigures): boolean {
  return passed + exceeded + undecided + notJudged > 0;
}
