import { messageOf, objectCreated } from '../import-registry/registry-drops.ts';
import { sqsEvent } from '../notice/sqs-event.ts';
import type { InterruptedCase } from './interrupted-case.ts';
import type { System } from './system.ts';

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
  dateFormats: ['dd/MM/yyyy HH:mm'],
  statuses: { open: 'open', done: 'completed' },
};
const registryFiles = {
  'sources.json': JSON.stringify([source]),
  'units.csv':
    'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo\nso-xay-dung,Sở Xây dựng,province,department,,,,,,2020-01-01,\nubnd-long-xuyen,UBND thành phố Long Xuyên,district,locality,,,,,,2020-01-01,\n',
  'unit-codes.csv':
    'sourceId,code,unitId,validFrom,validTo\nportal,U1,so-xay-dung,2020-01-01,\nportal,U2,ubnd-long-xuyen,2020-01-01,\n',
  'unit-sources.csv':
    'unitId,sourceId,validFrom,validTo\nso-xay-dung,portal,2020-01-01,\nubnd-long-xuyen,portal,2020-01-01,\n',
};

const calendar = 'date,kind,name\n2020-09-02,holiday,Quốc khánh\n';

const A1 = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,open';
const A1done = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,05/06/2020 16:00,done';
const A2 = 'A2,U2,02/06/2020 08:00,04/06/2020 17:00,,open';
const A3 = 'A3,U2,03/06/2020 08:00,30/06/2020 17:00,,open';
const unreadable = 'A4,U2,99/06/2020 08:00,,,open';

function file(...rows: string[]): string {
  return [HEADER, ...rows, ''].join('\n');
}

/** The event of a day's file, which comes half an hour after midnight. */
function arrival(day: string, suffix = '.csv') {
  const time = new Date(Date.parse(`${day}T00:30:00+07:00`) + 86_400_000).toISOString();
  return messageOf(objectCreated(`snapshots/portal/${day}${suffix}`, time));
}

function lay({ bucket }: System, day: string, content: string, suffix = '.csv'): Promise<void> {
  return bucket.write(`snapshots/portal/${day}${suffix}`, content, 'text/csv');
}

async function register(system: System): Promise<void> {
  for (const [name, content] of Object.entries(registryFiles)) {
    await system.bucket.write(`registry/${name}`, content, 'text/plain');
    await system.handle('import-registry', messageOf(objectCreated(`registry/${name}`, '2020-01-01T00:00:00Z')));
  }
}

/** Days that were taken in, in order. */
async function ingested(system: System, days: Readonly<Record<string, string>>): Promise<void> {
  await register(system);
  for (const [day, content] of Object.entries(days)) {
    await lay(system, day, content);
    await system.handle('ingest-snapshot', arrival(day));
  }
}

/** A file that came before its day was over, and was put aside for that. */
async function quarantined(system: System): Promise<void> {
  await ingested(system, { '2020-06-04': file(A1, A2) });
  await lay(system, '2020-06-05', file(A1done));
  await system.handle(
    'ingest-snapshot',
    messageOf(objectCreated('snapshots/portal/2020-06-05.csv', '2020-06-05T10:00:00Z')),
  );
}

const whatADayLeaves = ['Dossiers', 'Findings', 'Snapshots', 'Tallies', 'activity/', 'receipts/', 'states/'];

