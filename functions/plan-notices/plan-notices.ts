import type { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { listDues } from '../../shared/assignment/list-dues.ts';
import type { Day } from '../../shared/calendar/day.ts';
import { addMonths, type Month, monthOf, monthsBetween } from '../../shared/calendar/month.ts';
import { inForce } from '../../shared/calendar/validity.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { ApprovalStore } from '../../shared/evaluation/approval-store.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import type { DismissalRuleStore } from '../../shared/finding/dismissal-rule-store.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import { withStanding } from '../../shared/finding/standing-of-finding.ts';
import type { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import type { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import type { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import { describeUnaddressed, type UnaddressedReport } from '../../shared/notice/describe-unaddressed.ts';
import { describeUnreachable } from '../../shared/notice/describe-unreachable.ts';
import { type DueTopic, idsToLookUp } from '../../shared/notice/due-topic.ts';
import { type FoundTopics, findDeductionTopics } from '../../shared/notice/find-deduction-topics.ts';
import { isMuted, mutesOn } from '../../shared/notice/mute.ts';
import type { MuteStore } from '../../shared/notice/mute-store.ts';
import { planAnnouncementTopics, unitsToTell } from '../../shared/notice/plan-announcement-topics.ts';
import { planAssignmentTopics } from '../../shared/notice/plan-assignment-topics.ts';
import { type DigestPlan, planDigests } from '../../shared/notice/plan-digests.ts';
import { planEscalationTopics } from '../../shared/notice/plan-escalation-topics.ts';
import { planFindingTopics } from '../../shared/notice/plan-finding-topics.ts';
import { planFindingsWeekTopics } from '../../shared/notice/plan-findings-week-topics.ts';
import { planLateReportTopics } from '../../shared/notice/plan-late-report-topics.ts';
import { planUndecidedTopics } from '../../shared/notice/plan-undecided-topics.ts';
import { tellSuccessors } from '../../shared/notice/tell-successors.ts';
import type { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { Scheduled } from '../../shared/runtime/event.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import type { Queue } from '../../shared/runtime/queue.ts';
import { latestRows } from '../../shared/unit/latest-rows.ts';
import type { Unit } from '../../shared/unit/unit.ts';
import { leaveOutLapsed } from './leave-out-lapsed.ts';
import { resolveReached, type UnitsOfMorning } from './resolve-reached.ts';

/**
 * What was entered or announced longer ago is told no more: its year's score is settled. Proposals that are open are told
 * however old they are.
 */
const MONTHS_TO_TELL = 13;
const QUERIES_AT_ONCE = 13;
const UNITS_AT_ONCE = 32;
/** An error's message names so many failures; its cause holds them all. */
const FAILURES_NAMED = 5;

export interface PlanStores {
  readonly registry: RegistryStore;
  readonly assignmentEvents: Pick<AssignmentEventStore, 'all'>;
  readonly evaluations: EvaluationStore;
  readonly approvals: ApprovalStore;
  readonly ledger: LedgerStore;
  readonly findings: FindingStore;
  readonly dismissalRules: Pick<DismissalRuleStore, 'all'>;
  readonly announcements: Pick<AnnouncementStore, 'since'>;
  /** Who is told what a month came to: `*` for the units that own the sources, or ids separated by `;`. */
  readonly announceToUnitIds: string;
  readonly asides: Pick<AddressAsideStore, 'register'>;
  readonly mutes: Pick<MuteStore, 'all'>;
  readonly toldTopics: ToldTopicStore;
  readonly noticeQueue: Queue;
}

/** What a run came to: how many digests it ordered, and whom it could not reach. */
export interface PlanOutcome {
  readonly day: Day;
  readonly isWorkingDay: boolean;
  readonly digests: number;
  readonly topics: number;
  /** Units without any address, of which a finding tells since this run. */
  readonly newlyUnreachable: readonly string[];
  readonly unitIdsNotInForce: readonly string[];
}

/**
 * Orders the digests of a working morning: what is due and was not told. Nothing is marked as told here: send-notice
 * does it once it has claimed a digest, so that a run that is repeated orders the same digests under the same ids.
 *
 * @throws DomainError `NOTICES_NOT_ALL_PLANNED` after everything else is done, with the failures as its cause
 */
export async function planNotices(
  { scheduledAt }: Scheduled,
  timeZone: string,
  stores: PlanStores,
): Promise<PlanOutcome> {
  const scheduledAtMs = Date.parse(scheduledAt);
  const day = dayAt(scheduledAtMs, timeZone);
  const calendar = new WorkingCalendar(await stores.registry.calendar());
  if (!calendar.isWorkingDay(day)) return restingDay(day);
  const { orders, unreachable, unitIdsNotInForce, unaddressed, register, failures } = await planMorning(
    day,
    timeZone,
    calendar,
    stores,
  );
  for (const order of orders) await stores.noticeQueue.send(order);
  const noticedAt = new Date(scheduledAtMs).toISOString();
  const newlyUnreachable = await noticeUnreachable(unreachable, day, noticedAt, stores);
  await resolveReached(register, noticedAt, stores);
  for (const late of unaddressed) await stores.findings.notice(describeUnaddressed(late, day, noticedAt));
  if (failures.length > 0) throw notPlanned(failures);
  const topics = orders.reduce((sum, order) => sum + order.topics.length, 0);
  return { day, isWorkingDay: true, digests: orders.length, topics, newlyUnreachable, unitIdsNotInForce };
}

/** The digests of a morning, the late reports of which no superior can be told, and what could not be read. */
interface MorningPlan extends DigestPlan {
  readonly register: UnitsOfMorning;
  readonly unaddressed: readonly UnaddressedReport[];
  /** What could not be read, so that it is not told. */
  readonly failures: readonly unknown[];
}

async function planMorning(
  day: Day,
  timeZone: string,
  calendar: WorkingCalendar,
  stores: PlanStores,
): Promise<MorningPlan> {
  const register = { units: await stores.registry.units(), lineage: await stores.registry.unitLineage() };
  const asides = await stores.asides.register();
  const units = new Map(inForce(register.units, day).map((unit) => [unit.unitId, asides.withoutAsides(unit)]));
  const { topics: reports, unaddressed } = await dueReports(day, register.units, units, calendar, stores);
  const since = `${addMonths(monthOf(day), 1 - MONTHS_TO_TELL)}-01T00:00:00.000Z`;
  const explainByFor = (workingDays: number) => calendar.addWorkingDays(day, workingDays);
  const deductions = await findDeductionTopics(since, explainByFor, stores);
  const announcements = await dueAnnouncements(day, units, stores);
  const undecided = await dueUndecided(day, stores);
  const noticed = await dueFindings(day, timeZone, register.units, stores);
  const due = [...deductions.topics, ...reports, ...undecided.topics, ...noticed, ...announcements];
  const all = tellSuccessors(due, day, register);
  const failures = [...deductions.failures, ...undecided.failures];
  const mutes = mutesOn(await stores.mutes.all(), day);
  const dueTopics = all.filter(({ topic }) => !isMuted(topic, mutes));
  const told = await stores.toldTopics.toldAmong(idsToLookUp(dueTopics));
  const named = inForce(register.units, day);
  return { ...planDigests(day, dueTopics, told, units), unaddressed, register: { named, mailable: units }, failures };
}

function restingDay(day: Day): PlanOutcome {
  return { day, isWorkingDay: false, digests: 0, topics: 0, newlyUnreachable: [], unitIdsNotInForce: [] };
}

/**
 * Reminders of reports, what superiors are told of late ones, and the lists of the units that collect.
 *
 * @param mailable the units in force, without addresses that are put aside: a superior whom no mail reaches is passed over
 */
async function dueReports(
  day: Day,
  units: readonly Unit[],
  mailable: ReadonlyMap<string, Unit>,
  calendar: WorkingCalendar,
  { registry, assignmentEvents, findings }: PlanStores,
): Promise<{ topics: DueTopic[]; unaddressed: UnaddressedReport[] }> {
  const [assignments, events] = [await registry.assignments(), await assignmentEvents.all()];
  const lastRows = latestRows(units);
  const facts = {
    dues: await leaveOutLapsed(listDues(day, { assignments, events, calendar }), findings),
    calendar,
    nameOf: (unitId: string) => lastRows.get(unitId)?.name ?? unitId,
    units: mailable,
  };
  const escalations = planEscalationTopics(day, facts);
  return {
    topics: [...planAssignmentTopics(day, facts), ...escalations.topics, ...planLateReportTopics(day, facts)],
    unaddressed: escalations.unaddressed.map((due) => ({ ...due, unitName: facts.nameOf(due.unitId) })),
  };
}

function monthsToTell(day: Day): Month[] {
  const thisMonth = monthOf(day);
  return [...monthsBetween(addMonths(thisMonth, 1 - MONTHS_TO_TELL), thisMonth)];
}

/** Few months have a unit that is undecided: only of those all verdicts are read, since a later revision may be another. */
async function dueUndecided(day: Day, { evaluations, approvals }: PlanStores): Promise<FoundTopics> {
  const failures: unknown[] = [];
  const ofMonth = async (month: Month) => {
    try {
      const undecided = await evaluations.byMonthAndVerdict(month, 'undecided');
      if (undecided.length === 0) return [];
      const ofAll = { evaluations: await evaluations.byMonth(month), approvals: await approvals.ofMonth(month) };
      return planUndecidedTopics(ofAll);
    } catch (cause) {
      failures.push(untellable(month, cause));
      return [];
    }
  };
  return { topics: (await inParallel(monthsToTell(day), QUERIES_AT_ONCE, ofMonth)).flat(), failures };
}

/** What was noticed of each unit, for itself, and once a week of all for those who are told what a month came to. */
async function dueFindings(
  day: Day,
  timeZone: string,
  units: readonly Unit[],
  { registry, findings, dismissalRules, announceToUnitIds }: PlanStores,
): Promise<DueTopic[]> {
  const lastRows = latestRows(units);
  const kept = await inParallel([...lastRows.keys()], UNITS_AT_ONCE, (unitId) => findings.ofUnit(unitId));
  const facts = {
    findings: withStanding(kept.flat(), await dismissalRules.all()),
    nameOf: (unitId: string) => lastRows.get(unitId)?.name ?? unitId,
    timeZone,
  };
  const toldOfAll = unitsToTell(announceToUnitIds, await registry.sources());
  return [...planFindingTopics(day, facts), ...planFindingsWeekTopics(day, facts, toldOfAll)];
}

async function dueAnnouncements(
  day: Day,
  units: ReadonlyMap<string, Unit>,
  { registry, announcements, announceToUnitIds }: PlanStores,
): Promise<DueTopic[]> {
  const recent = await announcements.since(addMonths(monthOf(day), 1 - MONTHS_TO_TELL));
  if (recent.length === 0) return [];
  const unitIds = unitsToTell(announceToUnitIds, await registry.sources());
  return planAnnouncementTopics({ announcements: recent, unitIds, units });
}

async function noticeUnreachable(
  unreachable: DigestPlan['unreachable'],
  day: Day,
  noticedAt: string,
  { findings }: PlanStores,
): Promise<string[]> {
  const newlyUnreachable: string[] = [];
  for (const one of unreachable) {
    const isNew = await findings.noticeForAlarm(describeUnreachable(one, day, noticedAt));
    if (isNew) newlyUnreachable.push(one.unit.unitId);
  }
  return newlyUnreachable;
}

function untellable(month: Month, cause: unknown): DomainError {
  return new DomainError('MONTH_NOT_TOLD', `Who is undecided in ${month} cannot be told: ${String(cause)}`, { cause });
}

function notPlanned(failures: readonly unknown[]): DomainError {
  const named = failures.slice(0, FAILURES_NAMED).map(String).join(' ');
  return new DomainError(
    'NOTICES_NOT_ALL_PLANNED',
    `${failures.length} accounts or months could not be told of; all other digests are ordered. ${named}`,
    { cause: new AggregateError(failures) },
  );
}
