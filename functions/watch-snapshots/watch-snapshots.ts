import { addDays, type Day } from '../../shared/calendar/day.ts';
import { isInForce } from '../../shared/calendar/validity.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { dayAt } from '../../shared/calendar/zone.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import type { RegistryStore } from '../../shared/registry/registry-store.ts';
import { formatDay } from '../../shared/report/format-vietnamese.ts';
import type { Scheduled } from '../../shared/runtime/event.ts';
import { findMissingDays, WATCHED_DAYS } from '../../shared/snapshot/find-missing-days.ts';
import type { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import type { Source } from '../../shared/source/source.ts';
import type { UnitSource } from '../../shared/unit/unit.ts';
import { resolveCame } from './resolve-came.ts';

export interface WatchServices {
  readonly registry: RegistryStore;
  readonly receipts: ReceiptStore;
  readonly findings: FindingStore;
}

/**
 * Looks, source by source, for days whose snapshot has not come, keeps a finding of each, and says of those that
 * came since that they did. Returns how many are new.
 */
export async function watchSnapshots({ scheduledAt }: Scheduled, services: WatchServices): Promise<number> {
  const { registry } = services;
  const [sources, entries, unitSources] = await Promise.all([
    registry.sources(),
    registry.calendar(),
    registry.unitSources(),
  ]);
  const calendar = new WorkingCalendar(entries);
  const noticedAt = new Date(scheduledAt).toISOString();
  let noticed = 0;
  for (const source of sources) {
    const lastDay = addDays(dayAt(Date.parse(scheduledAt), source.timeZone), -1);
    const missing = await missingDays(source, lastDay, calendar, unitSources, services);
    for (const day of missing) {
      if (await services.findings.noticeForAlarm(missingSnapshot(source, day, noticedAt))) noticed++;
    }
    await resolveCame(source, lastDay, noticedAt, services);
  }
  return noticed;
}

async function missingDays(
  source: Source,
  lastDay: Day,
  calendar: WorkingCalendar,
  unitSources: readonly UnitSource[],
  { receipts }: WatchServices,
): Promise<Day[]> {
  const { sourceId } = source;
  const first = await receipts.firstAccepted(sourceId);
  if (first === null) return [];
  const accepted = await receipts.acceptedBetween(sourceId, addDays(lastDay, 1 - WATCHED_DAYS), lastDay);
  const days = {
    source,
    firstDay: first.day,
    accepted: new Set(accepted.map(({ day }) => day)),
    countsOn: (day: Day) => unitSources.some((row) => row.sourceId === sourceId && isInForce(row, day)),
  };
  return findMissingDays(days, lastDay, calendar);
}

function missingSnapshot({ sourceId, name, ownerUnitId }: Source, day: Day, noticedAt: string): Finding {
  return {
    unitId: ownerUnitId,
    findingId: `snapshot-missing#${sourceId}#${day}`,
    kind: 'snapshot-missing',
    severity: 'alarm',
    state: 'open',
    sourceId,
    day,
    month: null,
    sentence: `Chưa nhận được dữ liệu ngày ${formatDay(day)} của ${name}.`,
    evidence: { sourceId, day },
    noticedAt,
  };
}
