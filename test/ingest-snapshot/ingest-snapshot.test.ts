import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalLineSchema } from '../../shared/snapshot/canonical-line.ts';
import { cutOff } from './cut-off.ts';
import { type IngestHarness, startIngest } from './ingest-harness.ts';
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
    expect(await tallyOf('so-xay-dung', '2020-06-15')).toBeUndefined();
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
      { kind: 'rejected', line: 4, unitId: 'ubnd-long-xuyen', dossierCode: 'A4', reason: 'unreadable-date' },
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

  test('a run that is cut off at any write is healed by running it again', async () => {
    // Prepare: the calm run
    await drop('2020-06-29', file(A1, A2, A3));
    const lastDay = file(A1done, A2, 'A4,U2,99/06/2020,,,open');
    await drop('2020-06-30', lastDay);
    const calm = await endState();

    let writesBeforeCut = 0;
    for (let run = ''; run !== 'ended'; writesBeforeCut++) {
      await harness.forget();
      await drop('2020-06-29', file(A1, A2, A3));

      // Act
      await harness.bucket.write('snapshots/portal/2020-06-30.csv', lastDay, 'text/csv');
      const tell = () => harness.tell('snapshots/portal/2020-06-30.csv', nextMorning('2020-06-30'));
      run = await cutOff(writesBeforeCut, tell);
      await tell();

      // Assess
      expect(await endState()).toEqual(calm);
    }
    // State, rejected rows, canonical copy, one changed dossier, two tallies, two findings (A1 dated back, A3 vanished),
    // receipt object, pointer.
    expect(writesBeforeCut - 1).toBe(10);
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
