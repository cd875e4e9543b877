import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalLineSchema } from '../../shared/snapshot/canonical-line.ts';
import { type IngestHarness, startIngest } from './ingest-harness.ts';
import { canTellOpenFiles, openScratchFiles } from './open-scratch-files.ts';
import { readLines } from './read-canonical.ts';

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

let harness: IngestHarness;
beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  await harness.register('sources.json', JSON.stringify([source]));
  await harness.register(
    'units.csv',
    'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo\nso-xay-dung,Sở Xây dựng,province,department,,,,,,2020-01-01,\nubnd-long-xuyen,UBND thành phố Long Xuyên,district,locality,,,,,,2020-01-01,\n',
  );
  await harness.register(
    'unit-codes.csv',
    'sourceId,code,unitId,validFrom,validTo\nportal,U1,so-xay-dung,2020-01-01,\nportal,U2,ubnd-long-xuyen,2020-01-01,\n',
  );
  await harness.register(
    'unit-sources.csv',
    'unitId,sourceId,validFrom,validTo\nso-xay-dung,portal,2020-01-01,\nubnd-long-xuyen,portal,2020-01-01,\n',
  );
});
afterEach(() => harness.forget());
afterAll(() => harness.engines.close());

const A1 = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,open';
const A1done = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,05/06/2020 16:00,done';
const A2 = 'A2,U2,02/06/2020 08:00,04/06/2020 17:00,,open';
const A3 = 'A3,U2,03/06/2020 08:00,30/06/2020 17:00,,open';

function file(...rows: string[]): string {
  return [HEADER, ...rows, ''].join('\n');
}

/** The day's file comes half an hour after midnight. */
function drop(day: string, content: string | Buffer, suffix = '.csv'): Promise<void> {
  return harness.drop(`snapshots/portal/${day}${suffix}`, content, nextMorning(day));
}

function nextMorning(day: string): string {
  return new Date(Date.parse(`${day}T00:30:00+07:00`) + 86_400_000).toISOString();
}

