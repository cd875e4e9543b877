import type { Day } from '../calendar/day.ts';
import { consequenceOfExceeding, type Evaluation } from '../evaluation/evaluation.ts';
import { accountOf } from '../ledger/append-entry.ts';
import { balanceOf } from '../ledger/balance-of.ts';
import { type Deduction, isOpen, windowOf } from '../ledger/deduction.ts';
import { deductionsOf } from '../ledger/deductions-of.ts';
import type { LedgerEntry } from '../ledger/ledger-entry.ts';
import { OVERDUE_SHARE_RULE } from '../policy/rule.ts';
import { DomainError } from '../runtime/domain-error.ts';
import { deductionTopicId } from './deduction-topic-id.ts';
import type { DueTopic } from './due-topic.ts';
import type { Topic } from './notice.ts';

export interface DeductionFacts {
  /** All revisions of the months to tell of. */
  readonly evaluations: readonly Evaluation[];
  /** All entries of the accounts concerned, in any order. */
  readonly entries: readonly LedgerEntry[];
  /** The last of so many working days after the day of the digest. */
  readonly explainByFor: (workingDays: number) => Day;
}

/** The ledger accounts in which deductions for these evaluations can stand: `<unitId>#<year>`, each once. */
export function accountsToTell(evaluations: readonly Evaluation[]): string[] {
  return [...new Set(evaluations.filter(isExceeded).map(({ unitId, month }) => accountOf(unitId, month)))];
}

/**
 * What there is to tell of deductions: of each the last thing that became of it. A proposal, so that the unit can explain
 * itself; points that are taken, with the figures on which they rest; that it was taken back, where the unit had heard
 * of it. What somebody must approve first stands in no ledger, and is told to nobody.
 *
 * @throws DomainError `EVALUATION_WITHOUT_CONSEQUENCE`, `EVALUATION_WITHOUT_THRESHOLD`
 */
export function planDeductionTopics({ evaluations, entries, explainByFor }: DeductionFacts): DueTopic[] {
  const ofDeduction = Map.groupBy(evaluations.filter(isExceeded), nameOf);
  const accounts = Map.groupBy(entries, ({ account }) => account);
  return [...accounts.values()].flatMap((unordered) => {
    const account = unordered.toSorted((one, other) => one.sequence - other.sequence);
    return deductionsOf(account).flatMap((deduction) => {
      const revisions = ofDeduction.get(nameOf(deduction)) ?? [];
      return topicOf(deduction, revisions, account, explainByFor) ?? [];
    });
  });
}

function isExceeded({ verdict }: Evaluation): boolean {
  return verdict === 'exceeded';
}

function nameOf({ unitId, month, rule }: Pick<Deduction, 'unitId' | 'month' | 'rule'>): string {
  return JSON.stringify([unitId, month, rule]);
}

/** @param revisions those of the deduction's evaluations that exceed; without any, it is too old or too new to tell */
function topicOf(
  deduction: Deduction,
  revisions: readonly Evaluation[],
  account: readonly LedgerEntry[],
  explainByFor: DeductionFacts['explainByFor'],
): DueTopic | null {
  const last = deduction.entries.findLast(isTelling);
  const [anyRevision] = revisions;
  if (last === undefined || anyRevision === undefined) return null;
  if (isLifted(deduction)) return liftedTopic(deduction, last, anyRevision, account);
  const evaluation = revisions.find(({ revision }) => revision === deduction.restsOn.revision);
  if (evaluation === undefined || !isWorthTelling(deduction)) return null;
  const topic = deductionTopic(deduction, last, evaluation, account);
  if (!isOpen(deduction)) return { topic, supersededBy: [] };
  const workingDays = windowOf(deduction);
  return {
    topic: {
      ...topic,
      explanationWorkingDays: workingDays,
      explainBy: explainByFor(workingDays),
      ...(deduction.entries.some(({ sequence }) => sequence < last.sequence) && { isNewProposal: true }),
    },
    supersededBy: [],
  };
}

/** What tells that a proposal was told, and what a unit itself has said, is no news to it. */
function isTelling({ event }: LedgerEntry): boolean {
  return event !== 'notified' && event !== 'explained';
}

function isLifted({ state, askedHundredths, takenBackBy }: Deduction): boolean {
  return takenBackBy !== null || (state === 'confirmed' && askedHundredths === 0);
}

/** A proposal that leaves time for an answer; what takes points; and a proposal of which the yearly cap left nothing. */
function isWorthTelling(deduction: Deduction): boolean {
  if (isOpen(deduction)) return windowOf(deduction) > 0;
  return deduction.takenHundredths > 0 || deduction.proposal !== null;
}

type DeductionTopic = Extract<Topic, { kind: 'deduction' }>;

function deductionTopic(
  deduction: Deduction,
  last: LedgerEntry,
  evaluation: Evaluation,
  account: readonly LedgerEntry[],
): DeductionTopic {
  const { legalBasis } = consequenceOfExceeding(evaluation);
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
    topicId: deductionTopicId(last),
    unitId,
    unitName,
    month,
    year: last.year,
    sequence: last.sequence,
    ...pointsOf(deduction, last),
    yearTotalHundredths: balanceUpTo(last, account),
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

function pointsOf({ state, askedHundredths, takenHundredths, proposal }: Deduction, last: LedgerEntry) {
  if (state !== 'confirmed') return { pointsHundredths: askedHundredths };
  const isAdjusted = last.event === 'adjusted';
  return {
    pointsHundredths: takenHundredths,
    ...(askedHundredths > takenHundredths && { askedHundredths }),
    ...(isAdjusted && { changeHundredths: last.pointsHundredths }),
    ...((isAdjusted || proposal !== null) && { decision: last.reason }),
  };
}

/** Of no interest to a unit that never heard of the deduction. */
function liftedTopic(
  deduction: Deduction,
  last: LedgerEntry,
  { unitName, rule }: Evaluation,
  account: readonly LedgerEntry[],
): DueTopic | null {
  const { event, month, year, unitId, reason, reference } = last;
  if (event !== 'withdrawn' && event !== 'reversed' && event !== 'adjusted') return null;
  const before = deduction.entries.filter((entry) => isTelling(entry) && entry.sequence < last.sequence);
  const pointsHundredths =
    event === 'withdrawn' ? (deduction.proposal?.pointsHundredths ?? 0) : 0 - last.pointsHundredths;
  if (pointsHundredths === 0) return null;
  return {
    topic: {
      kind: 'deduction-lifted',
      topicId: deductionTopicId(last),
      unitId,
      unitName,
      rule,
      month,
      year,
      event,
      pointsHundredths,
      yearTotalHundredths: balanceUpTo(last, account),
      reason,
      reference,
    },
    supersededBy: [],
    onlyAfter: before.map(deductionTopicId),
  };
}

function balanceUpTo({ sequence: last }: LedgerEntry, account: readonly LedgerEntry[]): number {
  return balanceOf(account.filter(({ sequence }) => sequence <= last));
}