export const ingestCases: readonly InterruptedCase[] = [
  {
    title: 'the first day',
    prepare: async (system) => {
      await register(system);
      await lay(system, '2020-06-03', file(A1, A2, unreadable));
    },
    event: arrival('2020-06-03'),
    feeds: 'ingest',
    writesTo: ['Dossiers', 'Snapshots', 'Tallies', 'activity/', 'receipts/', 'rejected/', 'states/'],
  },
  {
    title: 'a first load that goes on part by part, with time for one dossier each',
    prepare: async (system) => {
      await register(system);
      await lay(system, '2020-06-03', file(A1, A2, A3, unreadable));
    },
    event: arrival('2020-06-03'),
    feeds: 'ingest',
    environment: { TIME_BUDGET_SECONDS: '0.000001' },
    writesTo: ['Dossiers', 'Snapshots', 'Tallies', 'activity/', 'ingest', 'receipts/', 'rejected/', 'states/'],
  },
  {
    title: "a month's last day, with a rejected row, a vanished dossier and one that is dated back",
    prepare: async (system) => {
      await ingested(system, { '2020-06-29': file(A1, A2, A3) });
      await lay(system, '2020-06-30', file(A1done, A2, unreadable));
    },
    event: arrival('2020-06-30'),
    feeds: 'ingest',
    writesTo: [...whatADayLeaves, 'canonical/', 'rejected/'].toSorted(),
  },
  {
    title: 'a file that is put aside',
    prepare: async (system) => {
      await ingested(system, { '2020-06-04': file(A1, A2) });
      await lay(system, '2020-06-05', 'code,unit,received\nA1,U1,01/06/2020\n');
    },
    event: arrival('2020-06-05'),
    feeds: 'ingest',
    writesTo: ['Findings', 'Snapshots', 'quarantine/'],
    raises: ['SnapshotQuarantined'],
  },
  {
    title: 'a correction of the last day',
    prepare: async (system) => {
      await ingested(system, { '2020-06-03': file(A1, A2), '2020-06-04': file(A1, A2, unreadable) });
      await lay(system, '2020-06-04', file(A1done, A3, unreadable), '.2.csv');
    },
    event: arrival('2020-06-04', '.2.csv'),
    feeds: 'ingest',
    writesTo: [...whatADayLeaves, 'rejected/'].toSorted(),
  },
  {
    title: 'a correction that shows a dossier again, of which a finding tells that it vanished',
    prepare: async (system) => {
      await ingested(system, { '2020-06-03': file(A1, A2), '2020-06-04': file(A1) });
      await lay(system, '2020-06-04', file(A1, A2), '.2.csv');
    },
    event: arrival('2020-06-04', '.2.csv'),
    feeds: 'ingest',
    // The dossier itself was never taken back: it stands as it was last seen.
    writesTo: ['Findings', 'Snapshots', 'Tallies', 'activity/', 'receipts/', 'states/'],
  },
  {
    title: 'a day that comes late, by which the two later ones are derived again, one after the other',
    prepare: async (system) => {
      await ingested(system, { '2020-06-03': file(A2), '2020-06-05': file(A2), '2020-06-06': file(A2) });
      await lay(system, '2020-06-04', file(A2, A3));
    },
    event: arrival('2020-06-04'),
    feeds: 'ingest',
    writesTo: [...whatADayLeaves, 'ingest'].toSorted(),
  },
  {
    title: 'an older file of a day that stands corrected, by which the newer one is written once more',
    prepare: async (system) => {
      await register(system);
      await lay(system, '2020-06-04', file(A1done, A2), '.2.csv');
      await system.handle('ingest-snapshot', arrival('2020-06-04', '.2.csv'));
      await lay(system, '2020-06-04', file(A1));
    },
    event: arrival('2020-06-04'),
    feeds: 'ingest',
    // A revision more for each time that it is written once more.
    ofAttempts: ['revision', 'stateRevision'],
    writesTo: ['Dossiers', 'Snapshots', 'Tallies', 'activity/', 'ingest', 'receipts/', 'states/'],
  },
  {
    title: 'a file that an admin let through',
    prepare: quarantined,
    event: sqsEvent({
      kind: 'ingest',
      objectKey: 'snapshots/portal/2020-06-05.csv',
      readKey: 'quarantine/portal/2020-06-05.csv',
      receivedAt: '2020-06-05T10:00:00Z',
      release: { actor: 'quan-tri', reason: 'Đã chuyển sang hệ thống khác' },
      isDerivedAgain: false,
      isRewritten: false,
    }),
    feeds: 'ingest',
    writesTo: whatADayLeaves,
  },
];

export const releaseCases: readonly InterruptedCase[] = [
  {
    title: 'a file is let through',
    prepare: quarantined,
    event: { actor: 'quan-tri', reason: 'Đã chuyển sang hệ thống khác', sourceId: 'portal', day: '2020-06-05' },
    writesTo: ['ingest'],
  },
];

export const watchCases: readonly InterruptedCase[] = [
  {
    title: 'two days have not come, and nobody has imported a calendar',
    prepare: (system) => ingested(system, { '2020-06-08': file(A1) }),
    event: sqsEvent({ scheduledAt: '2020-06-11T07:00:00+07:00' }),
    writesTo: ['Findings'],
    raises: ['CalendarMissing', 'SnapshotMissing'],
  },
  {
    title: 'two days that were missing have come since, and so has the calendar',
    prepare: async (system) => {
      await ingested(system, { '2020-06-08': file(A1) });
      await system.handle('watch-snapshots', sqsEvent({ scheduledAt: '2020-06-11T07:00:00+07:00' }));
      for (const day of ['2020-06-09', '2020-06-10', '2020-06-11']) {
        await lay(system, day, file(A1));
        await system.handle('ingest-snapshot', arrival(day));
      }
      await system.bucket.write('registry/calendar.csv', calendar, 'text/plain');
      await system.handle('import-registry', messageOf(objectCreated('registry/calendar.csv', '2020-06-11T02:00:00Z')));
    },
    event: sqsEvent({ scheduledAt: '2020-06-12T07:00:00+07:00' }),
    writesTo: ['Findings'],
  },
];
