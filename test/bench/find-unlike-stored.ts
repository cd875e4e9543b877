import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { Tables } from '../../shared/runtime/tables.ts';
import { rowOf, type SnapshotRow } from './yardstick/snapshot-row.ts';

const storedSchema = z.object({
  dossierCode: z.string(),
  unitId: z.string(),
  procedureCode: z.string(),
  procedureName: z.string(),
  receivedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().optional(),
  completedAt: z.iso.datetime().nullable(),
  status: z.string(),
});
type StoredItem = z.infer<typeof storedSchema>;

const rejectedSchema = z.array(z.object({ dossierCode: z.string() }));

/**
 * Compares the Dossiers table with the rows of the yardstick's first snapshot, as they were made: each code of the file
 * is stored as its first row says, or among the rejected ones.
 *
 * @param rejected the file of rejected rows
 * @returns how many dossiers are stored, and the codes of those that are not as in the file
 */
export async function findUnlikeStored(
  tables: Tables,
  tableName: string,
  rows: number,
  rejected: string,
): Promise<{ stored: number; unlike: string[] }> {
  const byCode = rowsByCode(rows);
  const unlike: string[] = [];
  let stored = 0;
  for await (const { Items = [] } of paginateScan({ client: tables }, { TableName: tableName })) {
    for (const item of Items) {
      const dossier = storedSchema.parse(item);
      const row = byCode.get(dossier.dossierCode);
      if (row === undefined || !isAlike(dossier, row)) unlike.push(dossier.dossierCode);
      byCode.delete(dossier.dossierCode);
      stored++;
    }
  }
  const rejectedRows = rejectedSchema.parse(parse(rejected, { bom: true, columns: true }));
  for (const { dossierCode } of rejectedRows) byCode.delete(dossierCode);
  return { stored, unlike: [...unlike, ...byCode.keys()] };
}

function rowsByCode(rows: number): Map<string, SnapshotRow> {
  const byCode = new Map<string, SnapshotRow>();
  for (let index = 0; index < rows; index++) {
    const row = rowOf(index, rows, 1);
    if (row !== null && !byCode.has(row.dossier_code)) byCode.set(row.dossier_code, row);
  }
  return byCode;
}

function isAlike(dossier: StoredItem, row: SnapshotRow): boolean {
  return (
    dossier.unitId === row.unit_code &&
    dossier.procedureCode === row.procedure_code &&
    dossier.procedureName === row.procedure_name &&
    dossier.status === row.status &&
    isSameInstant(dossier.receivedAt, row.received_at) &&
    isSameInstant(dossier.dueAt, row.due_at) &&
    // Where a row has ended and does not say when, the day on which that was first seen takes the place of it.
    (row.resolved_at === '' || isSameInstant(dossier.completedAt, row.resolved_at))
  );
}

/** The file's times are the wall clock's at UTC+7. */
function isSameInstant(stored: string | null | undefined, text: string): boolean {
  if (text === '') return stored === null || stored === undefined;
  return typeof stored === 'string' && Date.parse(stored) === Date.parse(`${text.replace(' ', 'T')}+07:00`);
}
