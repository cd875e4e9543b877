import type { Day } from '../../shared/calendar/day.ts';
import type { Finding, FindingKind } from '../../shared/finding/finding.ts';
import type { FindingStore } from '../../shared/finding/finding-store.ts';
import { whyFileWasReplaced, whySnapshotCame } from '../../shared/finding/is-over.ts';
import type { AcceptedReceipt } from '../../shared/snapshot/receipt.ts';
import type { ReceiptStore } from '../../shared/snapshot/receipt-store.ts';
import type { Source } from '../../shared/source/source.ts';

export interface CameServices {
  readonly receipts: Pick<ReceiptStore, 'acceptedBetween'>;
  readonly findings: Pick<FindingStore, 'unclosed' | 'resolve'>;
}

type Why = (finding: Finding, accepted: readonly AcceptedReceipt[]) => string | null;

const whyOver: readonly (readonly [FindingKind, Why])[] = [
  ['snapshot-missing', whySnapshotCame],
  ['snapshot-quarantined', whyFileWasReplaced],
];

/** Says of days that were missing, and of files put aside, that they have come or were let through since. */
export async function resolveCame(
  { sourceId, ownerUnitId }: Source,
  lastDay: Day,
  at: string,
  { receipts, findings }: CameServices,
): Promise<void> {
  for (const [kind, why] of whyOver) {
    const ofOwner = await findings.unclosed({ unitId: ownerUnitId, kind });
    const unclosed = ofOwner.filter((finding) => finding.sourceId === sourceId);
    const [firstDay] = unclosed.flatMap(({ day }) => day ?? []).toSorted();
    if (firstDay === undefined) continue;
    const accepted = await receipts.acceptedBetween(sourceId, firstDay, lastDay);
    for (const finding of unclosed) {
      const reason = why(finding, accepted);
      if (reason !== null) await findings.resolve(finding, reason, at);
    }
  }
}
