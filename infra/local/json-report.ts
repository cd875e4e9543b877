import type { Day } from '../../shared/calendar/day.ts';
import type { Month } from '../../shared/calendar/month.ts';
import { type Approvals, isDraft } from '../../shared/evaluation/approval.ts';
import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { type StandingFinding, withStanding } from '../../shared/finding/standing-of-finding.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import type { MonthParticipation, Participation } from '../../shared/participation/participation.ts';
import { type AssignmentRow, listAssignmentRows } from '../../shared/report/list-assignments.ts';
import type { MonthRise, ProcedureRise, RiseParts, UnitRise } from '../../shared/rise/rise.ts';
import type { AcceptedReceipt, Receipt } from '../../shared/snapshot/receipt.ts';
import type { Counts } from '../../shared/tally/tally.ts';
import type { LocalMail } from './mailbox.ts';
import type { MonthTally, Outcome } from './read-outcome.ts';

/** What `--json` writes: the shapes of docs/contracts, rows in a stable order. */
export interface JsonReport {
  readonly tallies: readonly JsonTally[];
  readonly evaluations: readonly JsonEvaluation[];
  readonly ledger: readonly JsonLedgerEntry[];
  readonly notices: readonly JsonNotice[];
  readonly findings: readonly (Pick<Finding, 'unitId' | 'kind' | 'state'> & { readonly id: string })[];
  /** How every unit took part in a month. */
  readonly participation: readonly Participation[];
  /** Every unit's month against the one before. */
  readonly rises: readonly JsonRise[];
  readonly snapshots: readonly JsonSnapshot[];
  /** As of the last day that was walked. */
  readonly assignments: readonly AssignmentRow[];
}

type JsonTally = Omit<Counts, 'fellDue' | 'fellDueOverdue'> & {
  readonly unitId: string;
  readonly unitName: string;
  readonly month: Month;
  readonly sourceDay: Day;
  readonly governing: boolean;
};

type JudgedFigures = 'verdict' | 'overdue' | 'unknown' | 'denominator' | 'threshold' | 'reasons';

interface JsonEvaluation extends Pick<Evaluation, 'unitId' | 'month' | 'rule' | 'revision' | JudgedFigures> {
  /** Only of what somebody has yet to approve: nothing follows from it. */
  readonly draft?: true;
}

type LedgerPlace = 'unitId' | 'year' | 'sequence' | 'month' | 'rule' | 'revision';

type JsonLedgerEntry = Pick<LedgerEntry, LedgerPlace | 'event' | 'pointsHundredths' | 'actor' | 'reason' | 'reference'>;

interface JsonNotice extends Pick<Notice, 'kind' | 'to' | 'subject' | 'status'> {
  readonly id: string;
  /** The simulated day on which it was sent; null while it is only claimed. */
  readonly sentOn: Day | null;
}

type JsonRise = Pick<UnitRise, 'unitId' | 'answer' | 'because'> & {
  readonly month: Month;
  /** Null where a month could not be counted. */
  readonly overdueBefore: number | null;
  readonly overdue: number | null;
  /** The parts and procedures of what rose, else null. */
  readonly parts: RiseParts | null;
  readonly procedures: readonly ProcedureRise[] | null;
};

interface JsonSnapshot extends Pick<Receipt, 'day' | 'rowsRead' | 'accepted' | 'rejected' | 'outside' | 'changed'> {
  readonly source: string;
  /** Null of a file that was put aside. */
  readonly reporters: AcceptedReceipt['reporters'];
  readonly quarantined: boolean;
}

/** What was kept of each month that was reviewed, by month. */
export interface Reviews {
  readonly participations: readonly MonthParticipation[];
  /** Each compared with the month before. */
  readonly rises: readonly MonthRise[];
}

/**
 * @param asOf the day on which reports that are owed are open or late
 */
