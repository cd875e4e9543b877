import type * as z from 'zod';
import { type CanonicalLine, canonicalLineSchema } from '../../shared/snapshot/canonical-line.ts';

/** A line as it is written: instants as text. */
export type WrittenLine = z.input<typeof canonicalLineSchema>;
type WrittenDossier = Extract<WrittenLine, { kind: 'dossier' }>;

/** `2020-06-01 08:00` in the province's time, as it is written. */
export function instant(local: string): string {
  return new Date(`${local.replace(' ', 'T')}:00+07:00`).toISOString();
}

function orNull(local: string | null): string | null {
  return local === null ? null : instant(local);
}

/** A dossier line: its last part says how it stands, `open` without a completion, else ended at that time. */
export function dossierLine(
  unitId: string,
  dossierCode: string,
  [received, due, completed]: readonly [string, string | null, string | null],
  more: Partial<WrittenDossier['dossier']> = {},
): WrittenDossier {
  return {
    kind: 'dossier',
    dossier: {
      dossierCode,
      unitId,
      procedureCode: '1.001612',
      procedureName: 'Đăng ký thành lập hộ kinh doanh',
      channel: 'online',
      receivedAt: instant(received),
      dueAt: orNull(due),
      completedAt: orNull(completed),
      returnedAt: null,
      status: completed === null ? '4' : '9',
      statusClass: completed === null ? 'open' : 'completed',
      flags: [],
      ...more,
    },
  };
}

export function rejectedLine(
  unitId: string | null,
  row: number,
  more: Partial<Extract<WrittenLine, { kind: 'rejected' }>> = {},
): WrittenLine {
  return {
    kind: 'rejected',
    row,
    reason: 'unreadable-date',
    unitId,
    dossierCode: null,
    isDuplicate: false,
    receivedAt: null,
    completedAt: null,
    statusClass: null,
    ...more,
  };
}

/** A dossier that was last seen open, or else ended at `completed`. */
export function vanishedLine(
  unitId: string,
  dossierCode: string,
  [received, due, completed = null]: readonly [string, string | null, (string | null)?],
): WrittenLine {
  return {
    kind: 'vanished',
    dossierCode,
    unitId,
    receivedAt: instant(received),
    dueAt: orNull(due),
    completedAt: orNull(completed),
    statusClass: completed === null ? 'open' : 'completed',
    lastSeenOn: '2020-06-15',
  };
}

export function readLines(lines: readonly WrittenLine[]): CanonicalLine[] {
  return lines.map((line) => canonicalLineSchema.parse(line));
}
