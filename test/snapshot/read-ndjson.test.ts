import { describe, expect, test } from '@jest/globals';
import { jsonPathOf, readJsonLine } from '../../shared/snapshot/json-line.ts';
import type { SourceField } from '../../shared/source/source.ts';
import { sourceSchema } from '../../shared/source/source.ts';
import { portal, readSnapshot } from './read-snapshot.ts';

const columns = {
  dossierCode: '$.hoSo.ma',
  unitCode: 'donVi[0].ma',
  procedureName: 'Tên thủ tục',
  receivedAt: 'ngayTiepNhan',
  dueAt: 'ngayHenTra',
  completedAt: 'ngayKetThuc',
  status: 'trangThai',
};
const source = sourceSchema.parse({ ...portal, columns });
const row = (code: unknown, changes: object = {}) =>
  JSON.stringify({
    hoSo: { ma: code },
    donVi: [{ ma: 'SXD' }],
    'Tên thủ tục': 'Cấp phép xây dựng',
    ngayTiepNhan: '01/06/2020 08:00',
    ngayHenTra: '05/06/2020 17:00',
    ngayKetThuc: null,
    trangThai: 4,
    ...changes,
  });
const read = (text: string, name = 'ndjson') => readSnapshot(Buffer.from(text), name, { source });
const reasonsOf = ({ rejections }: Awaited<ReturnType<typeof read>>) =>
  rejections.map(({ line, rowNumber, reason, column, value }) => [line, rowNumber, reason, column, value]);

describe('one line of NDJSON', () => {
  const paths = new Map<SourceField, readonly string[]>([
    ['dossierCode', jsonPathOf('$.a.b')],
    ['status', jsonPathOf('c[1]')],
  ]);
  const textsOf = (line: string) => readJsonLine(line, paths).texts;

  test('paths lead into objects and lists; null and what is absent are empty', () => {
    expect(textsOf('{"a":{"b":"H01-1"},"c":["x","y"]}')).toEqual({ dossierCode: 'H01-1', status: 'y' });
    expect(textsOf('{"a":{"b":null}}')).toEqual({});
    expect(readJsonLine('{"a":{"b":null}}', paths).present).toEqual(new Set(['dossierCode']));
    expect(textsOf('{"a":"b"}')).toEqual({});
  });

  test.each([
    ['4', '4'],
    ['4.0', '4'],
    ['-0', '0'],
    ['1.50', '1.50'],
    ['9007199254740991', '9007199254740991'],
    ['123456789012345678901234', '123456789012345678901234'],
    ['1.0E21', '1.0E+21'],
    ['true', 'true'],
    ['"1e5"', '1e5'],
  ])('%s is the text %s', (written, text) => {
    expect(textsOf(`{"a":{"b":${written}}}`)).toEqual({ dossierCode: text });
  });

  test('keys in decomposed letters are those of the source', () => {
    const path = new Map([['status' as const, jsonPathOf('Trạng thái')]]);
    expect(readJsonLine(`{"${'Trạng thái'.normalize('NFD')}":"9"}`, path).texts).toEqual({ status: '9' });
  });

  test('no key of every object is a field', () => {
    expect(readJsonLine('{}', new Map([['status' as const, ['constructor', 'name']]])).texts).toEqual({});
  });
});

