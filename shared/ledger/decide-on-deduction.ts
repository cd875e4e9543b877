import type { Day } from '../calendar/day.ts';
import type { Month } from '../calendar/month.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { DomainError } from '../runtime/domain-error.ts';
import type { LedgerDraft } from './append-entry.ts';
import { type Deduction, isOpen, windowOf } from './deduction.ts';
import { findDeduction } from './deductions-of.ts';
import { type Approver, draftDeduction, mayBringEntries, termsOf } from './draft-deduction.ts';
import type { LedgerEntry, LedgerEvent } from './ledger-entry.ts';

export const decisions = ['confirm', 'withdraw', 'reverse', 'reinstate'] as const;

/** What a person decides of a deduction. `reinstate` takes a withdrawal or a reversal back. */
export interface Decision {
  readonly unitId: string;
  readonly month: Month;
  readonly rule: string;
  readonly decision: (typeof decisions)[number];
  readonly actor: string;
  readonly reason: string;
  /** The number of the document by which it was decided. */
  readonly reference: string | null;
}

export interface Circumstances {
  /** ISO 8601 in UTC: when the order came ... */
  readonly at: string;
  /** ... and the day of the province on which it did. */
  readonly on: Day;
  /** The latest revision of the evaluation of the unit's month by the rule. */
  readonly latest: Evaluation | null;
  /** Whoever approved exactly that revision; null: nobody has, or none is asked for. */
  readonly approval: Approver | null;
}

/** What a person's order comes to: an entry to be made, or the one that it made when it came before. */
export type Ruling =
  | { readonly draft: LedgerDraft; readonly entered?: never }
  | { readonly entered: LedgerEntry; readonly draft?: never };

/** The events that each decision can enter. */
const eventsOf: Readonly<Record<Decision['decision'], readonly LedgerEvent[]>> = {
  confirm: ['confirmed'],
  withdraw: ['withdrawn'],
  reverse: ['reversed'],
  reinstate: ['adjusted', 'proposed'],
};

/** They say how far a deduction has come, and change nothing of what was decided. */
const eventsBesideDecisions: readonly LedgerEvent[] = ['notified', 'explained'];

/**
 * What a decision enters into an account. The same decision sent again (by the same actor, for the same reason, under
 * the same reference) is the same decision as long as the deduction rests on it. Once something else was decided since,
 * by whomever, the same words are a new order.
 *
 * @param entries all entries of the account, by sequence
 * @throws DomainError `DEDUCTION_UNKNOWN`, `UNIT_NOT_NOTIFIED`, `WINDOW_OPEN`, `DECISION_NOT_POSSIBLE`, `DRAFT_NOT_APPROVED`,
 *   `NOTHING_TO_REINSTATE`
 */
export function decideOnDeduction(
  entries: readonly LedgerEntry[],
  decision: Decision,
  circumstances: Circumstances,
): Ruling {
  const deduction = knownDeduction(entries, decision);
  const inForce = lastDecided(deduction);
  if (inForce !== undefined && isOfDecision(inForce, decision)) return { entered: inForce };
  const { actor, reason, reference } = decision;
  const by = { actor, reason, reference, recordedAt: circumstances.at, happenedOn: circumstances.on };
  return { draft: { ...whatIsDecided(deduction, decision, circumstances), ...by } };
}

/** @throws DomainError `DEDUCTION_UNKNOWN` */
export function knownDeduction(
  entries: readonly LedgerEntry[],
  name: { readonly unitId: string; readonly month: Month; readonly rule: string },
): Deduction {
  const deduction = findDeduction(entries, name);
  if (deduction !== null) return deduction;
  throw new DomainError(
    'DEDUCTION_UNKNOWN',
    `The ledger has no deduction of ${name.unitId} for ${name.month} by ${name.rule}: look the unit's id and the month up in the Ledger table. Nothing was entered.`,
  );
}

type Decided = Omit<LedgerDraft, 'actor' | 'reason' | 'reference' | 'recordedAt' | 'happenedOn'>;

function whatIsDecided(deduction: Deduction, { decision }: Decision, circumstances: Circumstances): Decided {
  switch (decision) {
    case 'confirm':
      return confirmation(deduction);
    case 'withdraw':
      if (!isOpen(deduction)) throw notPossible(deduction, decision);
      return { ...termsOfEntry(deduction.restsOn), event: 'withdrawn', pointsHundredths: 0 };
    case 'reverse':
      // One that a re-evaluation brought to nothing has nothing left to reverse; one that the cap cut to nothing has.
      if (deduction.state !== 'confirmed' || deduction.askedHundredths === 0) throw notPossible(deduction, decision);
      return { ...termsOfEntry(deduction.restsOn), event: 'reversed', pointsHundredths: 0 - deduction.takenHundredths };
    case 'reinstate':
      return reinstatement(deduction, circumstances);
  }
}

/**
 * A person confirms what the unit has explained. What it has not explained is confirmed by the daily schedule once the
 * window is over, which also looks whether the mail that told the unit bounced.
 */
function confirmation(deduction: Deduction): Decided {
  const { state, notified, restsOn, askedHundredths } = deduction;
  if (!isOpen(deduction)) throw notPossible(deduction, 'confirm');
  if (windowOf(deduction) > 0) {
    if (notified === null) throw notNotified(deduction);
    if (state !== 'explained') throw windowOpen(deduction, notified.explainBy);
  }
  return confirmationOf(restsOn, askedHundredths);
}

/** The entry that takes a proposal's points. */
export function confirmationOf(restsOn: LedgerEntry, askedHundredths: number): Decided {
  return { ...termsOfEntry(restsOn), event: 'confirmed', pointsHundredths: askedHundredths, askedHundredths };
}

