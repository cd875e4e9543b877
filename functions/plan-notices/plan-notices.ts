import type { ReceivedReportStore } from '../../shared/assignment/received-report-store.ts';
import type { Day } from '../../shared/calendar/day.ts';
import { addMonths, type Month, monthOf, monthsBetween } from '../../shared/calendar/month.ts';
import { inForce } from '../../shared/calendar/validity.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import type { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import type { AnnouncementStore } from '../../shared/notice/announcement-store.ts';
import { describeUnreachable } from '../../shared/notice/describe-unreachable.ts';
import { type DueTopic, idsToLookUp } from '../../shared/notice/due-topic.ts';
import { planAnnouncementTopics, unitsToTell } from '../../shared/notice/plan-announcement-topics.ts';
import { planAssignmentTopics } from '../../shared/notice/plan-assignment-topics.ts';
import { accountsToTell, planDeductionTopics } from '../../shared/notice/plan-deduction-topics.ts';
import { type DigestPlan, planDigests } from '../../shared/notice/plan-digests.ts';
import { tellSuccessors } from '../../shared/notice/tell-successors.ts';
import type { ToldTopicStore } from '../../shared/notice/told-topic-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Scheduled } from '../../shared/runtime/event.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import type { Queue } from '../../shared/runtime/queue.ts';
import type { Unit } from '../../shared/unit/unit.ts';

/** Deductions and announcements older than this are told no more: their year's score is settled. */
const MONTHS_TO_TELL = 13;
const QUERIES_AT_ONCE = 13;

export interface PlanStores {
  readonly registry: RegistryStore;
  readonly receivedReports: ReceivedReportStore;
  readonly evaluations: EvaluationStore;
  readonly ledger: LedgerStore;
  readonly findings: FindingStore;
  readonly announcements: Pick<AnnouncementStore, 'since'>;
  /** Who is told what a month came to: `*` for the units that own the sources, or ids separated by `;`. */
  readonly announceToUnitIds: string;
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
  const { orders, unreachable, unitIdsNotInForce } = await planMorning(day, calendar, stores);
  for (const order of orders) await stores.noticeQueue.send(order);
  const noticedAt = new Date(scheduledAtMs).toISOString();
  const newlyUnreachable = await noticeUnreachable(unreachable, day, noticedAt, stores);
  const topics = orders.reduce((sum, order) => sum + order.topics.length, 0);
  return { day, isWorkingDay: true, digests: orders.length, topics, newlyUnreachable, unitIdsNotInForce };
}

async function planMorning(day: Day, calendar: WorkingCalendar, stores: PlanStores): Promise<DigestPlan> {
  const register = { units: await stores.registry.units(), lineage: await stores.registry.unitLineage() };
  const units = new Map(inForce(register.units, day).map((unit) => [unit.unitId, unit]));
  const reminders = await dueReminders(day, units, calendar, stores);
  const deductions = await dueDeductions(day, calendar, stores);
  const announcements = await dueAnnouncements(day, units, stores);
  const dueTopics = tellSuccessors([...deductions, ...reminders, ...announcements], day, register);
  const told = await stores.toldTopics.toldAmong(idsToLookUp(dueTopics));
  return planDigests(day, dueTopics, told, units);
}

function restingDay(day: Day): PlanOutcome {
  return { day, isWorkingDay: false, digests: 0, topics: 0, newlyUnreachable: [], unitIdsNotInForce: [] };
}

async function dueReminders(
  day: Day,
  units: ReadonlyMap<string, Unit>,
  calendar: WorkingCalendar,
  { registry, receivedReports }: PlanStores,
): Promise<DueTopic[]> {
  return planAssignmentTopics(day, {
    assignments: await registry.assignments(),
    receivedReports: await receivedReports.all(),
    units,
    calendar,
  });
}

async function dueDeductions(
  day: Day,
  calendar: WorkingCalendar,
  { evaluations, ledger }: PlanStores,
): Promise<DueTopic[]> {
  const thisMonth = monthOf(day);
  const months = [...monthsBetween(addMonths(thisMonth, 1 - MONTHS_TO_TELL), thisMonth)];
  const exceededIn = (month: Month) => evaluations.byMonthAndVerdict(month, 'exceeded');
  const exceeded = (await inParallel(months, QUERIES_AT_ONCE, exceededIn)).flat();
  const accounts = accountsToTell(exceeded);
  const entries = (await inParallel(accounts, QUERIES_AT_ONCE, (account) => ledger.entries(account))).flat();
  const explainByFor = (workingDays: number) => calendar.addWorkingDays(day, workingDays);
  return planDeductionTopics({ evaluations: exceeded, entries, explainByFor });
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
