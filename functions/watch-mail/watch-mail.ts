import { addDays, type Day } from '../../shared/calendar/day.ts';
import { inForce } from '../../shared/calendar/validity.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import type { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import type { AdminMailStore } from '../../shared/notice/admin-mail-store.ts';
import { hasNoAddress, listUnreachable, type UnreachableUnit } from '../../shared/notice/list-unreachable.ts';
import { type Mute, mutesOn } from '../../shared/notice/mute.ts';
import type { MuteStore } from '../../shared/notice/mute-store.ts';
import { type Notice, postponementCauseSchema } from '../../shared/notice/notice.ts';
import type { NoticeStore, WaitsFor } from '../../shared/notice/notice-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import type { Scheduled } from '../../shared/runtime/event.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import type { AdminTopic } from './admin-mail.ts';
import { composeAdminMail, type MailStanding } from './compose-admin-mail.ts';

/** What nobody has answered for so long an admin has seen ten times. */
const DAYS_LISTED = 14;
const QUERIES_AT_ONCE = 16;

export interface WatchStores {
  readonly registry: RegistryStore;
  readonly asides: AddressAsideStore;
  readonly findings: FindingStore;
  readonly notices: NoticeStore;
  readonly mutes: MuteStore;
  readonly adminMails: AdminMailStore;
  readonly adminTopic: AdminTopic;
}

export interface WatchOutcome {
  readonly day: Day;
  readonly isTold: boolean;
  readonly unanswered: number;
  readonly waiting: number;
  readonly unreachable: number;
}

/**
 * Tells the admins, on working days and only where there is something, which mails have no answer, which wait, and which
 * units cannot be reached. A run that is repeated tells nothing again; one that died between telling and noting it does.
 */
export async function watchMail(
  { scheduledAt }: Scheduled,
  timeZone: string,
  stores: WatchStores,
): Promise<WatchOutcome> {
  const now = new Date(scheduledAt);
  const day = dayAt(now.getTime(), timeZone);
  const isWorkingDay = new WorkingCalendar(await stores.registry.calendar()).isWorkingDay(day);
  if (!isWorkingDay || (await stores.adminMails.isTold(day))) {
    return { day, isTold: false, unanswered: 0, waiting: 0, unreachable: 0 };
  }
  const standing = await readStanding(day, now, stores);
  const mail = composeAdminMail(standing);
  if (mail !== null) {
    await stores.adminTopic.tell(mail);
    await stores.adminMails.markTold(day, mail.subject);
  }
  const { unanswered, waiting, unreachable } = standing;
  return {
    day,
    isTold: mail !== null,
    unanswered: unanswered.length,
    waiting: waiting.length,
    unreachable: unreachable.length,
  };
}

async function readStanding(day: Day, now: Date, stores: WatchStores): Promise<MailStanding> {
  const { notices } = stores;
  const daysAgo = (days: number) => `${addDays(now.toISOString().slice(0, 10), -days)}${now.toISOString().slice(10)}`;
  const waitingFor = (waitsFor: WaitsFor, until: string) =>
    collect(notices.waiting(waitsFor, daysAgo(DAYS_LISTED), until));
  const waiting: Notice[] = [];
  for (const cause of postponementCauseSchema.options) waiting.push(...(await waitingFor(cause, daysAgo(0))));
  return {
    day,
    unanswered: await waitingFor('answer', daysAgo(1)),
    waiting,
    unreachable: await findUnreachable(day, stores),
    mutes: await mutesInForce(day, stores),
  };
}

async function findUnreachable(day: Day, { registry, asides, findings }: WatchStores): Promise<UnreachableUnit[]> {
  const units = inForce(await registry.units(), day);
  const unitIds = units.filter(hasNoAddress).map(({ unitId }) => unitId);
  const known = await inParallel(
    unitIds,
    QUERIES_AT_ONCE,
    async (unitId) => [unitId, await findings.ofUnit(unitId)] as const,
  );
  const findingsById: ReadonlyMap<string, Finding[]> = new Map(known);
  return listUnreachable(units, await asides.register(), (unitId) => findingsById.get(unitId) ?? []);
}

async function mutesInForce(day: Day, { mutes }: WatchStores): Promise<Mute[]> {
  const byUnit = [...mutesOn(await mutes.all(), day).values()];
  return [...new Set(byUnit.flatMap((byKind) => [...byKind.values()]))];
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
