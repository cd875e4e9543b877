import { describe, expect, test } from '@jest/globals';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import { governingDays } from '../../shared/snapshot/governing-days.ts';
import { guardSnapshot } from '../../shared/snapshot/guard-snapshot.ts';
import { dateReader } from '../../shared/snapshot/read-date.ts';
import { unitsByCode } from '../../shared/snapshot/row-context.ts';
import { parseSnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import { compare, HEADER } from './snapshot-files.ts';

describe('the name of a snapshot', () => {
  test('says source, day, number and compression', () => {
    expect(parseSnapshotName('snapshots/cong-dvc/2020-06-30.2.csv.gz')).toEqual({
      sourceId: 'cong-dvc',
      day: '2020-06-30',
      fileNumber: 2,
      format: 'csv',
      isGzip: true,
    });
    expect(parseSnapshotName('snapshots/cong-dvc/2020-06-30.ndjson')).toMatchObject({
      format: 'ndjson',
      isGzip: false,
    });
    expect(parseSnapshotName('snapshots/cong-dvc/2020-06-30.xlsx.gz')).toMatchObject({ format: 'xlsx', isGzip: true });
  });

  test.each([
    'snapshots/cong-dvc/2020-06-31.csv',
    'snapshots/cong-dvc/2020-06-30.0.csv',
    'snapshots/cong-dvc/bao-cao.csv',
    'snapshots/2020-06-30.csv',
    'snapshots/cong-dvc/2020-06-30.pdf',
    'snapshots/cong-dvc/2020-06-30.xls',
    'snapshots/cong-dvc/2020-06-30.json',
  ])('%s is refused with a word on what to do', (key) => {
    expect(() => parseSnapshotName(key)).toThrow(/snapshots\/<sourceId>\/<yyyy-mm-dd>.csv/);
  });
});

describe('dates as sources write them', () => {
  const saigon = new ZoneOffsets('Asia/Ho_Chi_Minh');
  const portal = dateReader(['yyyyMMddHHmmss', 'yyyyMMdd'], saigon, false);
  const boston = dateReader(['yyyy-MM-dd HH:mm:ss.SSSXX', 'yyyy-MM-dd HH:mm:ssXX'], new ZoneOffsets('UTC'), false);
  const iso = (text: string, reader = portal) => {
    const date = reader(text);
    return date && [new Date(date.instantMs).toISOString(), date.hasTime];
  };

  test('wall clocks are in the time zone of the source', () => {
    expect(iso('20200630170500')).toEqual(['2020-06-30T10:05:00.000Z', true]);
  });

  test('a day alone, or at 00:00:00, has no time and lasts until its last millisecond', () => {
    expect(iso('20200630')).toEqual(['2020-06-29T17:00:00.000Z', false]);
    expect(iso('20200630000000')).toEqual(['2020-06-29T17:00:00.000Z', false]);
    expect(new Date(portal('20200630')?.dayEndMs ?? 0).toISOString()).toBe('2020-06-30T16:59:59.999Z');
  });

  test('an offset that is written counts; fractions of any length are read to the millisecond', () => {
    expect(iso('2026-06-21 08:35:58.949+00', boston)).toEqual(['2026-06-21T08:35:58.949Z', true]);
    expect(iso('2026-06-21 08:35:58.600494+00', boston)).toEqual(['2026-06-21T08:35:58.600Z', true]);
    expect(iso('2026-06-21 08:35:58.6-0430', boston)).toEqual(['2026-06-21T13:05:58.600Z', true]);
    expect(iso('2026-06-21 08:35:58+07:00', boston)).toEqual(['2026-06-21T01:35:58.000Z', true]);
  });

  test.each(['20200231', '20200630240000', '20201301', '202006301', '30/06/2020', '', '20200630126000'])(
    '%p is no date',
    (text) => expect(portal(text)).toBeNull(),
  );

  test('a day that a clock change shortens ends with its own midnight', () => {
    const newYork = dateReader(['yyyy-MM-dd'], new ZoneOffsets('America/New_York'), false);
    expect(new Date(newYork('2026-03-08')?.dayEndMs ?? 0).toISOString()).toBe('2026-03-09T03:59:59.999Z');
  });
});

describe('CSV in every dialect', () => {
  const row = ['A1', 'U1', '01/06/2020 08:00', '05/06/2020 17:00', '', 'open'];
  const dialects = {
    comma: [HEADER, row.join(',')].join('\n'),
    'semicolon, CRLF, byte order mark': `\uFEFF${[HEADER.replaceAll(',', ';'), row.join(';'), ''].join('\r\n')}`,
    tab: [HEADER.replaceAll(',', '\t'), row.join('\t')].join('\n'),
    quoted: [HEADER, row.map((value) => `"${value}"`).join(','), ''].join('\r\n'),
    'columns in another order': [
      'status,code,unit,received,completed,due',
      `open,A1,U1,01/06/2020 08:00,,05/06/2020 17:00`,
    ].join('\n'),
    'a column more, with line breaks and doubled quotes': [
      `${HEADER},note`,
      `${row.join(',')},"một ""ghi chú""\nhai dòng"`,
      '',
    ].join('\n'),
  };

  test.each(Object.entries(dialects))('%s', async (_, text) => {
    const { dossiers, counts } = await compare(text);
    expect(counts).toMatchObject({ rowsRead: 1, accepted: 1 });
    expect(dossiers[0]?.dossier).toMatchObject({
      dossierCode: 'A1',
      unitId: 'so-xay-dung',
      dueAtMs: Date.parse('2020-06-05T17:00:00+07:00'),
      statusClass: 'open',
    });
  });

  test('a stray quote spoils its own row at most', async () => {
    const rows = [1, 2, 3, 4].map((number) => row.with(0, `A${number}`));
    const text = [HEADER, `"${rows[0]}`, rows[1], `A3,U1,01/06/2020 08:00,05/06/2020 17:00,,op"en`, rows[3], ''].join(
      '\n',
    );
    const { rejections, dossiers } = await compare(text);
    expect(dossiers.map(({ dossier }) => dossier.dossierCode)).toEqual(['A2', 'A4']);
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'quote-never-closed'],
      [4, 'unknown-status'],
    ]);
  });

  test('a line of more than a mebibyte is one rejected row, and the next one is read', async () => {
    const text = [HEADER, 'x'.repeat(3_000_000), row.join(','), ''].join('\n');
    const { rejections, counts } = await compare(text, { chunkBytes: 65_536 });
    expect(rejections.map(({ line, reason }) => [line, reason])).toEqual([[2, 'row-too-long']]);
    expect(counts.accepted).toBe(1);
  });

  test.each([
    ['an empty file', '', 'empty'],
    ['a log-in page', '<!DOCTYPE html><html><body>Đăng nhập</body></html>', 'html'],
    ['a missing column', 'code,unit,received,due,status\n', 'wrong-schema'],
    ['a doubled column', `${HEADER},due\n`, 'wrong-schema'],
    ['a last row cut off', `${HEADER}\n${row.join(',')}\nA2,U1,01/0`, 'truncated'],
  ])('%s is put aside whole', async (_, text, code) => {
    expect((await compare(text)).quarantine).toBe(code);
  });
});