export function jsonReport(
  outcome: Outcome,
  mails: readonly LocalMail[],
  asOf: Day,
  { participations, rises }: Reviews = { participations: [], rises: [] },
): JsonReport {
  const sentOn = new Map(mails.map((mail) => [mail.noticeId, mail.sentOn]));
  const names = new Map(outcome.units.map(({ unitId, name }) => [unitId, name]));
  return {
    tallies: sorted(
      outcome.monthTallies.map((row) => tallyRow(row, names)),
      ({ unitId, month }) => [unitId, month],
    ),
    evaluations: sorted(
      outcome.evaluations.map((evaluation) => evaluationRow(evaluation, outcome.approvals)),
      ({ unitId, month, rule, revision }) => [unitId, month, rule, revision],
    ),
    ledger: sorted(outcome.ledger.map(ledgerRow), ({ unitId, year, sequence }) => [unitId, year, sequence]),
    notices: sorted(
      outcome.notices.map((notice) => noticeRow(notice, sentOn)),
      ({ sentOn, id }) => [sentOn ?? '', id],
    ),
    findings: sorted(withStanding(outcome.findings, outcome.dismissalRules).map(findingRow), ({ unitId, id }) => [
      unitId,
      id,
    ]),
    participation: sorted(
      participations.flatMap(({ units }) => units),
      ({ unitId, month }) => [unitId, month],
    ),
    rises: sorted(rises.flatMap(riseRows), ({ unitId, month }) => [unitId, month]),
    snapshots: sorted(outcome.receipts, ({ sourceId, day, fileNumber }) => [sourceId, day, fileNumber]).map(
      snapshotRow,
    ),
    assignments: listAssignmentRows(outcome, asOf),
  };
}

type SortKey = readonly (string | number)[];

/** By code units, not by a locale: the same on every machine. */
function sorted<Row>(rows: readonly Row[], keyOf: (row: Row) => SortKey): Row[] {
  return rows.toSorted((one, other) => compareKeys(keyOf(one), keyOf(other)));
}

function compareKeys(one: SortKey, other: SortKey): number {
  for (const [position, part] of one.entries()) {
    const otherPart = other[position] ?? '';
    if (part !== otherPart) return part < otherPart ? -1 : 1;
  }
  return 0;
}

function tallyRow({ key, counts, isGoverning }: MonthTally, names: ReadonlyMap<string, string>): JsonTally {
  const { unitId, month, day } = key;
  return {
    unitId,
    unitName: names.get(unitId) ?? unitId,
    month,
    sourceDay: day,
    governing: isGoverning,
    received: counts.received,
    carriedOver: counts.carriedOver,
    handled: counts.handled,
    resolvedEarly: counts.resolvedEarly,
    resolvedOnTime: counts.resolvedOnTime,
    resolvedOverdue: counts.resolvedOverdue,
    resolvedNoDueDate: counts.resolvedNoDueDate,
    inProcessWithinDue: counts.inProcessWithinDue,
    inProcessOverdue: counts.inProcessOverdue,
    inProcessNoDueDate: counts.inProcessNoDueDate,
    overdue: counts.overdue,
  };
}

function evaluationRow(evaluation: Evaluation, approvals: Approvals): JsonEvaluation {
  const { unitId, month, rule, revision, verdict, overdue, unknown, denominator, threshold, reasons } = evaluation;
  const row = { unitId, month, rule, revision, verdict, overdue, unknown, denominator, threshold, reasons };
  return isDraft(evaluation, approvals) ? { ...row, draft: true } : row;
}

function ledgerRow(entry: LedgerEntry): JsonLedgerEntry {
  const { unitId, year, sequence, month, rule, event, pointsHundredths, revision, actor, reason, reference } = entry;
  return { unitId, year, sequence, month, rule, event, pointsHundredths, revision, actor, reason, reference };
}

function noticeRow(
  { noticeId, kind, to, subject, status }: Notice,
  sentOn: ReadonlyMap<string | null, Day>,
): JsonNotice {
  return { id: noticeId, kind, to, subject, sentOn: sentOn.get(noticeId) ?? null, status };
}

function findingRow({ unitId, findingId, kind, standing }: StandingFinding): JsonReport['findings'][number] {
  return { unitId, id: findingId, kind, state: standing.state };
}

function riseRows({ month, units }: MonthRise): JsonRise[] {
  return units.map(({ unitId, answer, because, before, now, cause }) => ({
    unitId,
    month,
    answer,
    because,
    overdueBefore: before?.overdue ?? null,
    overdue: now?.overdue ?? null,
    parts: cause?.parts ?? null,
    procedures: cause?.procedures ?? null,
  }));
}

function snapshotRow(receipt: Receipt): JsonSnapshot {
  const { sourceId, day, rowsRead, accepted, rejected, outside, changed } = receipt;
  return {
    source: sourceId,
    day,
    rowsRead,
    accepted,
    rejected,
    outside,
    changed,
    reporters: receipt.outcome === 'accepted' ? receipt.reporters : null,
    quarantined: receipt.outcome === 'quarantined',
  };
}
