import type { Assignment, AssignmentEvents } from '../../shared/assignment/assignment.ts';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import type { CalendarEntry } from '../../shared/calendar/calendar-entry.ts';
import type { Day } from '../../shared/calendar/day.ts';
import { type Month, monthOf } from '../../shared/calendar/month.ts';
import { monthOfPeriod } from '../../shared/calendar/period.ts';
import { inForce } from '../../shared/calendar/validity.ts';
import { type Approval, type Approvals, needsApproval } from '../../shared/evaluation/approval.ts';
import { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import { type Evaluation, evaluationSchema } from '../../shared/evaluation/evaluation.ts';
import type { DismissalRule } from '../../shared/finding/dismissal-rule.ts';
import { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import { type Finding, findingSchema } from '../../shared/finding/finding.ts';
import { type LedgerEntry, ledgerEntrySchema } from '../../shared/ledger/ledger-entry.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import { NoticeStore } from '../../shared/notice/notice-store.ts';
import { policyForMonth } from '../../shared/policy/month-rules.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { latestOverdueShares } from '../../shared/report/unit-month.ts';
import type { Tables } from '../../shared/runtime/tables.ts';
import { type Receipt, receiptSchema } from '../../shared/snapshot/receipt.ts';
import { type Counts, noCounts } from '../../shared/tally/tally.ts';
import { type TallyKey, TallyStore } from '../../shared/tally/tally-store.ts';
import type { Unit, UnitSource } from '../../shared/unit/unit.ts';
import type { TableNames } from './deploy.ts';
import { scanTable } from './scan-table.ts';

/** The counts that stand for a unit's month: of the day that governs it, or of the latest day while none does. */
export interface MonthTally {
  readonly key: TallyKey;
  readonly counts: Counts;
  readonly isGoverning: boolean;
}

/** What a run leaves behind in the tables. */
export interface Outcome {
  readonly units: readonly Unit[];
  readonly policies: readonly Policy[];
  readonly unitSources: readonly UnitSource[];
  readonly calendar: readonly CalendarEntry[];
  readonly assignments: readonly Assignment[];
  readonly assignmentEvents: AssignmentEvents;
  readonly evaluations: readonly Evaluation[];
  readonly approvals: Approvals;
  readonly receipts: readonly Receipt[];
  readonly ledger: readonly LedgerEntry[];
  readonly findings: readonly Finding[];
  readonly dismissalRules: readonly DismissalRule[];
  readonly notices: readonly Notice[];
  readonly monthTallies: readonly MonthTally[];
}

export async function readOutcome(tables: Tables, tableNames: TableNames): Promise<Outcome> {
  const registry = new RegistryStore(tables, tableNames.Registry);
  const evaluations = await scanTable(tables, tableNames.Evaluations, evaluationSchema);
  const records = {
    units: await registry.units(),
    policies: await registry.policies(),
    unitSources: await registry.unitSources(),
    calendar: await registry.calendar(),
    assignments: await registry.assignments(),
    assignmentEvents: await new AssignmentEventStore(tables, tableNames.Registry).all(),
    evaluations,
    approvals: await readApprovals(tables, tableNames, evaluations),
    receipts: await scanTable(tables, tableNames.Snapshots, receiptSchema),
    ledger: await scanTable(tables, tableNames.Ledger, ledgerEntrySchema),
    findings: await scanTable(tables, tableNames.Findings, findingSchema),
    dismissalRules: await new DismissalRuleStore(tables, tableNames.Registry).all(),
    notices: await listNotices(tables, tableNames),
  };
  const keys = keysOfMonths(records);
  const tallies = await new TallyStore(tables, tableNames.Tallies).getMany(keys.map(({ key }) => key));
  const tallyOf = new Map(tallies.map((tally) => [identityOf(tally), tally]));
  const monthTallies = keys.map(({ key, isGoverning }) => {
    // A unit without dossiers has no tally: it has counts all the same, of nothing.
    const counts = tallyOf.get(identityOf(key)) ?? noCounts();
    return { key, counts, isGoverning };
  });
  return { ...records, monthTallies };
}

async function readApprovals(
  tables: Tables,
  tableNames: TableNames,
  evaluations: readonly Evaluation[],
): Promise<Approvals> {
  const store = new ApprovalStore(tables, tableNames.Registry);
  const months = new Set(evaluations.filter(needsApproval).map(({ month }) => month));
  const approvals = new Map<string, Approval>();
  for (const month of months) for (const [id, approval] of await store.ofMonth(month)) approvals.set(id, approval);
  return approvals;
}

/** The notices table holds told topics too, which are none. */
async function listNotices(tables: Tables, tableNames: TableNames): Promise<Notice[]> {
  const notices: Notice[] = [];
  for await (const notice of new NoticeStore(tables, tableNames.Notices).all()) notices.push(notice);
  return notices;
}

type Records = Omit<Outcome, 'monthTallies'>;

function identityOf({ unitId, month, sourceId, day }: TallyKey): string {
  return JSON.stringify([unitId, month, sourceId, day]);
}

type MonthKey = Pick<MonthTally, 'key' | 'isGoverning'>;

function keysOfMonths(records: Records): MonthKey[] {
  const evaluations = new Map(
    latestOverdueShares(records.evaluations).map((evaluation) => [
      `${evaluation.unitId}#${evaluation.month}`,
      evaluation,
    ]),
  );
  const unitIds = [...new Set(records.units.map(({ unitId }) => unitId))];
  const ofOpenOrUngoverned = unitIds.flatMap((unitId) => latestKeys(unitId, records));
  const keys = new Map<string, MonthKey>();
  for (const key of ofOpenOrUngoverned) {
    const governing = governingKey(evaluations.get(`${key.unitId}#${key.month}`));
    const chosen = governing ?? { key, isGoverning: false };
    keys.set(identityOf(chosen.key), chosen);
  }
  return [...keys.values()];
}

function governingKey(evaluation: Evaluation | undefined): MonthKey | null {
  if (!evaluation?.governing || evaluation.sourceId === null) return null;
  const { unitId, month, sourceId, governing } = evaluation;
  return { key: { unitId, month, sourceId, day: governing.day }, isGoverning: true };
}

/** For every month that a unit's counting source has reached: the latest day of it of which a file was taken in. */
function latestKeys(unitId: string, { units, policies, receipts, unitSources }: Records): TallyKey[] {
  const ownSources = unitSources.filter((row) => row.unitId === unitId);
  const ownUnits = units.filter((unit) => unit.unitId === unitId);
  const latest = new Map<Month, TallyKey>();
  for (const { outcome, sourceId, day } of receipts) {
    const isCounting = inForce(ownSources, day).some((row) => row.sourceId === sourceId);
    if (outcome !== 'accepted' || !isCounting || inForce(ownUnits, day).length === 0) continue;
    const month = monthOfPeriod(day, periodStartDayOf(ownUnits, policies, day));
    if (day >= (latest.get(month)?.day ?? '')) latest.set(month, { unitId, month, sourceId, day });
  }
  return [...latest.values()];
}

function periodStartDayOf(units: readonly Unit[], policies: readonly Policy[], day: Day): number {
  const unit = inForce(units, day)[0] ?? units[0];
  const policy = unit && policyForMonth(policies, unit.tier, monthOf(day));
  return policy?.periodStartDay ?? 1;
}
