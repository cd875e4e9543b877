import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deriveDay, forgetSpools } from '../../functions/ingest-snapshot/derive-day.ts';
import { parseSnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { sourceSchema } from '../../shared/source/source.ts';
import { type IngestHarness, startIngest } from './ingest-harness.ts';
import { columns, type Row, writers } from './write-formats.ts';

const source = {
  sourceId: 'portal',
  name: 'Cổng dịch vụ công',
  ownerUnitId: 'so-tttt',
  timeZone: 'Asia/Ho_Chi_Minh',
  rhythm: 'daily',
  columns,
  dateFormats: ['dd/MM/yyyy HH:mm', 'dd/MM/yyyy'],
  statuses: { '1': 'not-counted', '4': 'open', '9': 'completed', 'Đã trả': 'returned' },
  awaiting: ['1'],
  channels: { '1': 'direct', '2': 'online' },
};

const unitCodes = [
  { sourceId: 'portal', code: 'SXD', unitId: 'so-xay-dung', validFrom: '2020-01-01', validTo: null },
  { sourceId: 'portal', code: 'Long Xuyên', unitId: 'ubnd-long-xuyen', validFrom: '2020-01-01', validTo: null },
];
const registry = {
  source: sourceSchema.parse(source),
  unitCodes,
  policies: [],
  calendar: [],
  bounds: [],
  units: [],
  unitSources: [],
  lineage: [],
  countedUnits: new Set(unitCodes.map(({ unitId }) => unitId)),
  movedUnits: new Set<string>(),
};

/** Derives a day that may govern a month, from the state of the day before. */
async function derive(bytes: Buffer, suffix: string, prior?: State) {
  const day = prior === undefined ? '2020-06-29' : '2020-06-30';
  const derived = await deriveDay(Readable.from([bytes]), {
    name: parseSnapshotName(`snapshots/portal/${day}.${suffix}`),
    registry,
    priorDay: prior?.head.day ?? null,
    prior: prior ?? emptyState({ sourceId: 'portal', day: '2020-06-28', inputsDigest: '' }),
    replaced: null,
    mayGovern: true,
    endedPeriod: null,
    receivedAt: '2020-07-01T00:30:00Z',
    timeZone: 'Asia/Ho_Chi_Minh',
  });
  const changed: string[] = [];
  for await (const line of derived.changed.lines()) changed.push(line);
  const { counts, quarantine, canonical, state } = derived;
  return {
    counts,
    quarantine,
    canonicalDigest: canonical?.digest,
    changed,
    state,
    forget: () => forgetSpools(derived),
  };
}

const digits = (count: number, max: number) =>
  fc.integer({ min: 1, max }).map((number) => String(number).padStart(count, '0'));
const date = fc.oneof(
  fc.constantFrom('', '31/02/2020', 'hôm qua', '01/06/2020', '24/06/2020 24:00'),
  fc
    .tuple(digits(2, 30), digits(2, 12), digits(2, 23), digits(2, 59))
    .map(([day, month, hours, minutes]) => `${day}/${month}/2020 ${hours}:${minutes}`),
);
const name = fc.oneof(
  fc.constantFrom(
    '',
    'Cấp giấy phép "xây dựng"',
    'Đăng ký; thay đổi, cải chính',
    'hai\ndòng',
    '1.000',
    '12',
    ' <b>&amp; ',
    '_x000',
  ),
  fc.string({ unit: fc.constantFrom('ồ', 'ặ', 'đ', 'a', ' ', ',', '"', '\t', '|', '=', '#'), maxLength: 8 }),
);
const row: fc.Arbitrary<Row> = fc.record({
  dossierCode: fc.oneof(
    fc.constantFrom('', 'H01-1', '1.0E+21', '20200630'),
    fc.integer({ min: 1, max: 60 }).map((number) => `000.00.17.H01-200601-${number}`),
  ),
  unitCode: fc.constantFrom('SXD', 'Long Xuyên', 'Long Xuyên', 'Chợ Mới'),
  procedureCode: fc.constantFrom('', '1.004227', '2000815'),
  procedureName: name,
  channel: fc.constantFrom('', '1', '2', 'bưu chính'),
  receivedAt: date,
  dueAt: date,
  completedAt: date,
  returnedAt: date,
  status: fc.constantFrom('1', '4', '9', 'Đã trả', '77'),
  submittedAt: date,
});

describe('the same content in another format', () => {
  test('gives the same canonical copy, and the same counts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
        const [first, ...others] = await Promise.all(
          Object.values(writers).map(({ suffix, write }) => derive(write(rows), suffix)),
        );

        expect(first?.counts.rowsRead).toBe(rows.length);
        for (const other of others) {
          expect(other).toMatchObject({ quarantine: null, counts: first?.counts });
          expect(other.changed).toEqual(first?.changed);
          expect(other.canonicalDigest).toBe(first?.canonicalDigest);
        }
        for (const { forget } of [first, ...others].filter((day) => day !== undefined)) forget();
      }),
      { numRuns: 40 },
    );
  });

  test('changes no dossier when it comes the day after', async () => {
    const formats = fc.constantFrom(...Object.values(writers));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), formats, formats, async (rows, one, other) => {
        const yesterday = await derive(one.write(rows), one.suffix);
        const today = await derive(other.write(rows), other.suffix, yesterday.state);

        expect(today.counts).toEqual({ ...yesterday.counts, changed: 0, vanished: 0 });
        expect(today.changed).toEqual([]);
        for (const { forget } of [yesterday, today]) forget();
      }),
      { numRuns: 40 },
    );
  });
});

