import { type Month, monthOf } from '../calendar/month.ts';
import type { Approvals } from '../evaluation/approval.ts';
import type { Evaluation, Verdict, VerdictReason } from '../evaluation/evaluation.ts';
import { latestRevisions } from '../evaluation/latest-revisions.ts';
import { shareOf } from '../evaluation/weigh-dossier.ts';
import type { Band } from '../policy/band.ts';
import { policyForMonth } from '../policy/month-rules.ts';
import { type Policy, thresholdOf } from '../policy/policy.ts';
import { OVERDUE_SHARE_RULE, type Rule } from '../policy/rule.ts';
import type { Counts } from '../tally/tally.ts';
import type { Tier, Unit } from '../unit/unit.ts';
import { compareShares, type Share } from './format-vietnamese.ts';
import type { OpenTally } from './province-records.ts';
import { type ShownEvaluation, shownEvaluations } from './revisions-of-month.ts';

/** One unit's month as reports show it: judged, or open as of the latest snapshot. */
export interface UnitMonth {
  readonly unitId: string;
  readonly unitName: string;
  readonly tier: Tier;
  readonly month: Month;
  readonly rule: Rule;
  readonly counts: Counts | null;
  /** Known to be overdue, of the basis' denominator: the rate at best. */
  readonly best: Share;
  /** The same with all that is unknown taken for overdue. */
  readonly worst: Share;
  readonly unknown: number;
  readonly threshold: Share | null;
  /** Only where a policy with several bands is exceeded: the one whose points follow. */
  readonly band?: Band;
  /** Null while the month is open. */
  readonly verdict: Verdict | null;
  readonly reasons: readonly VerdictReason[];
  readonly revision: number | null;
  /** `only`: nobody has approved it, and nothing follows from it; `newer`: a later revision waits for approval. */
  readonly draft?: 'only' | 'newer';
  /** What other rules came to, where the unit is judged by several. */
  readonly besides?: readonly Pick<UnitMonth, 'rule' | 'verdict' | 'draft'>[];
  /** The day as of whose end the counts stand. */
  readonly asOf: string | null;
}

/** The latest revision of each unit's month by the rule of the overdue share, of which the tables are made. */
export function latestOverdueShares(evaluations: readonly Evaluation[]): Evaluation[] {
  return latestRevisions(evaluations).filter(({ rule }) => rule === OVERDUE_SHARE_RULE);
}

/** The judged months, by the rule of the overdue share, of which the tables are made, with what other rules came to. */
export function judgedMonths(evaluations: readonly Evaluation[], approvals: Approvals): UnitMonth[] {
  const shown = shownEvaluations(evaluations, approvals).map(({ evaluation, draft }) => judgedMonth(evaluation, draft));
  const byUnit = Map.groupBy(shown, ({ unitId, month }) => `${month}#${unitId}`);
  return [...byUnit.values()].flatMap((ofUnit) => {
    const others = ofUnit.filter(({ rule }) => rule !== OVERDUE_SHARE_RULE);
    const besides = others.map(({ rule, verdict, draft }) => ({ rule, verdict, ...(draft && { draft }) }));
    const overdueShare = ofUnit.filter(({ rule }) => rule === OVERDUE_SHARE_RULE);
    return overdueShare.map((month) => (besides.length === 0 ? month : { ...month, besides }));
  });
}

export function judgedMonth(evaluation: Evaluation, draft: ShownEvaluation['draft'] = null): UnitMonth {
  const { overdue, unknown, denominator, band } = evaluation;
  return {
    unitId: evaluation.unitId,
    unitName: evaluation.unitName,
    tier: evaluation.tier,
    month: evaluation.month,
    rule: evaluation.rule,
    counts: evaluation.counts,
    best: { numerator: overdue, denominator },
    worst: { numerator: overdue + unknown, denominator },
    unknown,
    threshold: evaluation.threshold,
    ...(band !== undefined && { band }),
    verdict: evaluation.verdict,
    reasons: evaluation.reasons,
    revision: evaluation.revision,
    ...(draft !== null && { draft }),
    asOf: evaluation.governing?.day ?? null,
  };
}

/** An open month: the counts so far beside the threshold that will apply, without a verdict. */
export function openMonth(tally: OpenTally, unit: Unit, policies: readonly Policy[]): UnitMonth {
  const policy = policyForMonth(policies, unit.tier, tally.month);
  const { overdue, denominator } = shareOf(tally, policy?.basis ?? 'handled');
  const unknown = tally.resolvedNoDueDate + tally.inProcessNoDueDate;
  return {
    unitId: unit.unitId,
    unitName: unit.name,
    tier: unit.tier,
    month: tally.month,
    rule: OVERDUE_SHARE_RULE,
    counts: tally,
    best: { numerator: overdue, denominator },
    worst: { numerator: Math.min(overdue + unknown, denominator), denominator },
    unknown,
    threshold: policy && thresholdOf(policy),
    verdict: null,
    reasons: [],
    revision: null,
    asOf: tally.day,
  };
}

/** The first month in which a tier's units can lose points by a rule, or null. */
export function firstDeductingMonth(
  policies: readonly Policy[],
  tier: Tier,
  rule: Rule = OVERDUE_SHARE_RULE,
): Month | null {
  const days = policies
    .filter((policy) => policy.tier === tier && policy.rule === rule && policy.mode === 'deduct')
    .map((row) => row.validFrom);
  const [first] = days.toSorted();
  return first === undefined ? null : monthOf(first);
}

const severityOfVerdict: Readonly<Record<Verdict, number>> = { exceeded: 0, undecided: 1, passed: 2, 'not-judged': 3 };

/** Worst first: by verdict, then by rate, then by name. */
export function compareWorstFirst(first: UnitMonth, second: UnitMonth): number {
  return (
    severityOf(first) - severityOf(second) ||
    compareRates(second.best, first.best) ||
    compareRates(second.worst, first.worst) ||
    first.unitName.localeCompare(second.unitName, 'vi')
  );
}

function severityOf({ verdict }: UnitMonth): number {
  return verdict === null ? 0 : severityOfVerdict[verdict];
}

/** Like compareShares; of nothing handled is less than any rate. */
function compareRates(first: Share, second: Share): number {
  if (first.denominator === 0 || second.denominator === 0) return first.denominator - second.denominator;
  return compareShares(first, second);
}
