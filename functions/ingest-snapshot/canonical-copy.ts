import { stringify } from 'csv-stringify/sync';
import type * as z from 'zod';
import { type Dossier, toStoredDossier } from '../../shared/dossier/dossier.ts';
import type { canonicalLineSchema } from '../../shared/snapshot/canonical-line.ts';
import type { LastSeen } from '../../shared/snapshot/last-seen-before-end.ts';
import { type Rejection, rejectionReasons } from '../../shared/snapshot/read-row.ts';
import type { StateEntry } from '../../shared/snapshot/state.ts';

type WrittenLine = z.input<typeof canonicalLineSchema>;

export function toCanonicalDossier(dossier: Dossier, lastSeen: LastSeen | null): WrittenLine {
  const line = { kind: 'dossier', dossier: toStoredDossier(dossier) } as const;
  if (lastSeen === null) return line;
  const { unitId, dueAtMs, statusClass } = lastSeen;
  return { ...line, lastSeenBeforeEnd: { unitId, dueAt: isoOrNull(dueAtMs), statusClass } };
}

export function toCanonicalRejection(rejection: Rejection): WrittenLine {
  const { line, reason, unitId, dossierCode, receivedAtMs, completedAtMs, statusClass } = rejection;
  return {
    kind: 'rejected',
    line,
    reason,
    unitId,
    dossierCode,
    isDuplicate: reason === 'duplicate' || reason === 'conflicting-duplicate',
    receivedAt: isoOrNull(receivedAtMs ?? Number.NaN),
    completedAt: isoOrNull(completedAtMs ?? Number.NaN),
    statusClass,
  };
}

export function toCanonicalVanished(entry: StateEntry): WrittenLine {
  return {
    kind: 'vanished',
    dossierCode: entry.dossierCode ?? '',
    unitId: entry.unitId ?? '',
    receivedAt: new Date(entry.receivedAtMs).toISOString(),
    dueAt: isoOrNull(entry.dueAtMs),
    lastSeenOn: new Date(entry.completedAtMs).toISOString().slice(0, 10),
  };
}

function isoOrNull(instantMs: number): string | null {
  return Number.isNaN(instantMs) ? null : new Date(instantMs).toISOString();
}

const rejectedColumns = ['line', 'dossierCode', 'unitId', 'column', 'value', 'reason', 'explanation'];

/** The rejected rows as a file for whoever mends the export: where, what and why, without the applicant's fields. */
export function rejectedCsv(rejections: readonly Rejection[]): string {
  const rows = rejections.map(({ line, dossierCode, unitId, column, value, reason }) => [
    line,
    dossierCode,
    unitId,
    column,
    value,
    reason,
    rejectionReasons[reason],
  ]);
  return stringify([rejectedColumns, ...rows], { bom: true, escape_formulas: true });
}