describe('guards of volume', () => {
  const counts = { rowsRead: 1000, accepted: 1000, rejected: 0, outside: 0, changed: 0, vanished: 0 };
  const codes = (volumes: Parameters<typeof guardSnapshot>[0]) => guardSnapshot(volumes).map(({ code }) => code);

  test('a fifth fewer rows than the day before is too few; less than that, or fewer than 50, is not', () => {
    const against = (rowsRead: number, prior: number) =>
      codes({ counts: { ...counts, rowsRead }, prior: { rowsRead: prior, open: 0 }, hasMovingWindow: false });
    expect(against(800, 1000)).toEqual(['shrunk']);
    expect(against(801, 1000)).toEqual([]);
    expect(against(51, 100)).toEqual([]);
  });

  test('a moving window may shrink, but not lose a twentieth of the open dossiers', () => {
    const against = (vanished: number) =>
      codes({
        counts: { ...counts, rowsRead: 100, vanished },
        prior: { rowsRead: 1000, open: 1000 },
        hasMovingWindow: true,
      });
    expect(against(50)).toEqual(['lost-open-dossiers']);
    expect(against(49)).toEqual([]);
  });

  test('a file of which a fifth cannot be read is not counted', () => {
    expect(codes({ counts: { ...counts, rejected: 200 }, prior: null, hasMovingWindow: false })).toEqual([
      'too-many-rejected',
    ]);
  });
});

describe('codes and days', () => {
  test('a code stands for the unit that has it on the day, else for the one that had it last', () => {
    const codes = [
      { sourceId: 's', code: '30292', unitId: 'xa-cu', validFrom: '2020-01-01', validTo: '2025-06-30' },
      { sourceId: 's', code: '30292', unitId: 'phuong-moi', validFrom: '2025-07-01', validTo: null },
      { sourceId: 's', code: '883', unitId: 'huyen-cu', validFrom: '2020-01-01', validTo: '2025-06-30' },
      { sourceId: 'other', code: '883', unitId: 'khac', validFrom: '2020-01-01', validTo: null },
    ];
    expect(Object.fromEntries(unitsByCode(codes, 's', '2025-06-30'))).toEqual({ '30292': 'xa-cu', '883': 'huyen-cu' });
    expect(Object.fromEntries(unitsByCode(codes, 's', '2025-07-01'))).toEqual({
      '30292': 'phuong-moi',
      '883': 'huyen-cu',
    });
    expect(unitsByCode(codes.toReversed(), 's', '2025-07-01').get('30292')).toBe('phuong-moi');
  });

  test('the last day governs, or the first that comes within three days; with a cut-off, a day later', () => {
    expect(governingDays({ lastDay: '2020-06-30' }, 3, false)).toEqual([
      '2020-06-30',
      '2020-07-01',
      '2020-07-02',
      '2020-07-03',
    ]);
    expect(governingDays({ lastDay: '2020-06-30' }, 1, true)).toEqual(['2020-07-01', '2020-07-02']);
  });
});
