import type * as z from 'zod';
import { dayOfNumber } from '../../shared/calendar/day.ts';
import { type Dossier, toStoredDossier } from '../../shared/dossier/dossier.ts';
import { csvLine } from '../../shared/report/csv-line.ts';
import type { copyLineSchema } from '../../shared/snapshot/canonical-line.ts';
import type { MissingEntry } from '../../shared/snapshot/comparison.ts';
import type { Standing } from '../../shared/snapshot/last-seen-before-end.ts';
import { type AwaitingDossier, type Rejection, rejectionReasons } from '../../shared/snapshot/read-row.ts';
import { statusClassOf } from '../../shared/snapshot/state.ts';

type WrittenLine = z.input<typeof copyLineSchema>;

/** Its keys stand in the order of canonical JSON (RFC 8785), so that plain JSON of it is that: a file has millions of them. */
export function toCanonicalDossier(dossier: Dossier, lastSeen: Standing | null): WrittenLine {
  const line = { dossier: toStoredDossier(dossier), kind: 'dossier' } as const;
  if (lastSeen === null) return line;
  const { unitId, dueAtMs, completedAtMs, statusClass } = lastSeen;
  const lastSeenBeforeEnd = { completedAt: isoOrNull(completedAtMs), dueAt: isoOrNull(dueAtMs), statusClass, unitId };
  return { ...line, lastSeenBeforeEnd };
}

export function toCanonicalRejection(rejection: Rejection): WrittenLine {
  const { rowNumber, reason, unitId, dossierCode, receivedAtMs, completedAtMs, statusClass } = rejection;
  const { submittedAtMs, channel = null } = rejection;
  return {
    kind: 'rejected',
    row: rowNumber,
    reason,
    unitId,
    dossierCode,
    isDuplicate: reason === 'duplicate' || reason === 'conflicting-duplicate',
    receivedAt: isoOrNull(receivedAtMs ?? Number.NaN),
    completedAt: isoOrNull(completedAtMs ?? Number.NaN),
    statusClass,
    ...(submittedAtMs !== undefined && { submittedAt: isoOrNull(submittedAtMs ?? Number.NaN), channel }),
  };
}

export function toCanonicalAwaiting({ submittedAtMs, ...dossier }: AwaitingDossier): WrittenLine {
  return { kind: 'awaiting', ...dossier, submittedAt: isoOrNull(submittedAtMs ?? Number.NaN) };
}

/** Null for what ended so long ago that its code is no longer kept: no month can change by it. */
export function toCanonicalVanished(missing: MissingEntry): WrittenLine | null {
  const { dossierCode, unitId, kind, lastSeenDayNumber } = missing;
  const statusClass = statusClassOf(kind);
  if (dossierCode === null || unitId === null || statusClass === null || lastSeenDayNumber === null) return null;
  return {
    kind: 'vanished',
    dossierCode,
    unitId,
    receivedAt: new Date(missing.receivedAtMs).toISOString(),
    dueAt: isoOrNull(missing.dueAtMs),
    completedAt: isoOrNull(missing.completedAtMs),
    statusClass,
    lastSeenOn: dayOfNumber(lastSeenDayNumber),
  };
}

function isoOrNull(instantMs: number): string | null {
  return Number.isNaN(instantMs) ? null : new Date(instantMs).toISOString();
}

const rejectedColumns = ['line', 'dossierCode', 'unitId', 'column', 'value', 'reason', 'explanation'];

/** By it a spreadsheet knows UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The heading of the file of rejected rows. */
export const rejectedHeading = `${BYTE_ORDER_MARK}${csvLine(rejectedColumns)}`;

/** A rejected row as a line for whoever mends the export: where, what and why, without the applicant's fields. */
export function rejectedLine({ line, dossierCode, unitId, column, value, reason }: Rejection): string {
  return csvLine([line, dossierCode, unitId, column, value, reason, rejectionReasons[reason]]);
}
