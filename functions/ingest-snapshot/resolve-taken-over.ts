import { formatDay } from '../../shared/report/format-vietnamese.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedFile } from './derive-day.ts';
import type { IngestServices } from './ingest-services.ts';

/**
 * Says of `unit-ended` findings that they are over, where the latest day's file states no open dossier under the unit any
 * more. Where no unit has ever ended, nothing is looked up.
 */
export async function resolveTakenOver(
  { order, name, registry }: DayAtWork,
  { findings: noticed }: DerivedFile,
  { findings, receipts }: Pick<IngestServices, 'findings' | 'receipts'>,
): Promise<void> {
  if (registry.units.every(({ validTo }) => validTo === null)) return;
  const unclosed = await findings.unclosed({ unitId: registry.source.ownerUnitId, kind: 'unit-ended' });
  const standing = new Set(noticed.map(({ findingId }) => findingId));
  const over = unclosed.filter(
    ({ sourceId, day, findingId }) =>
      sourceId === name.sourceId && day !== null && day <= name.day && !standing.has(findingId),
  );
  if (over.length === 0 || (await receipts.firstAfter(name.sourceId, name.day)) !== null) return;
  const reason = `Dữ liệu ngày ${formatDay(name.day)} không còn ghi hồ sơ đang giải quyết nào ở đơn vị này.`;
  for (const finding of over) await findings.resolve(finding, reason, order.causedAt ?? order.receivedAt);
}
