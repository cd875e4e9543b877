import { guardSnapshot, releasableReasons } from '../../shared/snapshot/guard-snapshot.ts';
import type { AcceptedReceipt, QuarantineReason } from '../../shared/snapshot/receipt.ts';
import type { SnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedFile } from './derive-day.ts';
import { rulesDigestOf } from './keep-day.ts';
import { asOfInstant } from './registry-of-day.ts';

/** Why the file must be put aside; an admin's release overrules what can be overruled. */
export function reasonsAgainst({ order, name, registry, standing, priorReceipt }: DayAtWork, derived: DerivedFile) {
  if (derived.quarantine !== null) return [derived.quarantine];
  const isNumberTaken = standing?.fileNumber === name.fileNumber && standing.objectKey !== order.objectKey;
  if (isNumberTaken) return [numberTaken(standing, name)];
  const isOver = Date.parse(order.receivedAt) >= asOfInstant(registry.source, name.day);
  const early: QuarantineReason = {
    code: 'day-not-over',
    message: `The file is named for ${name.day}, but came at ${order.receivedAt}, before that day was over.`,
  };
  const reasons = guardSnapshot({
    counts: derived.counts,
    prior: priorReceipt && { rowsRead: priorReceipt.rowsRead, open: derived.openBefore },
    hasMovingWindow: registry.source.window.movingDays !== undefined,
  });
  const all = isOver ? reasons : [early, ...reasons];
  const isLetThrough = order.release !== null || order.isDerivedAgain;
  return isLetThrough ? all.filter(({ code }) => !releasableReasons.has(code)) : all;
}

function numberTaken({ objectKey }: AcceptedReceipt, { day, fileNumber, format }: SnapshotName): QuarantineReason {
  const message = `${objectKey} was accepted as file ${fileNumber} of ${day}: name a correction ${day}.${fileNumber + 1}.${format}.`;
  return { code: 'number-taken', message };
}

/** The same file with the same inputs was ingested: its pointer was the last thing written, so all else is there. */
export function isDoneAlready(
  day: DayAtWork,
  { objectDigest, state }: DerivedFile,
  standing: AcceptedReceipt,
): boolean {
  const { order, name, priorReceipt } = day;
  return (
    !order.isRewritten &&
    standing.fileNumber === name.fileNumber &&
    standing.objectDigest === objectDigest &&
    standing.inputsDigest === state.head.inputsDigest &&
    standing.rulesDigest === rulesDigestOf(day, state) &&
    standing.priorStateDigest === (priorReceipt?.stateDigest ?? null)
  );
}
