import { type Band, bandsOf } from '../policy/band.ts';
import type { MonthRules } from '../policy/month-rules.ts';
import { type Threshold, thresholdOf } from '../policy/policy.ts';
import { DomainError } from '../runtime/domain-error.ts';
import type { Counts } from '../tally/tally.ts';
import type { Evaluation, VerdictReason } from './evaluation.ts';
import { shareOf } from './weigh-dossier.ts';

export type Judgement = Pick<Evaluation, 'verdict' | 'reasons' | 'overdue' | 'unknown' | 'denominator' | 'threshold'> &
  Partial<Pick<Evaluation, 'band'>>;

/** What a unit's month is judged by, whatever rule counted it. */
export interface WeighedMonth {
  /** The part that breaks the rule, and the whole, as far as they could be counted. */
  readonly share: { readonly overdue: number; readonly denominator: number };
  /** Each dossier of which it is not known whether it was overdue, once. */
  readonly unknown: readonly { readonly inDenominator: boolean; readonly inNumerator?: boolean }[];
  /** Whether dossiers that the unit's rate is about are counted by another source, and so are not among these. */
  readonly isInPart?: boolean;
  /** As evaluators before version 3 did: unknown dossiers, too, make a month large enough to be judged. */
  readonly minimumCountsUnknown?: boolean;
}

/** The same with the counts of the overdue share, of which the policy's basis makes a part and a whole. */
export interface CountedMonth extends Omit<WeighedMonth, 'share'> {
  readonly counts: Counts;
}

type Figures = Omit<Judgement, 'verdict' | 'reasons' | 'band'>;

export type JudgingRules = Pick<MonthRules, 'policy' | 'basis'>;

/**
 * The verdict by bounds (dispatch 664/UBND-TH of 23/06/2020, item 4: units whose overdue dossiers exceed 2%, at
 * district level 3.5%; "vượt", strictly over):
 *
 *     denominator = denominator of the basis + unknown dossiers not in it
 *     overdue     = numerator of the basis - unknown dossiers in it (rows contradict each other)
 *     exceeded    if  overdue / denominator > threshold                 even if all unknown were on time
 *     passed      if  (overdue + unknown) / denominator <= threshold    even if all unknown were overdue
 *     undecided   else, wherever only part of its dossiers is counted, and where the denominator would be less than the
 *                 policy's least one if none of the unknown dossiers were the unit's
 *
 * Ratios are compared as products of integers: 2 of 100 is not over 20/1000.
 */
export function judgeUnit(rules: JudgingRules, { counts, ...month }: CountedMonth): Judgement {
  return judgeShare(rules, { ...month, share: shareOf(counts, rules.basis) });
}

/** The verdict by bounds on any part of a whole. */
export function judgeShare(
  rules: Pick<JudgingRules, 'policy'>,
  { share, unknown, isInPart = false, minimumCountsUnknown = false }: WeighedMonth,
): Judgement {
  const notInDenominator = unknown.filter(({ inDenominator }) => !inDenominator).length;
  const inNumerator = unknown.filter((dossier) => dossier.inNumerator).length;
  const figures = {
    overdue: share.overdue - inNumerator,
    unknown: unknown.length,
    denominator: share.denominator + notInDenominator,
    threshold: rules.policy && thresholdOf(rules.policy),
  };
  if (isInPart) return { ...figures, ...decideInPart(rules) };
  const decision = decide(rules, figures, minimumCountsUnknown);
  const band = decision.verdict === 'exceeded' ? bandReached(rules, figures) : null;
  return { ...figures, ...decision, ...(band !== null && { band }) };
}

/** The same where dossiers that break the rule cannot be seen: those would only raise the rate, so that exceeded stays. */
export function neverPassed(judgement: Judgement, reason: VerdictReason): Judgement {
  return judgement.verdict === 'passed' ? { ...judgement, verdict: 'undecided', reasons: [reason] } : judgement;
}

/** The judgement of a month for which there is nothing to count from. Never passed for want of data. */
export function judgeWithoutData(
  rules: Pick<JudgingRules, 'policy'>,
  missing: Extract<VerdictReason, 'governing-snapshot-missing' | 'no-counting-source'>,
): Judgement {
  const exempt = reasonNotToJudge(rules);
  return {
    verdict: exempt === null ? 'undecided' : 'not-judged',
    reasons: exempt === null ? [missing] : [exempt, missing],
    overdue: 0,
    unknown: 0,
    denominator: 0,
    threshold: rules.policy && thresholdOf(rules.policy),
  };
}

/** Of part of its dossiers no unit is judged, whatever they show. */
function decideInPart(rules: Pick<JudgingRules, 'policy'>): Pick<Judgement, 'verdict' | 'reasons'> {
  const exempt = reasonNotToJudge(rules);
  if (exempt !== null) return { verdict: 'not-judged', reasons: [exempt] };
  return { verdict: 'undecided', reasons: ['children-counted-elsewhere'] };
}

function decide(
  rules: Pick<JudgingRules, 'policy'>,
  { overdue, unknown, denominator, threshold }: Figures,
  minimumCountsUnknown: boolean,
): Pick<Judgement, 'verdict' | 'reasons'> {
  const exempt = reasonNotToJudge(rules) ?? reasonOfSize(rules, denominator);
  if (exempt !== null || threshold === null) return { verdict: 'not-judged', reasons: [exempt ?? 'no-threshold'] };
  if (isOver(overdue, denominator, threshold)) {
    const known = minimumCountsUnknown ? denominator : denominator - unknown;
    if (reasonOfSize(rules, known) !== null) return { verdict: 'undecided', reasons: ['minimum-not-certain'] };
    return { verdict: 'exceeded', reasons: ['best-case-exceeds'] };
  }
  if (isOver(overdue + unknown, denominator, threshold)) {
    return { verdict: 'undecided', reasons: ['only-worst-case-exceeds'] };
  }
  return { verdict: 'passed', reasons: ['worst-case-does-not-exceed'] };
}

/**
 * Of a policy with several bands the highest one that even the best case exceeds: what is unknown never raises the
 * points. Null where the policy has one threshold.
 */
function bandReached({ policy }: Pick<JudgingRules, 'policy'>, { overdue, denominator }: Figures): Band | null {
  if (policy?.higherBands === undefined) return null;
  return bandsOf(policy).findLast((band) => isOver(overdue, denominator, band)) ?? null;
}

function reasonNotToJudge(rules: Pick<JudgingRules, 'policy'>): VerdictReason | null {
  if (rules.policy === null) return 'no-policy';
  if (thresholdOf(rules.policy) === null) return 'no-threshold';
  return rules.policy.mode === 'report' ? 'mode-report' : null;
}

function reasonOfSize({ policy }: Pick<JudgingRules, 'policy'>, denominator: number): VerdictReason | null {
  if (denominator === 0) return 'nothing-handled';
  return policy !== null && denominator < policy.minimumDenominator ? 'below-minimum-denominator' : null;
}

/**
 * Whether part / whole > threshold, exactly and strictly.
 *
 * @throws DomainError `RATIO_TOO_LARGE` where a product would no longer be exact
 */
export function isOver(part: number, whole: number, threshold: Threshold): boolean {
  const left = part * threshold.denominator;
  const right = whole * threshold.numerator;
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return left > right;
  throw new DomainError(
    'RATIO_TOO_LARGE',
    `${part} of ${whole} cannot be compared exactly with ${threshold.numerator}/${threshold.denominator}: write the threshold in smaller numbers.`,
  );
}
