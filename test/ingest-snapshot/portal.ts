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

/** Two sources with one format, and a department (U1) and a district (U2) for which the first of them counts. */
export async function registerPortals(
  harness: IngestHarness,
  sourceIds: readonly string[] = ['portal'],
): Promise<void> {
  const [counting = 'portal'] = sourceIds;
  const codes = sourceIds.flatMap((id) => [`${id},U1,so-xay-dung,2020-01-01,`, `${id},U2,ubnd-long-xuyen,2020-01-01,`]);
  await harness.register('sources.json', JSON.stringify(sourceIds.map((sourceId) => ({ ...source, sourceId }))));
  await harness.register(
    'units.csv',
    table(
      'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo',
      'so-xay-dung,Sở Xây dựng,province,department,,,,,,2020-01-01,',
      'ubnd-long-xuyen,UBND thành phố Long Xuyên,district,locality,,,,,,2020-01-01,',
    ),
  );
  await harness.register('unit-codes.csv', table('sourceId,code,unitId,validFrom,validTo', ...codes));
  await harness.register(
    'unit-sources.csv',
    table(
      'unitId,sourceId,validFrom,validTo',
      `so-xay-dung,${counting},2020-01-01,`,
      `ubnd-long-xuyen,${counting},2020-01-01,`,
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
