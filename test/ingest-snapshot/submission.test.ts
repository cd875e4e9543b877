import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { examineRow } from '../../shared/registry/examine-row.ts';
import { copyLineSchema } from '../../shared/snapshot/canonical-line.ts';
import { type IngestHarness, startIngest } from './ingest-harness.ts';
import { nextMorning } from './portal.ts';
import { readLines } from './read-canonical.ts';

const HEADER = 'code,unit,channel,submitted,received,due,completed,status';
const source = {
  sourceId: 'portal',
  name: 'Cổng dịch vụ công',
  ownerUnitId: 'so-tttt',
  timeZone: 'Asia/Ho_Chi_Minh',
  rhythm: 'daily',
  columns: {
    dossierCode: 'code',
    unitCode: 'unit',
    channel: 'channel',
    submittedAt: 'submitted',
    receivedAt: 'received',
    dueAt: 'due',
    completedAt: 'completed',
    status: 'status',
  },
  dateFormats: ['dd/MM/yyyy HH:mm', 'dd/MM/yyyy'],
  statuses: { new: 'not-counted', refused: 'not-counted', open: 'open', done: 'completed' },
  awaiting: ['new'],
  channels: { online: 'online', counter: 'direct' },
};
const policies =
  'policyId,rule,tier,validFrom,validTo,mode,thresholdNumerator,thresholdDenominator,pointsHundredths,basis,comparison,paused,returned,minimumDenominator,periodStartDay,waitDays,countsChildren,yearlyCapHundredths,approval,explanationWorkingDays,legalBasis\n' +
  'a,,province,2020-01-01,,deduct,2,100,50,handled,instant,,,,1,,,,automatic,0,QĐ\n' +
  'b,late-acceptance,province,2020-01-01,,deduct,5,100,25,handled,instant,,,,21,,,,automatic,0,QĐ\n';

let harness: IngestHarness;
beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  await harness.register('sources.json', JSON.stringify([source]));
  await harness.register('policies.csv', policies);
  await harness.register(
    'units.csv',
    'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo\nso-a,Sở A,province,department,,,,,,2020-01-01,\n',
  );
  await harness.register('unit-codes.csv', 'sourceId,code,unitId,validFrom,validTo\nportal,A,so-a,2020-01-01,\n');
  await harness.register('unit-sources.csv', 'unitId,sourceId,validFrom,validTo\nso-a,portal,2020-01-01,\n');
});
afterAll(() => harness.engines.close());
beforeEach(() => harness.forget());

async function drop(day: string, ...rows: string[]): Promise<void> {
  await harness.drop(`snapshots/portal/${day}.csv`, [HEADER, ...rows, ''].join('\n'), nextMorning(day));
}

async function receiptOf(day: string) {
  return (await harness.scan('Snapshots')).find((receipt) => receipt.day === day);
}

async function linesOf(day: string) {
  return readLines(harness.bucket, String((await receiptOf(day))?.canonicalKey));
}

async function readLinesOf(day: string) {
  return (await linesOf(day)).map((line) => copyLineSchema.parse(line));
}

const online = 'D1,A,online,01/06/2020 16:00,02/06/2020 08:00,30/07/2020,,open';