describe('an NDJSON file', () => {
  test.each([
    ['lines that end with a line feed', `${row('A1')}\n${row('A2')}\n`],
    ['lines that end with CR LF, the last with nothing', `${row('A1')}\r\n${row('A2')}`],
    ['a byte order mark, empty lines', `\uFEFF${row('A1')}\n\n${row('A2')}\n\n`],
  ])('%s', async (_, text) => {
    const { dossiers, counts, quarantine } = await read(text);
    expect(quarantine).toBeNull();
    expect(counts).toMatchObject({ rowsRead: 2, accepted: 2 });
    expect(dossiers[0]).toMatchObject({
      dossierCode: 'A1',
      unitId: 'so-xay-dung',
      procedureName: 'Cấp phép xây dựng',
      dueAtMs: Date.parse('2020-06-05T17:00:00+07:00'),
      status: '4',
    });
  });

  test('a line that is no row is rejected alone, and says why', async () => {
    const lines = [
      row('A1'),
      '{"hoSo": {"ma": "A2"',
      '["A3"]',
      '"A4"',
      '\u0000\u0001',
      row({ so: 5 }),
      row('A6', { donVi: [] }),
      row(1e21),
      row('A8'),
      '',
    ];
    const got = await read(lines.join('\n'));
    expect(got.dossiers.map(({ dossierCode }) => dossierCode)).toEqual(['A1', 'A8']);
    expect(reasonsOf(got)).toEqual([
      [2, 2, 'not-json', null, null],
      [3, 3, 'not-an-object', null, null],
      [4, 4, 'not-an-object', null, null],
      [5, 5, 'not-json', null, null],
      [6, 6, 'not-a-text', '$.hoSo.ma', ''],
      [7, 7, 'unknown-unit', 'donVi[0].ma', ''],
      [8, 8, 'digits-lost', '$.hoSo.ma', '1e+21'],
    ]);
    expect(got.counts).toMatchObject({ rowsRead: 9, accepted: 2, rejected: 7 });
  });

  const pretty = JSON.stringify(JSON.parse(row('A1')), null, 2);
  test.each([
    ['an empty file', '', 'empty', /empty/],
    ['a web page', '<!DOCTYPE html><html></html>', 'html', /web page/],
    ['a list', `[${row('A1')},\n${row('A2')}]`, 'wrong-schema', /one JSON list/],
    ['objects over several lines', `${pretty}\n${pretty}\n`, 'wrong-schema', /several lines/],
    ['CSV', 'code,unit\nA1,U1\n', 'wrong-schema', /no JSON object/],
    ['a last line cut off', `${row('A1')}\n{"hoSo":{"m`, 'truncated', /line 2/],
    ['a renamed key', `${row('A1').replace('ngayHenTra', 'hanTra')}\n`, 'wrong-schema', /No line has ngayHenTra\./],
    [
      'no key of the end though a dossier has ended',
      `${row('A1', { trangThai: 9, ngayKetThuc: undefined })}\n`,
      'wrong-schema',
      /No line has ngayKetThuc/,
    ],
  ])('%s is put aside whole', async (_, text, code, message) => {
    expect((await read(text)).quarantine).toEqual({ code, message: expect.stringMatching(message) });
  });

  test('an export that leaves out what is null is read: nothing has ended, or some line has the key', async () => {
    const open = row('A1', { ngayKetThuc: undefined });
    expect(await read(`${open}\n`)).toMatchObject({ quarantine: null, counts: { accepted: 1 } });
    const ended = row('A2', { trangThai: 9, ngayKetThuc: '04/06/2020 09:30' });
    const endedWithout = row('A3', { trangThai: 9, ngayKetThuc: undefined });
    expect(await read([open, ended, endedWithout, ''].join('\n'))).toMatchObject({
      quarantine: null,
      counts: { accepted: 3 },
    });
  });

  test('where some rows are those of the day before, one row without a key does not speak for the file', async () => {
    const first = await read(`${row('A1')}\n${row('A2')}\n`);
    const broken = '{"hoSo":{"ma":"A3"}}';
    const again = await readSnapshot(Buffer.from(`${row('A1')}\n${row('A2')}\n${broken}\n`), 'ndjson', {
      source,
      prior: first.state,
    });
    expect(again).toMatchObject({ quarantine: null, counts: { rowsRead: 3, accepted: 2, rejected: 1 } });
    expect(again.dossiers).toEqual([]);
  });

  test('a key that is renamed overnight is missed, also where most rows are those of the day before', async () => {
    // Prepare: exports leave out what is null, so that open dossiers lack the key of an end
    const open = Array.from({ length: 30 }, (_, index) => row(`A${index}`, { ngayKetThuc: undefined }));
    const ended = row('B1', { trangThai: 9, ngayKetThuc: '04/06/2020 09:30' });
    const first = await read([...open, ended, ''].join('\n'));
    const renamed = row('B1', { trangThai: 9, ngayKetThuc: undefined, ngayXong: '04/06/2020 09:30' });

    // Act
    const next = await readSnapshot(Buffer.from([...open, renamed, ''].join('\n')), 'ndjson', {
      source,
      prior: first.state,
    });

    // Assess
    expect(next.quarantine).toMatchObject({ code: 'wrong-schema' });
  });

  test('a row that has ended without the key is taken where a row of the day before has it', async () => {
    const ended = row('B1', { trangThai: 9, ngayKetThuc: '04/06/2020 09:30' });
    const first = await read(`${row('A1')}\n${ended}\n`);
    const without = row('B2', { trangThai: 9, ngayKetThuc: undefined });
    const next = await readSnapshot(Buffer.from(`${row('A1')}\n${ended}\n${without}\n`), 'ndjson', {
      source,
      prior: first.state,
    });
    expect(next).toMatchObject({ quarantine: null, counts: { accepted: 3 } });
  });
});
