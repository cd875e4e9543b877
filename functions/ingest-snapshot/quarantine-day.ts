import { formatDay } from '../../shared/report/format-vietnamese.ts';
import { quarantineWords } from '../../shared/report/words.ts';
import { logger, raise } from '../../shared/runtime/telemetry.ts';
import type { QuarantinedReceipt, QuarantineReason } from '../../shared/snapshot/receipt.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedFile } from './derive-day.ts';
import type { IngestServices } from './ingest-services.ts';
import { keepRejected } from './keep-objects.ts';

/** Puts a file aside whole: it changes no count, an admin hears of it, and may release it. */
export async function quarantineDay(
  day: DayAtWork,
  derived: DerivedFile,
  reasons: QuarantineReason[],
  services: IngestServices,
): Promise<void> {
  const { order, name, registry } = day;
  // What was not read cannot have vanished.
  const wasRead = derived.quarantine === null && derived.counts.rowsRead > 0;
  const fileName = order.objectKey.slice(order.objectKey.lastIndexOf('/') + 1);
  const quarantineKey = `quarantine/${name.sourceId}/${fileName}`;
  if (order.readKey !== quarantineKey) await services.bucket.copy(order.readKey, quarantineKey);
  const receipt: QuarantinedReceipt = {
    outcome: 'quarantined',
    sourceId: name.sourceId,
    day: name.day,
    fileNumber: name.fileNumber,
    objectKey: order.objectKey,
    readKey: order.readKey,
    objectDigest: derived.objectDigest,
    receivedAt: order.receivedAt,
    ...derived.counts,
    vanished: wasRead ? derived.counts.vanished : 0,
    rejectedKey: await keepRejected(day, derived, services.bucket, `${name.fileNumber}.quarantined`),
    quarantineKey,
    reasons,
  };
  const isToBeRaised = await services.findings.noticeForAlarm({
    unitId: registry.source.ownerUnitId,
    findingId: `snapshot-quarantined#${name.sourceId}#${name.day}#${name.fileNumber}`,
    kind: 'snapshot-quarantined',
    severity: 'alarm',
    state: 'open',
    sourceId: name.sourceId,
    day: name.day,
    month: null,
    sentence: `Dữ liệu ngày ${formatDay(name.day)} của ${registry.source.name} (tệp ${fileName}) bị giữ lại, chưa được tính: ${reasons.map(inVietnamese).join('; ')}.`,
    evidence: { objectKey: order.objectKey, reasons: reasons.map(({ code, message }) => `${code}: ${message}`) },
    noticedAt: order.receivedAt,
  });
  await services.receipts.putQuarantined(receipt);
  logger.warn('Snapshot quarantined', { objectKey: order.objectKey, reasons });
  if (isToBeRaised) raise('SnapshotQuarantined');
}

/** As part of a sentence: without the capital. */
function inVietnamese({ code }: QuarantineReason): string {
  const words = quarantineWords[code] ?? code;
  return words.charAt(0).toLowerCase() + words.slice(1);
}