/** What an entry takes over from the one on which its deduction rests. */
export function termsOfEntry(restsOn: LedgerEntry) {
  const { unitId, month, rule, revision, evaluationDigest, manifest, yearlyCapHundredths } = restsOn;
  return { unitId, month, rule, revision, evaluationDigest, manifest, yearlyCapHundredths };
}

/**
 * Takes a withdrawal or a reversal back. Points are put back on where a person could have confirmed them; a proposal that
 * the unit had not explained is proposed anew: it may not have heard of it, or had stopped answering it. So is one whose
 * month was judged anew since: the unit has not answered those figures.
 */
function reinstatement(deduction: Deduction, { latest, approval }: Circumstances): Decided {
  if (deduction.takenBackBy !== 'person') throw notPossible(deduction, 'reinstate');
  if (latest !== null && !mayBringEntries(latest, approval)) throw draftNotApproved(deduction, latest);
  const asked = latest && (draftDeduction(latest)?.pointsHundredths ?? 0);
  if (latest === null || asked === null || asked === 0) throw nothingToReinstate(deduction, latest);
  const terms = { ...termsOf(latest), askedHundredths: asked, pointsHundredths: asked };
  if (deduction.state === 'reversed' || couldBeConfirmed(deduction, latest)) return { ...terms, event: 'adjusted' };
  return { ...terms, event: 'proposed', explanationWorkingDays: windowOf(deduction) };
}

/** Whether a person could have confirmed the proposal that was withdrawn, and it is still the latest word on its month. */
function couldBeConfirmed(deduction: Deduction, latest: Evaluation): boolean {
  const { notified, explanations, restsOn } = deduction;
  const isExplained = notified !== null && explanations.some(({ isInTime }) => isInTime);
  return windowOf(deduction) === 0 || (isExplained && restsOn.revision === latest.revision);
}

/** The entry by which the deduction stands as it does: the last one that a person, a re-evaluation or the schedule decided. */
function lastDecided({ entries }: Deduction): LedgerEntry | undefined {
  return entries.findLast(({ event }) => !eventsBesideDecisions.includes(event));
}

function isOfDecision(entry: LedgerEntry, { decision, actor, reason, reference }: Decision): boolean {
  const isByTheSame = entry.actor === actor && entry.reason === reason && entry.reference === reference;
  return isByTheSame && eventsOf[decision].includes(entry.event);
}

function notNotified(deduction: Deduction): DomainError {
  return new DomainError(
    'UNIT_NOT_NOTIFIED',
    `${nameOf(deduction)} cannot be confirmed: the unit has not been told of it yet. It is told on the next working ` +
      'morning; if its mail bounces, correct the addresses in units.csv. Until the mail system has taken a mail to its ' +
      'head or a deputy, the deduction can only be withdrawn. Nothing was entered.',
  );
}

function windowOpen(deduction: Deduction, explainBy: Day): DomainError {
  return new DomainError(
    'WINDOW_OPEN',
    `${nameOf(deduction)} is not for a person to confirm: the unit may explain itself until ${explainBy} and has not done ` +
      'so. Record its explanation with record-explanation and decide then; without one it is confirmed by itself on the ' +
      'first working day after. It can be withdrawn. Nothing was entered.',
  );
}

function draftNotApproved(deduction: Deduction, { revision }: Evaluation): DomainError {
  return new DomainError(
    'DRAFT_NOT_APPROVED',
    `${nameOf(deduction)} cannot be reinstated: revision ${revision} awaits approval: approve it with approve-month, or have ` +
      'the month judged anew with reevaluate-month first. Nothing was entered.',
  );
}

function nothingToReinstate(deduction: Deduction, latest: Evaluation | null): DomainError {
  const why =
    latest === null
      ? 'has no evaluation any more'
      : `is ${latest.verdict} by revision ${latest.revision}, which takes no points`;
  return new DomainError(
    'NOTHING_TO_REINSTATE',
    `${nameOf(deduction)} cannot be reinstated: the month ${why}. If that is wrong, have it judged anew with reevaluate-month. Nothing was entered.`,
  );
}

function notPossible(deduction: Deduction, decision: Decision['decision']): DomainError {
  const possible = possibleDecisions(deduction);
  const instead = possible.length === 0 ? 'There is nothing to decide of it' : `Possible: ${possible.join(', ')}`;
  const byWhom = deduction.takenBackBy === null ? '' : ` by a ${deduction.takenBackBy}`;
  return new DomainError(
    'DECISION_NOT_POSSIBLE',
    `${nameOf(deduction)} is ${deduction.state}${byWhom} and takes ${deduction.takenHundredths} hundredths of a point: it cannot be ` +
      `decided to ${decision} it. ${instead}. Nothing was entered.`,
  );
}

/** What a person may decide of a deduction as it stands, as far as the ledger says. */
export function possibleDecisions(deduction: Deduction): Decision['decision'][] {
  const { state, notified, askedHundredths, takenBackBy } = deduction;
  const isExplained = state === 'explained' && notified !== null;
  const possible = {
    confirm: isOpen(deduction) && (isExplained || windowOf(deduction) === 0),
    withdraw: isOpen(deduction),
    reverse: state === 'confirmed' && askedHundredths !== 0,
    reinstate: takenBackBy === 'person',
  };
  return decisions.filter((decision) => possible[decision]);
}

function nameOf({ unitId, month, rule }: Deduction): string {
  return `The deduction of ${unitId} for ${month} by ${rule}`;
}
