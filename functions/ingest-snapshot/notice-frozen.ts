import type { Month } from '../../shared/calendar/month.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { noticeUnchanged } from '../../shared/finding/notice-unchanged.ts';
import { raise } from '../../shared/runtime/telemetry.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedFile } from './derive-day.ts';
import type { IngestServices } from './ingest-services.ts';

/**
 * Keeps a finding of a file with the very bytes of the nearest earlier day's, unless a quiet day explains it.
 *
 * @returns the finding, new or not; null where there is none
 */
export async function noticeFrozen(
  day: DayAtWork,
  { objectDigest, counts }: DerivedFile,
  { registry, findings }: IngestServices,
): Promise<Finding | null> {
  const { order, name, priorReceipt } = day;
  if (priorReceipt === null || priorReceipt.objectDigest !== objectDigest) return null;
  const calendar = new WorkingCalendar(await registry.calendar());
  const finding = noticeUnchanged({
    source: day.registry.source,
    day: name.day,
    fileNumber: name.fileNumber,
    objectKey: order.objectKey,
    priorDay: priorReceipt.day,
    rowsRead: counts.rowsRead,
    isWorkingDay: calendar.isWorkingDay(name.day),
    month: governedMonth(day),
    noticedAt: order.receivedAt,
  });
  if (finding === null) return null;
  const isAlarm = finding.severity === 'alarm' && !order.isDerivedAgain;
  if (!isAlarm) await findings.notice(finding);
  else if (await findings.noticeForAlarm(finding)) raise('SnapshotUnchanged');
  return finding;
}

function governedMonth({ months }: DayAtWork): Month | null {
  const governed = [...months.values()].flat().filter(({ mayGovern }) => mayGovern);
  return governed.map(({ month }) => month).toSorted()[0] ?? null;
}
