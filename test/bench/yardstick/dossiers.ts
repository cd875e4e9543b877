import type { Dossier, StatusClass } from '../../../shared/dossier/dossier.ts';
import { rowOf, type SnapshotRow } from './snapshot-row.ts';
import { yardstickSource } from './source.ts';

/** The dossiers of the first snapshot's first `count` rows, as they are stored. */
export function yardstickDossiers(count: number): Dossier[] {
  const rows = Array.from({ length: count }, (_, index) => rowOf(index, count, 1));
  return rows.flatMap((row) => (row === null ? [] : [dossierOf(row)]));
}

function dossierOf(row: SnapshotRow): Dossier {
  return {
    dossierCode: row.dossier_code,
    unitId: row.unit_code,
    procedureCode: row.procedure_code,
    procedureName: row.procedure_name,
    channel: row.channel === 'online' ? 'online' : 'direct',
    receivedAtMs: instantMs(row.received_at) ?? 0,
    dueAtMs: instantMs(row.due_at),
    completedAtMs: instantMs(row.resolved_at),
    returnedAtMs: null,
    status: row.status,
    statusClass: classOf(row),
    flags: [],
  };
}

function classOf({ status }: SnapshotRow): StatusClass {
  return yardstickSource.statuses[status] ?? 'open';
}

/** Null for what is no date: among the yardstick's rows are spoilt ones. */
function instantMs(text: string): number | null {
  const ms = Date.parse(`${text.replace(' ', 'T')}+07:00`);
  return Number.isNaN(ms) ? null : ms;
}