describe('when a dossier was submitted', () => {
  test('is kept with it, and known to be unreadable where it is no time of day', async () => {
    // Act
    await drop(
      '2020-06-30',
      online,
      'D2,A,online,01/06/2020,02/06/2020 08:00,30/07/2020,,open',
      'D3,A,online,32/06/2020 08:00,02/06/2020 08:00,30/07/2020,,open',
      'D4,A,counter,,02/06/2020 08:00,30/07/2020,,open',
    );

    // Assess
    const submitted = (await readLinesOf('2020-06-30')).map((line) => line.kind === 'dossier' && line.dossier);
    expect(submitted).toMatchObject([
      { dossierCode: 'D1', submittedAtMs: Date.parse('2020-06-01T09:00:00.000Z') },
      { dossierCode: 'D2', submittedAtMs: null },
      { dossierCode: 'D3', submittedAtMs: null },
      { dossierCode: 'D4', submittedAtMs: null, channel: 'direct' },
    ]);
    expect((await harness.scan('Dossiers')).find(({ dossierCode }) => dossierCode === 'D1')).toMatchObject({
      submittedAt: '2020-06-01T09:00:00.000Z',
    });
  });

  test('is a change of the dossier where it alone changes', async () => {
    // Prepare
    await drop('2020-06-02', online);

    // Act
    await drop('2020-06-03', online.replace('16:00', '16:30'));
    await drop('2020-06-04', online.replace('16:00', '16:30'));

    // Assess
    expect(await receiptOf('2020-06-03')).toMatchObject({ changed: 1 });
    expect(await receiptOf('2020-06-04')).toMatchObject({ changed: 0 });
    expect(await harness.scan('Dossiers')).toMatchObject([{ submittedAt: '2020-06-01T09:30:00.000Z' }]);
  });

  test('stands with a rejected row, as far as it can be trusted', async () => {
    // Act
    await drop('2020-06-30', online.replace('02/06/2020 08:00', 'hôm qua'), 'D2,A,online,01/06/2020 16:00');

    // Assess
    expect(await linesOf('2020-06-30')).toMatchObject([
      { kind: 'rejected', dossierCode: 'D1', submittedAt: '2020-06-01T09:00:00.000Z', channel: 'online' },
      { kind: 'rejected', reason: 'wrong-number-of-columns' },
    ]);
    expect((await linesOf('2020-06-30'))[1]).not.toHaveProperty('channel');
  });
});

describe('a dossier that waits for acceptance', () => {
  const waiting = 'W1,A,online,01/06/2020 16:00,,,,new';

  test('is outside, and a line of the canonical copy; what was refused is only outside', async () => {
    // Act
    await drop('2020-06-30', waiting, 'R1,A,online,01/06/2020 16:00,,,,refused');

    // Assess
    expect(await receiptOf('2020-06-30')).toMatchObject({ rowsRead: 2, accepted: 0, rejected: 0, outside: 2 });
    expect(await linesOf('2020-06-30')).toEqual([
      {
        kind: 'awaiting',
        dossierCode: 'W1',
        unitId: 'so-a',
        procedureCode: null,
        procedureName: null,
        channel: 'online',
        submittedAt: '2020-06-01T09:00:00.000Z',
      },
    ]);
    expect(await harness.scan('Dossiers')).toEqual([]);
  });

  test('that was accepted before is missing as well: it may not be hidden so', async () => {
    // Prepare
    await drop('2020-06-29', online);

    // Act
    await drop('2020-06-30', 'D1,A,online,01/06/2020 16:00,,,,new');

    // Assess
    expect((await readLinesOf('2020-06-30')).map(({ kind }) => kind).toSorted()).toEqual(['awaiting', 'vanished']);
  });
});

test('a canonical copy is made on the days that govern a month of any rule: here from the 21st', async () => {
  // Act
  await drop('2020-06-19', online);
  await drop('2020-06-20', online);
  await drop('2020-06-30', online);

  // Assess
  const copies = await Promise.all(['2020-06-19', '2020-06-20', '2020-06-30'].map(receiptOf));
  expect(copies.map((receipt) => typeof receipt?.canonicalKey === 'string')).toEqual([false, true, true]);
});

const { submittedAt: _submittedAt, ...columnsWithoutSubmission } = source.columns;

test.each([
  ['counted statuses', { ...source, awaiting: ['open'] }, 'open must be not-counted among the statuses'],
  ['no submission', { ...source, columns: columnsWithoutSubmission }, 'needs the columns submittedAt'],
])('a source that shows waiting dossiers by %s is refused', (_name, described, reason) => {
  expect(examineRow('source', described).faults).toEqual([
    { column: 'awaiting', value: described.awaiting.join(), reason },
  ]);
});