function withoutRevisions(items: Record<string, unknown>[]) {
  return items
    .map(({ revision, stateRevision, ...rest }) => rest)
    .toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

async function tallyOf(unitId: string, day: string) {
  const tallies = await harness.scan('Tallies');
  return tallies.find((tally) => tally.unitId === unitId && tally.day === day);
}

/** The whole end state, but for how many times a day was derived. */
async function endState() {
  const tables = ['Dossiers', 'Snapshots', 'Tallies', 'Findings'] as const;
  return Promise.all(tables.map(async (table) => withoutRevisions(await harness.scan(table))));
}

describe('days as they come', () => {
  test('only what changed is written, and each unit is counted as of the day', async () => {
    // Act
    await drop('2020-06-03', file(A1, A2, A3));
    await drop('2020-06-05', file(A1done, A2, A3));

    // Assess
    const dossiers = await harness.scan('Dossiers');
    expect(Object.fromEntries(dossiers.map(({ dossierCode, asOf }) => [dossierCode, asOf]))).toEqual({
      A1: '2020-06-05#0001',
      A2: '2020-06-03#0001',
      A3: '2020-06-03#0001',
    });
    // Both are open at the end of 05/06: A2 was due on 04/06, A3 is due on 30/06.
    expect(await tallyOf('ubnd-long-xuyen', '2020-06-05')).toMatchObject({
      received: 2,
      handled: 2,
      inProcessOverdue: 1,
      inProcessWithinDue: 1,
    });
    expect(await tallyOf('so-xay-dung', '2020-06-05')).toMatchObject({ handled: 1, resolvedOnTime: 1, overdue: 0 });
  });

  test('an open dossier is found by unit and due date, an ended one is not', async () => {
    // Act
    await drop('2020-06-05', file(A1done, A2, A3));

    // Assess
    const open = (await harness.scan('Dossiers')).filter((item) => 'openUnitId' in item);
    expect(open.map(({ dossierCode, openUnitId }) => [dossierCode, openUnitId])).toEqual(
      expect.arrayContaining([
        ['A2', 'ubnd-long-xuyen'],
        ['A3', 'ubnd-long-xuyen'],
      ]),
    );
    expect(open).toHaveLength(2);
  });

  test('rows that are as yesterday go to the unit for which their code stands today', async () => {
    // Prepare: from 15/06 on, the code U9 stands for another unit; only the registry changes, not the file
    const codes = ['portal,U9,so-xay-dung,2020-01-01,2020-06-14', 'portal,U9,ubnd-long-xuyen,2020-06-15,'];
    await harness.register('unit-codes.csv', ['sourceId,code,unitId,validFrom,validTo', ...codes, ''].join('\n'));
    await drop('2020-06-14', file('A9,U9,01/06/2020 08:00,30/06/2020 17:00,,open'));

    // Act
    await drop('2020-06-15', file('A9,U9,01/06/2020 08:00,30/06/2020 17:00,,open'));

    // Assess
    expect(await tallyOf('so-xay-dung', '2020-06-14')).toMatchObject({ handled: 1 });
    expect(await tallyOf('ubnd-long-xuyen', '2020-06-15')).toMatchObject({ handled: 1 });
    expect(await tallyOf('so-xay-dung', '2020-06-15')).toMatchObject({ handled: 0 });
  });

  test('a gzip file is read as a plain one', async () => {
    await drop('2020-06-05', gzipSync(file(A1, A2)), '.csv.gz');
    expect(await harness.scan('Snapshots')).toMatchObject([{ outcome: 'accepted', rowsRead: 2, accepted: 2 }]);
  });

  test('the last day of a month leaves a canonical copy of stored fields, rejected rows and vanished dossiers', async () => {
    // Prepare
    await drop('2020-06-29', file(A1, A2, A3));

    // Act
    await drop('2020-06-30', file(A1done, A2, 'A4,U2,99/06/2020,,,open'));

    // Assess
    const [receipt] = (await harness.scan('Snapshots')).filter(({ day }) => day === '2020-06-30');
    const lines = (await readLines(harness.bucket, String(receipt?.canonicalKey))).map((line) =>
      canonicalLineSchema.parse(line),
    );
    expect(lines).toMatchObject([
      { kind: 'dossier', dossier: { dossierCode: 'A1' } },
      { kind: 'dossier', dossier: { dossierCode: 'A2' } },
      { kind: 'rejected', row: 3, unitId: 'ubnd-long-xuyen', dossierCode: 'A4', reason: 'unreadable-date' },
      { kind: 'vanished', dossierCode: 'A3', unitId: 'ubnd-long-xuyen', lastSeenOn: '2020-06-29' },
    ]);
    expect((await harness.scan('Findings')).map(({ kind, unitId }) => [kind, unitId])).toContainEqual([
      'vanished-while-open',
      'ubnd-long-xuyen',
    ]);
  });

  test('where the last day does not come, the next day shows June with due dates as last seen in June', async () => {
    // Prepare
    await drop('2020-06-29', file(A1, A2));

    // Act: on 01/07 the due date of A2 has been moved from June into July
    await drop('2020-07-01', file(A1done, 'A2,U2,02/06/2020 08:00,15/07/2020 17:00,,open'));

    // Assess
    const [june, july] = (await harness.scan('Tallies'))
      .filter(({ unitId, day }) => unitId === 'ubnd-long-xuyen' && day === '2020-07-01')
      .toSorted((a, b) => compareText(String(a.month), String(b.month)));
    expect(june).toMatchObject({ month: '2020-06', inProcessOverdue: 1, inProcessWithinDue: 0 });
    expect(july).toMatchObject({ month: '2020-07', inProcessOverdue: 0, inProcessWithinDue: 1 });
    expect((await harness.scan('Findings')).map(({ kind }) => kind)).toContain('due-date-moved-after-it-passed');
  });
});

describe('the same, again and in any order', () => {
  test('an event that comes twice changes nothing', async () => {
    // Prepare
    await drop('2020-06-03', file(A1, A2));
    await drop('2020-06-05', file(A1done, A2));
    const before = await harness.scan('Snapshots');

    // Act
    await harness.tell('snapshots/portal/2020-06-05.csv', nextMorning('2020-06-05'));
    await harness.tell('snapshots/portal/2020-06-03.csv', nextMorning('2020-06-03'));

    // Assess
    expect(await harness.scan('Snapshots')).toEqual(before);
    expect(await harness.drain()).toBe(0);
  });

  test("yesterday's file under today's name changes no dossier, however often it comes", async () => {
    // Prepare
    const yesterday = file(A1, A2, A3);
    await drop('2020-06-03', yesterday);
    const dossiers = await harness.scan('Dossiers');

    // Act
    await drop('2020-06-04', yesterday);
    const once = await endState();
    await harness.tell('snapshots/portal/2020-06-04.csv', nextMorning('2020-06-04'));

    // Assess: A2, due at 17:00 on 04/06, has become overdue by the passing of time alone
    expect(await harness.scan('Dossiers')).toEqual(dossiers);
    expect(await tallyOf('ubnd-long-xuyen', '2020-06-03')).toMatchObject({ handled: 2, inProcessOverdue: 0 });
    expect(await tallyOf('ubnd-long-xuyen', '2020-06-04')).toMatchObject({ handled: 2, inProcessOverdue: 1 });
    expect(await endState()).toEqual(once);
    expect(await harness.drain()).toBe(0);
  });

  test('a late day, and a corrected one, lead to the same end state as days in order', async () => {
    // Prepare: calm run
    await drop('2020-06-03', file(A1));
    await drop('2020-06-04', file(A1, A2), '.2.csv');
    await drop('2020-06-05', file(A1done, A2, A3));
    const calm = await endState();
    await harness.forget();

    // Act: the wrong file of 04/06 first, then 05/06, then the correction, and 03/06 last
    await drop('2020-06-04', file(A2));
    await drop('2020-06-05', file(A1done, A2, A3));
    await drop('2020-06-04', file(A1, A2), '.2.csv');
    await drop('2020-06-03', file(A1));
    const derivedAgain = await harness.drain();

    // Assess
    expect(derivedAgain).toBeGreaterThan(0);
    expect(await endState()).toEqual(calm);
  });

  test('an older file of a day does not take the place of its correction', async () => {
    // Prepare
    await drop('2020-06-04', file(A1, A2), '.2.csv');

    // Act
    await drop('2020-06-04', file(A1));

    // Assess
    expect(await harness.scan('Snapshots')).toMatchObject([{ fileNumber: 2, rowsRead: 2 }]);
  });
});

describe('what hides a dossier does not help, and a slip of the export does not harm', () => {
  const doneWithoutDate = 'A5,U1,01/06/2020 08:00,12/06/2020 17:00,,done';
  const vanishedLines = async (day: string) => {
    const receipt = (await harness.scan('Snapshots')).find((item) => item.day === day);
    const lines = (await readLines(harness.bucket, String(receipt?.canonicalKey))).map((line) =>
      canonicalLineSchema.parse(line),
    );
    return lines.filter((line) => line.kind === 'vanished');
  };

  test('the day on which a dossier was first seen ended is not forgotten when its row cannot be read for a day', async () => {
    // Prepare: first seen ended on 10/06, due on 12/06; the row of 15/06 is garbled
    await drop('2020-06-10', file(doneWithoutDate, A3));
    await drop('2020-06-15', file('A5,U1,31/06/2020 08:00,12/06/2020 17:00,,done', A3));

    // Act
    await drop('2020-06-16', file(doneWithoutDate, A3));

    // Assess: ended on 10/06, two days before it was due
    expect(await tallyOf('so-xay-dung', '2020-06-16')).toMatchObject({ resolvedEarly: 1, overdue: 0 });
  });

  test('open dossiers that turn to a status that is not counted count towards the guard, and stay unknown', async () => {
    // Prepare
    const rows = (status: string) =>
      Array.from(
        { length: 100 },
        (_, number) => `B${number},U1,01/06/2020 08:00,10/06/2020 17:00,,${number < 60 ? status : 'open'}`,
      );
    await drop('2020-06-29', file(...rows('open')));

    // Act
    await drop('2020-06-30', file(...rows('new')));

    // Assess
    expect(await harness.scan('Snapshots')).toContainEqual(
      expect.objectContaining({
        day: '2020-06-30',
        outcome: 'quarantined',
        reasons: [expect.objectContaining({ code: 'lost-open-dossiers' })],
      }),
    );
    await harness.release({ actor: 'quan-tri', reason: 'đúng', sourceId: 'portal', day: '2020-06-30' });
    await harness.drain();
    const accepted = (await harness.scan('Snapshots')).find(
      ({ day, outcome }) => day === '2020-06-30' && outcome === 'accepted',
    );
    expect(accepted).toMatchObject({ outside: 60, accepted: 40 });
    const lines = (await readLines(harness.bucket, String(accepted?.canonicalKey))).map((line) =>
      canonicalLineSchema.parse(line),
    );
    expect(lines.filter(({ kind }) => kind === 'vanished')).toHaveLength(60);
    expect((await harness.scan('Findings')).filter(({ kind }) => kind === 'no-longer-counted')).toHaveLength(60);
  });

  test('a completed dossier whose unit code is spoiled, or whose row is gone, is unknown to its unit', async () => {
    // Prepare
    const late = (code: string, unit: string) =>
      `${code},${unit},01/06/2020 08:00,05/06/2020 17:00,20/06/2020 10:00,done`;
    await drop('2020-06-29', file(late('C1', 'U1'), late('C2', 'U1'), A3));

    // Act
    await drop('2020-06-30', file(late('C1', 'U?'), A3));

    // Assess
    expect(await vanishedLines('2020-06-30')).toMatchObject([
      { dossierCode: 'C1', unitId: 'so-xay-dung', statusClass: 'completed' },
      { dossierCode: 'C2', unitId: 'so-xay-dung', statusClass: 'completed' },
    ]);
    expect((await harness.scan('Findings')).map(({ kind, evidence }) => [kind, evidence])).toEqual([
      ['vanished-after-end', { dossierCode: 'C2', lastSeenOn: '2020-06-29' }],
    ]);
  });

  test.each([
    ['is withdrawn', 'returned', '05/06/2020 17:00', ''],
    ['is paused', 'paused', '05/06/2020 17:00', ''],
    ['gets another completion date', 'done', '05/06/2020 17:00', '04/06/2020 10:00'],
    ['gets another due date', 'done', '25/06/2020 17:00', '20/06/2020 10:00'],
  ])(
    'where a later day governs June, a dossier that was completed late in June and %s in July is still late',
    async (_, status, due, completed) => {
      // Prepare
      await drop('2020-06-29', file('C1,U1,01/06/2020 08:00,05/06/2020 17:00,20/06/2020 10:00,done', A3));

      // Act
      await drop('2020-07-01', file(`C1,U1,01/06/2020 08:00,${due},${completed},${status}`, A3));

      // Assess
      const june = (await harness.scan('Tallies')).find(
        ({ unitId, month, day }) => unitId === 'so-xay-dung' && month === '2020-06' && day === '2020-07-01',
      );
      expect(june).toMatchObject({ handled: 1, resolvedOverdue: 1, overdue: 1 });
    },
  );

  test('a completion in June that is entered on 1 July counts, a withdrawal entered then does not', async () => {
    // Prepare
    await drop(
      '2020-06-29',
      file('D1,U1,01/06/2020 08:00,30/06/2020 17:00,,open', 'D2,U1,01/06/2020 08:00,29/06/2020 17:00,,open'),
    );

    // Act
    await drop(
      '2020-07-01',
      file(
        'D1,U1,01/06/2020 08:00,30/06/2020 17:00,30/06/2020 16:00,done',
        'D2,U1,01/06/2020 08:00,29/06/2020 17:00,28/06/2020 09:00,returned',
      ),
    );

    // Assess
    const june = (await harness.scan('Tallies')).find(
      ({ unitId, month, day }) => unitId === 'so-xay-dung' && month === '2020-06' && day === '2020-07-01',
    );
    expect(june).toMatchObject({ handled: 2, resolvedOnTime: 1, inProcessOverdue: 1 });
  });

  test('what was not counted before the month ended is not brought into it afterwards', async () => {
    // Prepare: one overdue dossier, and two that the portal shows as new, not accepted
    const fresh = (code: string) => `${code},U1,15/06/2020 08:00,30/06/2020 17:00,,new`;
    await drop('2020-06-29', file(A1, fresh('N1'), fresh('N2')));

    // Act: on 01/07 both are said to have been completed in June
    const done = (code: string) => `${code},U1,15/06/2020 08:00,30/06/2020 17:00,20/06/2020 09:00,done`;
    await drop('2020-07-01', file(A1, done('N1'), done('N2')));

    // Assess
    const june = (await harness.scan('Tallies')).find(
      ({ unitId, month, day }) => unitId === 'so-xay-dung' && month === '2020-06' && day === '2020-07-01',
    );
    expect(june).toMatchObject({ handled: 1, overdue: 1 });
  });

  test('open dossiers that are unreadable on one day and gone on the next count towards the guard', async () => {
    // Prepare
    const rows = (count: number, unit: string) =>
      Array.from(
        { length: 100 },
        (_, number) => `G${number},${number < count ? unit : 'U1'},01/06/2020 08:00,10/06/2020 17:00,,open`,
      );
    await drop(
      '2020-06-03',
      file(
        ...rows(0, ''),
        ...Array.from({ length: 300 }, (_, number) => `H${number},U2,01/06/2020 08:00,30/06/2020 17:00,,open`),
      ),
    );
    const others = Array.from({ length: 300 }, (_, number) => `H${number},U2,01/06/2020 08:00,30/06/2020 17:00,,open`);
    await drop('2020-06-04', file(...rows(60, 'U?'), ...others));

    // Act
    await drop('2020-06-05', file(...rows(0, '').slice(60), ...others));

    // Assess
    expect((await harness.scan('Snapshots')).map(({ day, outcome, reasons }) => [day, outcome, reasons])).toEqual([
      ['2020-06-03', 'accepted', undefined],
      ['2020-06-04', 'accepted', undefined],
      ['2020-06-05', 'quarantined', [expect.objectContaining({ code: 'lost-open-dossiers' })]],
    ]);
  });

  test.each([['first'], ['last']])(
    'of two rows about one dossier, one of them not counted, the one that is not comes %s: it contradicts the other',
    async (place) => {
      // Act
      const notCounted = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,new';
      await drop('2020-06-30', file(...(place === 'first' ? [notCounted, A1] : [A1, notCounted])));

      // Assess
      const [receipt] = await harness.scan('Snapshots');
      const lines = (await readLines(harness.bucket, String(receipt?.canonicalKey))).map((line) =>
        canonicalLineSchema.parse(line),
      );
      expect(lines).toContainEqual(
        expect.objectContaining({
          kind: 'rejected',
          reason: 'conflicting-duplicate',
          dossierCode: 'A1',
          unitId: 'so-xay-dung',
        }),
      );
    },
  );

  test('a row whose columns have shifted proves nothing, and what stands in its cells is not kept', async () => {
    // Act: the second field is missing, so that every later one stands one column too far left
    await drop('2020-06-30', file(A3, 'Nguoi nop,01/06/2020 08:00,05/07/2020 17:00,,open'));

    // Assess
    const receipt = (await harness.scan('Snapshots')).find(({ day }) => day === '2020-06-30');
    const lines = (await readLines(harness.bucket, String(receipt?.canonicalKey))).map((line) =>
      canonicalLineSchema.parse(line),
    );
    expect(lines[1]).toMatchObject({
      kind: 'rejected',
      reason: 'wrong-number-of-columns',
      dossierCode: null,
      receivedAt: null,
      completedAt: null,
      statusClass: null,
    });
  });

  test('a line separator inside a field does not break the file', async () => {
    await drop('2020-06-30', file('E\u2028 1,U1,01/06/2020 08:00,05/06/2020 17:00,,open'));
    expect((await harness.scan('Dossiers')).map(({ dossierCode }) => dossierCode)).toEqual(['E\u2028 1']);
  });
});

describe('units whose counting source changes', () => {
  const register = (...rows: string[]) =>
    harness.register('unit-sources.csv', ['unitId,sourceId,validFrom,validTo', ...rows, ''].join('\n'));

  test('what is missing of a unit that another source counts for has moved; of one that nobody counts for it has vanished', async () => {
    // Prepare: from July on so-xay-dung is counted elsewhere, and ubnd-long-xuyen by nobody
    await harness.register('sources.json', JSON.stringify([source, { ...source, sourceId: 'other' }]));
    await register(
      'so-xay-dung,portal,2020-01-01,2020-06-30',
      'so-xay-dung,other,2020-07-01,',
      'ubnd-long-xuyen,portal,2020-01-01,2020-06-30',
    );
    await drop('2020-06-30', file(A1, A2, A3));

    // Act
    await drop('2020-07-05', file(A3));

    // Assess
    const missing = (await harness.scan('Findings')).filter(({ kind }) => kind === 'vanished-while-open');
    expect(missing.map(({ evidence }) => evidence)).toEqual([{ dossierCode: 'A2', lastSeenOn: '2020-06-30' }]);
    await register('so-xay-dung,portal,2020-01-01,', 'ubnd-long-xuyen,portal,2020-01-01,');
  });
});

describe('days at once, and tallies that would be left behind', () => {
  test('a day that was derived while the day before it was still at work is derived again', async () => {
    // Prepare: in order
    const ended = 'A6,U1,01/06/2020 08:00,12/06/2020 17:00,,done';
    const open = 'A6,U1,01/06/2020 08:00,12/06/2020 17:00,,open';
    await drop('2020-06-11', file(open));
    await drop('2020-06-12', file(ended));
    await drop('2020-06-13', file(ended));
    const calm = await endState();
    await harness.forget();

    // Act
    await drop('2020-06-11', file(open));
    await Promise.all([drop('2020-06-12', file(ended)), drop('2020-06-13', file(ended))]);
    await harness.drain();

    // Assess: all but which file told of the dossier last, and what turned out not to be
    const withoutAsOf = (state: typeof calm) =>
      state.map((items) => items.filter((item) => item.state !== 'resolved').map(({ asOf, ...rest }) => rest));
    expect(withoutAsOf(await endState())).toEqual(withoutAsOf(calm));
  });

  test('a correction that leaves a unit without dossiers leaves it a row of zeros, not the old row', async () => {
    // Prepare
    await drop('2020-06-30', file(A1, A2));

    // Act
    await drop('2020-06-30', file(A1), '.2.csv');

    // Assess
    expect(await tallyOf('ubnd-long-xuyen', '2020-06-30')).toMatchObject({ handled: 0, overdue: 0 });
  });

  test('an older file whose event comes again has the newer one written once more, in case it was cut off across it', async () => {
    // Prepare
    await drop('2020-06-30', file(A1, A2));
    await drop('2020-06-30', file(A1), '.2.csv');
    const calm = await endState();

    // Act
    await harness.tell('snapshots/portal/2020-06-30.csv', nextMorning('2020-06-30'));
    const rewritten = await harness.drain();

    // Assess
    expect(rewritten).toBe(1);
    expect(await endState()).toEqual(calm);
  });

  test('the same bytes sent again as a correction are taken in again', async () => {
    await drop('2020-06-30', file(A1, A2));
    await drop('2020-06-30', file(A1, A2), '.2.csv');
    expect(await harness.scan('Snapshots')).toMatchObject([{ fileNumber: 2, revision: 2 }]);
  });

  test('a damaged state stops the next day with a word on what to do, and a correction replaces it', async () => {
    // Prepare
    await drop('2020-06-03', file(A1, A2));
    const [receipt] = await harness.scan('Snapshots');
    await harness.bucket.write(String(receipt?.stateKey), 'damaged', 'application/octet-stream');
    await expect(drop('2020-06-04', file(A1, A2))).rejects.toMatchObject({ code: 'STATE_DAMAGED' });

    // Act
    await drop('2020-06-03', file(A1, A2), '.2.csv');
    await harness.tell('snapshots/portal/2020-06-04.csv', nextMorning('2020-06-04'));

    // Assess
    expect((await harness.scan('Snapshots')).map(({ day, outcome }) => [day, outcome])).toEqual([
      ['2020-06-03', 'accepted'],
      ['2020-06-04', 'accepted'],
    ]);
  });

  test('a later day that cannot be derived again is an error that says so, and still stands', async () => {
    // Prepare: 30/06 was read with the source as it was; since then its description has changed
    await drop('2020-06-29', file(A1));
    await drop('2020-06-30', file(A1, A2));
    await harness.register(
      'sources.json',
      JSON.stringify([{ ...source, columns: { ...source.columns, dueAt: 'hen_tra' } }]),
    );

    // Act: a correction of 29/06 with the new columns
    await drop('2020-06-29', file(A1done).replace('due', 'hen_tra'), '.2.csv');
    const again = harness.drain();

    // Assess
    await expect(again).rejects.toMatchObject({ code: 'CANNOT_DERIVE_AGAIN' });
    expect((await harness.scan('Snapshots')).map(({ receiptId, outcome }) => [receiptId, outcome])).toEqual([
      ['2020-06-29', 'accepted'],
      ['2020-06-30', 'accepted'],
    ]);
    await harness.register('sources.json', JSON.stringify([source]));
  });

  test('a registry row of a unit that the source does not know leaves a repeated event without effect', async () => {
    // Prepare
    await drop('2020-06-30', file(A1, A2));
    await harness.register(
      'units.csv',
      'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo\nxa-moi,UBND xã mới,commune,locality,,,,,,2020-01-01,\n',
    );

    // Act
    await harness.tell('snapshots/portal/2020-06-30.csv', nextMorning('2020-06-30'));

    // Assess
    expect(await harness.scan('Snapshots')).toMatchObject([{ revision: 1 }]);
  });

  test('a second file of the same day and number does not take the place of the first', async () => {
    // Prepare
    await drop('2020-06-30', file(A1, A2, 'BAD1,U?,01/06/2020 08:00,,,open'));

    // Act
    await drop('2020-06-30', gzipSync(file(A1, 'BAD2,U?,01/06/2020 08:00,,,open')), '.csv.gz');
    expect((await harness.bucket.read('rejected/portal/2020-06-30.1.csv')).toString()).toContain('BAD1');
    expect((await harness.bucket.read('rejected/portal/2020-06-30.1.quarantined.csv')).toString()).toContain('BAD2');

    // Assess
    expect(
      (await harness.scan('Snapshots')).map(({ receiptId, outcome, reasons }) => [receiptId, outcome, reasons]),
    ).toEqual([
      ['2020-06-30', 'accepted', undefined],
      ['2020-06-30#quarantined#1', 'quarantined', [expect.objectContaining({ code: 'number-taken' })]],
    ]);
  });
});

describe('files that must not be counted', () => {
  const many = (count: number, unit = 'U1') =>
    Array.from({ length: count }, (_, number) => `B${number},${unit},01/06/2020 08:00,30/06/2020 17:00,,open`);

  test.each([
    ['empty', '', '.csv'],
    ['empty', `${HEADER}\n`, '.csv'],
    ['html', '<html>Phiên làm việc đã hết hạn</html>', '.csv'],
    ['wrong-schema', 'code,unit,received\nA1,U1,01/06/2020\n', '.csv'],
    ['truncated', `${HEADER}\n${A1}\nA2,U2,02/0`, '.csv'],
    ['truncated', gzipSync(file(...many(500))).subarray(0, 900), '.csv.gz'],
    ['unreadable-gzip', 'not gzip at all', '.csv.gz'],
  ])('%s: put aside whole, with a copy, a finding and no state', async (code, content, suffix) => {
    // Act
    await drop('2020-06-05', content, suffix);

    // Assess
    const [receipt] = await harness.scan('Snapshots');
    expect(receipt).toMatchObject({ outcome: 'quarantined', reasons: [{ code }] });
    expect(await harness.bucket.read(`quarantine/portal/2020-06-05${suffix}`)).toEqual(Buffer.from(content));
    expect(await harness.scan('Findings')).toMatchObject([{ unitId: 'so-tttt', kind: 'snapshot-quarantined' }]);
    expect(await harness.scan('Tallies')).toEqual([]);
    await expect(
      harness.release({ actor: 'quan-tri', reason: 'đúng', sourceId: 'portal', day: '2020-06-05' }),
    ).rejects.toMatchObject({ code: 'NOT_RELEASABLE' });
  });

  test('a file that is put aside for another reason when it is looked at again can be let through', async () => {
    // Prepare: first the columns do not fit the source's description, then only its size is doubtful
    await drop('2020-06-04', file(...many(300)));
    await harness.register(
      'sources.json',
      JSON.stringify([{ ...source, columns: { ...source.columns, dueAt: 'hen_tra' } }]),
    );
    await drop('2020-06-05', file(...many(200)));
    await harness.register('sources.json', JSON.stringify([source]));

    // Act
    await harness.tell('snapshots/portal/2020-06-05.csv', nextMorning('2020-06-05'));
    await harness.release({ actor: 'quan-tri', reason: 'đúng', sourceId: 'portal', day: '2020-06-05' });
    await harness.drain();

    // Assess
    expect((await harness.scan('Snapshots')).find(({ receiptId }) => receiptId === '2020-06-05')).toMatchObject({
      outcome: 'accepted',
      rowsRead: 200,
    });
  });

  test('a file for a day that is not over is put aside', async () => {
    await harness.drop('snapshots/portal/2020-06-05.csv', file(A1), '2020-06-05T10:00:00Z');
    expect(await harness.scan('Snapshots')).toMatchObject([
      { outcome: 'quarantined', reasons: [{ code: 'day-not-over' }] },
    ]);
  });

  test('a file that lost a fifth of its rows waits for an admin, who lets it through with a reason', async () => {
    // Prepare
    await drop('2020-06-04', file(...many(300)));
    await drop('2020-06-05', file(...many(200)));
    const [waiting] = (await harness.scan('Snapshots')).filter(({ outcome }) => outcome === 'quarantined');
    expect(waiting).toMatchObject({ reasons: [{ code: 'shrunk' }, { code: 'lost-open-dossiers' }] });

    // Act
    await harness.release({
      actor: 'quan-tri',
      reason: 'Đã chuyển 100 hồ sơ sang hệ thống khác',
      sourceId: 'portal',
      day: '2020-06-05',
    });
    await harness.drain();

    // Assess
    const accepted = (await harness.scan('Snapshots')).find(
      ({ day, outcome }) => day === '2020-06-05' && outcome === 'accepted',
    );
    expect(accepted).toMatchObject({
      rowsRead: 200,
      vanished: 100,
      release: { actor: 'quan-tri', reason: 'Đã chuyển 100 hồ sơ sang hệ thống khác' },
    });
    expect((await harness.scan('Findings')).filter(({ kind }) => kind === 'vanished-while-open')).toHaveLength(100);
  });

  test('a folder that is created in the console is no snapshot', async () => {
    await harness.drop('snapshots/portal/', '', nextMorning('2020-06-05'));
    expect(await harness.scan('Snapshots')).toEqual([]);
  });

  test('a name that is no snapshot, and a source that nobody described, are errors that say what to do', async () => {
    await expect(
      harness.drop('snapshots/portal/latest.csv', file(A1), nextMorning('2020-06-05')),
    ).rejects.toMatchObject({
      code: 'UNRECOGNISED_SNAPSHOT_NAME',
    });
    await expect(harness.drop('snapshots/khac/2020-06-05.csv', file(A1), nextMorning('2020-06-05'))).rejects.toThrow(
      /sources.json/,
    );
  });
});

(canTellOpenFiles ? describe : describe.skip)('what ingest puts on disk', () => {
  test('is gone when it has ended, whatever came of the file', async () => {
    // Prepare
    const openBefore = openScratchFiles();
    await drop('2020-06-02', file(A1, A2));
    await drop('2020-06-03', file(A1, A2, A3));

    // Act: missing dossiers, a month's last day, a correction, files put aside, a damaged state
    await drop('2020-06-04', file(A1));
    await drop('2020-06-30', file(A1done, A2));
    await drop('2020-06-03', file(A1, A2), '.2.csv');
    await harness.drain();
    await drop('2020-07-01', '');
    await drop('2020-07-02', gzipSync(file(A1)).subarray(0, 40), '.csv.gz');
    await drop('2020-07-03', 'not a workbook', '.xlsx');
    const [latest] = (await harness.scan('Snapshots')).filter(
      ({ day, outcome }) => day === '2020-06-30' && outcome === 'accepted',
    );
    await harness.bucket.write(String(latest?.stateKey), 'damaged', 'application/octet-stream');
    await expect(drop('2020-07-04', file(A1, A2))).rejects.toMatchObject({ code: 'STATE_DAMAGED' });

    // Assess
    expect(openScratchFiles()).toBe(openBefore);
  });
});