describe('a source that changes its format, on real engines', () => {
  let harness: IngestHarness;
  beforeAll(async () => {
    harness = await startIngest('Asia/Ho_Chi_Minh');
    await harness.register('sources.json', JSON.stringify([source]));
    await harness.register(
      'units.csv',
      'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo\nso-xay-dung,Sở Xây dựng,province,department,,,,,,2020-01-01,\n',
    );
    await harness.register(
      'unit-codes.csv',
      'sourceId,code,unitId,validFrom,validTo\nportal,SXD,so-xay-dung,2020-01-01,\n',
    );
    await harness.register('unit-sources.csv', 'unitId,sourceId,validFrom,validTo\nso-xay-dung,portal,2020-01-01,\n');
  });
  afterAll(() => harness.engines.close());

  const dossier: Row = {
    dossierCode: '000.00.17.H01-200601-0001',
    unitCode: 'SXD',
    procedureCode: '1.004227',
    procedureName: 'Cấp giấy phép xây dựng',
    channel: '2',
    receivedAt: '01/06/2020 08:00',
    dueAt: '05/06/2020 17:00',
    completedAt: '',
    returnedAt: '',
    status: '4',
    submittedAt: '29/05/2020 16:45',
  };
  const written = (name: string) => {
    const writer = writers[name];
    if (writer === undefined) throw new Error(`There is no format ${name}.`);
    return { suffix: writer.suffix, bytes: writer.write([dossier]) };
  };
  const receiptsByDay = async () =>
    new Map((await harness.scan('Snapshots')).map((receipt) => [receipt.day, receipt] as const));

  test('CSV, then NDJSON, then a workbook: nothing is written anew; a workbook with a password waits for an admin', async () => {
    // Prepare
    const days: [string, string][] = [
      ['2020-06-01', 'CSV, comma'],
      ['2020-06-02', 'NDJSON, keys in another order, gzipped'],
      ['2020-06-03', 'XLSX, serials from 1904, two sheets, gzipped'],
      ['2020-06-04', 'XLSX, serials and numbers, columns in another order'],
    ];

    // Act
    for (const [day, name] of days) {
      const { suffix, bytes } = written(name);
      await harness.drop(`snapshots/portal/${day}.${suffix}`, bytes, `${day}T17:30:00Z`);
    }
    const locked = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]);
    await harness.drop('snapshots/portal/2020-06-05.xlsx', locked, '2020-06-05T17:30:00Z');
    const taken = written('CSV, comma');
    await harness.drop('snapshots/portal/2020-06-04.csv', taken.bytes, '2020-06-04T18:30:00Z');

    // Assess
    const receipts = await receiptsByDay();
    expect(days.map(([day]) => receipts.get(day)?.changed)).toEqual([1, 0, 0, 0]);
    expect(await harness.scan('Dossiers')).toHaveLength(1);
    expect(receipts.get('2020-06-05')).toMatchObject({
      outcome: 'quarantined',
      quarantineKey: 'quarantine/portal/2020-06-05.xlsx',
      reasons: [{ code: 'unreadable-workbook', message: expect.stringContaining('password') }],
    });
    const reasons = (await harness.scan('Snapshots')).flatMap((receipt) => receipt.reasons ?? []);
    expect(reasons).toContainEqual({
      code: 'number-taken',
      message: expect.stringContaining('name a correction 2020-06-04.2.csv'),
    });
  });
});
