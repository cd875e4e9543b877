import type { QuarantineReason, RowCounts } from './receipt.ts';

/** What the guards look at: today's counts against those of the nearest earlier day. */
export interface SnapshotVolumes {
  readonly counts: RowCounts;
  /** Null before the first snapshot. */
  readonly prior: { readonly rowsRead: number; readonly open: number } | null;
  /** The export holds ended dossiers of some last days only, so that its size says nothing. */
  readonly hasMovingWindow: boolean;
}

/** Percentages are looked at only from so many rows on: small sources come and go by chance. */
const FLOOR_ROWS = 50;
const MAX_SHRINK_PERCENT = 20;
const MAX_LOST_OPEN_PERCENT = 5;
const MAX_REJECTED_PERCENT = 20;

/** Why a file that could be read must still be put aside: too much is missing or unreadable. Empty: let it in. */
export function guardSnapshot({ counts, prior, hasMovingWindow }: SnapshotVolumes): QuarantineReason[] {
  const reasons: QuarantineReason[] = [];
  if (counts.rowsRead === 0) reasons.push({ code: 'empty', message: 'The file has a header and no rows.' });
  if (isShare(counts.rejected, counts.rowsRead, MAX_REJECTED_PERCENT)) {
    reasons.push({
      code: 'too-many-rejected',
      message: `${counts.rejected} of ${counts.rowsRead} rows cannot be read.`,
    });
  }
  if (prior === null) return reasons;
  const lostRows = prior.rowsRead - counts.rowsRead;
  if (!hasMovingWindow && isShare(lostRows, prior.rowsRead, MAX_SHRINK_PERCENT)) {
    const message = `The file has ${counts.rowsRead} rows, the day before had ${prior.rowsRead}.`;
    reasons.push({ code: 'shrunk', message });
  }
  if (isShare(counts.vanished, prior.open, MAX_LOST_OPEN_PERCENT)) {
    const message = `${counts.vanished} of the ${prior.open} open dossiers of the day before are not in the file.`;
    reasons.push({ code: 'lost-open-dossiers', message });
  }
  return reasons;
}

/** Whether `part` is at least `percent` of `whole`, and no handful. */
function isShare(part: number, whole: number, percent: number): boolean {
  return part >= FLOOR_ROWS && part * 100 >= whole * percent;
}

/** Guards that an admin may overrule: what was read is right, and there is less of it. The others cannot be counted at all. */
export const releasableReasons: ReadonlySet<string> = new Set([
  'too-many-rejected',
  'shrunk',
  'lost-open-dossiers',
  'day-not-over',
]);
