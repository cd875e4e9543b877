import type { Day } from '../calendar/day.ts';
import { consequenceOfExceeding, type Evaluation } from '../evaluation/evaluation.ts';
import { balanceOf } from '../ledger/balance-of.ts';
import { type Deduction, isOpen, windowOf } from '../ledger/deduction.ts';
import { deductionsOf, findDeduction } from '../ledger/deductions-of.ts';
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

/**
 * What there is to tell of deductions: of each the last thing that became of it. A proposal, so that the unit can explain
 * itself; points that are taken, with the figures on which they rest; that it was taken back, where the unit had heard
 * of it. A change is told against what the unit was last told, not against what it never heard of. What somebody must approve first stands in no ledger, and is told to nobody.
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
      return topicsOf(deduction, revisions, account, explainByFor);
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
function topicsOf(
  deduction: Deduction,
  revisions: readonly Evaluation[],
  account: readonly LedgerEntry[],
  explainByFor: DeductionFacts['explainByFor'],
): DueTopic[] {
  const last = deduction.entries.findLast(isTelling);
  const [anyRevision] = revisions;
  if (last === undefined || anyRevision === undefined) return [];
  if (isLifted(deduction)) {
    return againstLastTold(deduction, last, (told) => told && liftedTopic(told, last, anyRevision, account));
  }
  const evaluation = revisions.find(({ revision }) => revision === deduction.restsOn.revision);
  if (evaluation === undefined || !isWorthTelling(deduction)) return [];
  const topic = deductionTopic(deduction, last, evaluation, account);
  if (last.event === 'adjusted') {
    return againstLastTold(deduction, last, (told) => ({ ...topic, ...changeSince(told, deduction, last) }));
  }
  if (!isOpen(deduction)) return [{ topic, supersededBy: [] }];
  const workingDays = windowOf(deduction);
  const proposal = {
    ...topic,
    explanationWorkingDays: workingDays,
    explainBy: explainByFor(workingDays),
    ...(deduction.entries.some(({ sequence }) => sequence < last.sequence) && { isNewProposal: true }),
  };
  return [{ topic: proposal, supersededBy: [] }];
}

/**
 * The last entry's topic, once for each entry that may be the last that the unit was told, and once for none. Of these
 * at most one is ever to be told.
 *
 * @param topicAgainst the topic, by the deduction as the unit was told that it stands; null: there is nothing to tell
 */
function againstLastTold(
  deduction: Deduction,
  last: LedgerEntry,
  topicAgainst: (told: Deduction | null) => Topic | null,
): DueTopic[] {
  const before = deduction.entries.filter((entry) => isTelling(entry) && entry.sequence < last.sequence);
  return [null, ...before].flatMap((entry, position) => {
    const topic = topicAgainst(entry && standingAfter(entry, deduction));
    if (topic === null) return [];
    const supersededBy = before.slice(position).map(deductionTopicId);
    return [{ topic, supersededBy, ...(entry !== null && { onlyAfter: [deductionTopicId(entry)] }) }];
  });
}

/** The deduction as it stood once an entry was entered. */
function standingAfter({ sequence: last }: LedgerEntry, { entries, month, rule }: Deduction): Deduction | null {
  return findDeduction(
    entries.filter(({ sequence }) => sequence <= last),
    { month, rule },
  );
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
  const isDecided = last.event === 'adjusted' || proposal !== null;
  return {
    pointsHundredths: takenHundredths,
    ...(askedHundredths > takenHundredths && { askedHundredths }),
    ...(isDecided && { decision: last.reason }),
    ...(isDecided && last.reference !== null && { reference: last.reference }),
  };
}

/** What an adjustment changed for a unit that was told so; nothing where it was not told that points are taken. */
function changeSince(told: Deduction | null, deduction: Deduction, last: LedgerEntry) {
  if (told === null || isOpen(told)) return {};
  const changeHundredths = deduction.takenHundredths - told.takenHundredths;
  if (isLifted(told)) return { changeHundredths, isReinstated: true };
  const before = deduction.entries.findLast((entry) => isTelling(entry) && entry.sequence < last.sequence);
  if (before?.event !== 'reversed') return { changeHundredths };
  const { reason, reference } = before;
  return { changeHundredths, isReinstated: true, untoldReversal: { reason, reference } };
}

/** Of no interest to a unit that never heard of the deduction, or was told before that it is taken back. */
function liftedTopic(
  told: Deduction,
  last: LedgerEntry,
  { unitName, rule, consequence }: Evaluation,
  account: readonly LedgerEntry[],
): Topic | null {
  const { event, month, year, unitId, reason, reference } = last;
  if (event !== 'withdrawn' && event !== 'reversed' && event !== 'adjusted') return null;
  const pointsHundredths = pointsLifted(told, last);
  if (pointsHundredths === 0) return null;
  return {
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
    ...(consequence !== null && { legalBasis: consequence.legalBasis }),
  };
}

/** What the unit was told is proposed, or taken; of a proposal that was confirmed unheard what is given back. */
function pointsLifted(told: Deduction, last: LedgerEntry): number {
  if (!isOpen(told)) return told.takenHundredths;
  return last.event === 'withdrawn' ? (told.proposal?.pointsHundredths ?? 0) : 0 - last.pointsHundredths;
}

function balanceUpTo({ sequence: last }: LedgerEntry, account: readonly LedgerEntry[]): number {
  return balanceOf(account.filter(({ sequence }) => sequence <= last));
}
