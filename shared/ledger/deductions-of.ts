import type { Month } from '../calendar/month.ts';
import { balanceOf } from './balance-of.ts';
import type { Deduction, Explanation, Notification } from './deduction.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** Names a deduction within its account. */
export interface DeductionName {
  readonly month: Month;
  readonly rule: string;
}

/**
 * The deductions of an account, one per month and rule, in the order of their first entries.
 *
 * @param entries all entries of the account, by sequence
 */
export function deductionsOf(entries: readonly LedgerEntry[]): Deduction[] {
  const byDeduction = Map.groupBy(entries, ({ month, rule }) => `${month}#${rule}`);
  return [...byDeduction.values()].flatMap((ofOne) => deriveDeduction(ofOne) ?? []);
}

/** The deduction of a month by a rule, or null where its account has none. */
export function findDeduction(entries: readonly LedgerEntry[], { month, rule }: DeductionName): Deduction | null {
  return deriveDeduction(entries.filter((entry) => entry.month === month && entry.rule === rule));
}

function deriveDeduction(entries: readonly LedgerEntry[]): Deduction | null {
  const [first] = entries;
  if (first === undefined) return null;
  const { account, unitId, month, rule } = first;
  const course = entries.reduce(follow, startOf(first));
  const explanations = explanationsIn(entries, course);
  return {
    account,
    unitId,
    month,
    rule,
    ...course,
    state: course.state === 'open' ? openState(course, explanations) : course.state,
    explanations,
    takenHundredths: balanceOf(entries),
    entries,
  };
}

/** What a deduction's entries lead to, one after the other. */
interface Course extends Pick<Deduction, 'restsOn' | 'proposal' | 'notified' | 'askedHundredths' | 'takenBackBy'> {
  readonly state: 'open' | 'confirmed' | 'withdrawn' | 'reversed';
}

function startOf(first: LedgerEntry): Course {
  return { state: 'open', restsOn: first, proposal: null, notified: null, askedHundredths: 0, takenBackBy: null };
}

function follow(course: Course, entry: LedgerEntry): Course {
  switch (entry.event) {
    case 'proposed':
      return {
        state: 'open',
        restsOn: entry,
        proposal: entry,
        notified: null,
        askedHundredths: askedBy(entry, course),
        takenBackBy: null,
      };
    case 'notified':
      return { ...course, notified: notificationIn(entry) };
    case 'explained':
      return course;
    case 'confirmed':
    case 'adjusted':
      return {
        ...course,
        state: 'confirmed',
        restsOn: entry,
        askedHundredths: askedBy(entry, course),
        takenBackBy: null,
      };
    case 'withdrawn':
      // A person decides on the revision that stands; a re-evaluation brings its own.
      return entry.revision > course.restsOn.revision
        ? { ...course, state: 'withdrawn', restsOn: entry, takenBackBy: 're-evaluation' }
        : { ...course, state: 'withdrawn', takenBackBy: 'person' };
    case 'reversed':
      return { ...course, state: 'reversed', takenBackBy: 'person' };
  }
}

/** Entries of version 1 do not say what was asked for: what a cap cut of it is not known. */
function askedBy({ askedHundredths, event, pointsHundredths }: LedgerEntry, course: Course): number {
  if (askedHundredths !== null) return askedHundredths;
  return event === 'adjusted' ? course.askedHundredths + pointsHundredths : pointsHundredths;
}

function notificationIn({ happenedOn, recordedAt, explainBy, reference }: LedgerEntry): Notification {
  const on = happenedOn ?? recordedAt.slice(0, 10);
  return { on, noticeId: reference, explainBy: explainBy ?? on };
}

function explanationsIn(entries: readonly LedgerEntry[], { proposal, notified }: Course): Explanation[] {
  return entries
    .filter(({ event }) => event === 'explained')
    .map(({ sequence, happenedOn, recordedAt, explanation, reason, reference }) => {
      const receivedOn = happenedOn ?? recordedAt.slice(0, 10);
      const answersProposal = proposal !== null && sequence > proposal.sequence;
      const isInTime = answersProposal && (notified === null || receivedOn <= notified.explainBy);
      return { sequence, receivedOn, text: explanation ?? reason, reference, isInTime };
    });
}

function openState({ notified }: Course, explanations: readonly Explanation[]): Deduction['state'] {
  if (explanations.some(({ isInTime }) => isInTime)) return 'explained';
  return notified === null ? 'proposed' : 'notified';
}
