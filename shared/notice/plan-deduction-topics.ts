import { consequenceOfExceeding, type Evaluation } from '../evaluation/evaluation.ts';
import { accountOf } from '../ledger/append-entry.ts';
import { balanceOf } from '../ledger/balance-of.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { OVERDUE_SHARE_RULE } from '../policy/rule.ts';
import { DomainError } from '../runtime/domain-error.ts';
import type { DueTopic } from './due-topic.ts';

export interface DeductionFacts {
  /** All revisions of the months to tell of. */
  readonly evaluations: readonly Evaluation[];
  /** All entries of the accounts concerned, in any order. */
  readonly entries: readonly LedgerEntry[];
}

/** The ledger accounts in which deductions for these evaluations can stand: `<unitId>#<year>`, each once. */
export function accountsToTell(evaluations: readonly Evaluation[]): string[] {
  return [...new Set(evaluations.filter(isExceeded).map(({ unitId, month }) => accountOf(unitId, month)))];
}

/**
 * The deductions that follow from exceeded evaluations and still stand, each with the figures that it rests on. A
 * proposal is told so that the unit can explain itself; one that somebody must approve first is told to nobody.
 *
 * @throws DomainError `EVALUATION_WITHOUT_CONSEQUENCE`, `EVALUATION_WITHOUT_THRESHOLD`
 */
export function planDeductionTopics({ evaluations, entries }: DeductionFacts): DueTopic[] {
  const entriesByAccount = Map.groupBy(entries, ({ account }) => account);
  return evaluations.filter(isExceeded).flatMap((evaluation) => {
    const account = entriesByAccount.get(accountOf(evaluation.unitId, evaluation.month)) ?? [];
    return account
      .filter(
        (entry) => isDeductionFor(evaluation, entry) && mayBeTold(entry, evaluation) && stillStands(entry, account),
      )
      .map((entry) => ({ topic: deductionTopic(evaluation, entry, account), supersededBy: [] }));
  });
}

function isExceeded({ verdict }: Evaluation): boolean {
  return verdict === 'exceeded';
}

function isDeductionFor(evaluation: Evaluation, entry: LedgerEntry): boolean {
  const { month, rule, revision } = evaluation;
  const isOfIt = entry.month === month && entry.rule === rule && entry.revision === revision;
  const takesPoints = (entry.event === 'confirmed' || entry.event === 'proposed') && entry.pointsHundredths > 0;
  return isOfIt && takesPoints;
}

function mayBeTold({ event }: LedgerEntry, evaluation: Evaluation): boolean {
  return event === 'confirmed' || consequenceOfExceeding(evaluation).approval === 'automatic';
}

/** A deduction that was taken back before it was told is not told; a proposal gives way to what was made of it. */
function stillStands(entry: LedgerEntry, account: readonly LedgerEntry[]): boolean {
  return !account.some((later) => {
    const isLater = later.sequence > entry.sequence && later.month === entry.month && later.rule === entry.rule;
    return isLater && overtakes(later, entry);
  });
}

function overtakes(later: LedgerEntry, entry: LedgerEntry): boolean {
  if (later.event === 'confirmed') return entry.event === 'proposed';
  const givesBack = later.event === 'adjusted' && later.pointsHundredths < 0;
  return givesBack || later.event === 'withdrawn' || later.event === 'reversed';
}

function deductionTopic(
  evaluation: Evaluation,
  entry: LedgerEntry,
  account: readonly LedgerEntry[],
): DueTopic['topic'] {
  const { legalBasis, explanationWorkingDays } = consequenceOfExceeding(evaluation);
  const { unitId, unitName, month, rule, overdue, unknown, denominator, threshold, band, basis } = evaluation;
  if (threshold === null) {
    throw new DomainError(
      'EVALUATION_WITHOUT_THRESHOLD',
      `The evaluation of ${unitId} for ${month}, revision ${evaluation.revision}, exceeds no threshold: reevaluate it.`,
    );
  }
  return {
    kind: 'deduction',
    ...(rule !== OVERDUE_SHARE_RULE && { rule }),
    topicId: `deduction#${entry.account}#${entry.sequence}`,
    unitId,
    unitName,
    month,
    year: entry.year,
    sequence: entry.sequence,
    pointsHundredths: entry.pointsHundredths,
    ...(entry.event === 'proposed' && { explanationWorkingDays }),
    yearTotalHundredths: balanceOf(account.filter(({ sequence }) => sequence <= entry.sequence)),
    overdue,
    unknown,
    denominator,
    ...(basis !== null && { basis }),
    threshold,
    ...(band !== undefined && { band }),
    legalBasis,
    evidenceKey: evaluation.evidence?.key ?? null,
  };
}
