import type { IngestHarness } from './ingest-harness.ts';

const HEADER = 'code,unit,received,due,completed,status';

const source = {
  sourceId: 'portal',
  name: 'Cổng dịch vụ công',
  ownerUnitId: 'so-tttt',
  timeZone: 'Asia/Ho_Chi_Minh',
  rhythm: 'daily',
  columns: {
    dossierCode: 'code',
    unitCode: 'unit',
    receivedAt: 'received',
    dueAt: 'due',
    completedAt: 'completed',
    status: 'status',
  },
  dateFormats: ['dd/MM/yyyy HH:mm', 'dd/MM/yyyy'],
  statuses: { new: 'not-counted', open: 'open', paused: 'paused', returned: 'returned', done: 'completed' },
};

/** Sources with one format; each counts for a department (code U1) and a district (U2) of its own. */
export async function registerPortals(
  harness: IngestHarness,
  sourceIds: readonly string[] = ['portal'],
): Promise<void> {
  const units = sourceIds.flatMap((sourceId) => [
    { sourceId, code: 'U1', unitId: `so-${sourceId}`, rest: 'province,department' },
    { sourceId, code: 'U2', unitId: `ubnd-${sourceId}`, rest: 'district,locality' },
  ]);
  await harness.register('sources.json', JSON.stringify(sourceIds.map((sourceId) => ({ ...source, sourceId }))));
  await harness.register(
    'units.csv',
    table(
      'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo',
      ...units.map(({ unitId, rest }) => `${unitId},${unitId},${rest},,,,,,2020-01-01,`),
    ),
  );
  await harness.register(
    'unit-codes.csv',
    table(
      'sourceId,code,unitId,validFrom,validTo',
      ...units.map(({ sourceId, code, unitId }) => `${sourceId},${code},${unitId},2020-01-01,`),
    ),
  );
  await harness.register(
    'unit-sources.csv',
    table(
      'unitId,sourceId,validFrom,validTo',
      ...units.map(({ unitId, sourceId }) => `${unitId},${sourceId},2020-01-01,`),
    ),
  );
}

/** A snapshot with these rows: code, unit, received, due, completed, status. */
export function file(...rows: string[]): string {
  return table(HEADER, ...rows);
}

/** So many open dossiers of the district, received on 01/06 and due on 30/06/2020. */
export function openRows(count: number, prefix = 'B'): string[] {
  return Array.from({ length: count }, (_, number) => `${prefix}${number},U2,01/06/2020 08:00,30/06/2020 17:00,,open`);
}

/** When a day's file comes: half an hour after midnight. */
export function nextMorning(day: string): string {
  return new Date(Date.parse(`${day}T00:30:00+07:00`) + 86_400_000).toISOString();
}

function table(...lines: string[]): string {
  return [...lines, ''].join('\n');
}
