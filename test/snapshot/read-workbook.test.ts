import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { portal, readSnapshot } from './read-snapshot.ts';
import { type CellOf, type WorkbookOf, writeWorkbook } from './write-workbook.ts';

const heading = [
  'STT',
  'Mã hồ sơ',
  'Đơn vị xử lý',
  'Tên thủ tục',
  'Ngày tiếp nhận',
  'Ngày hẹn trả',
  'Ngày kết thúc xử lý',
  'Trạng thái',
];

/** 01/06/2020 08:00 to 05/06/2020 17:00; ended on 04/06/2020 at 09:30. Serials by hand: 43983 is 01/06/2020. */
const row = (code: string, changes: Readonly<Record<number, CellOf>> = {}): CellOf[] =>
  [1, code, 'SXD', 'Cấp phép xây dựng', 43983 + 8 / 24, 43987 + 17 / 24, 43986 + 9.5 / 24, 9].map(
    (cell, column) => changes[column] ?? cell,
  );

const read = (workbook: WorkbookOf) => readSnapshot(writeWorkbook(workbook), 'xlsx');
const sheetOf = (...rows: (readonly CellOf[] | null)[]) => ({ sheets: [{ name: 'Hồ sơ', rows }] });
const codesOf = ({ dossiers }: Awaited<ReturnType<typeof read>>) => dossiers.map(({ dossierCode }) => dossierCode);

const expected = {
  dossierCode: 'A1',
  unitId: 'so-xay-dung',
  procedureName: 'Cấp phép xây dựng',
  receivedAtMs: Date.parse('2020-06-01T08:00:00+07:00'),
  dueAtMs: Date.parse('2020-06-05T17:00:00+07:00'),
  completedAtMs: Date.parse('2020-06-04T09:30:00+07:00'),
  status: '9',
};

describe('a workbook as portals export it', () => {
  test('titles, merged cells and empty rows above the heading, a total and a signature below the rows', async () => {
    // Prepare
    const rows = [
      ['ỦY BAN NHÂN DÂN TỈNH'],
      ['BÁO CÁO TÌNH HÌNH GIẢI QUYẾT HỒ SƠ'],
      [null, 'Từ ngày 01/01/2020 đến ngày 30/06/2020'],
      null,
      heading,
      row('A1'),
      null,
      row('A2'),
      [null, null, null, 'Tổng cộng', 2],
    ];

    // Act
    const { dossiers, rejections, counts } = await read({
      sheets: [{ name: 'Báo cáo', rows, merged: ['A1:H1', 'A2:H2', 'B3:H3', 'A9:C9'] }],
    });

    // Assess
    expect(dossiers).toHaveLength(2);
    expect(dossiers[0]).toMatchObject(expected);
    expect(rejections).toMatchObject([{ line: 9, rowNumber: 3, reason: 'no-dossier-code' }]);
    expect(counts).toMatchObject({ rowsRead: 3, accepted: 2, rejected: 1 });
  });

  test.each<[string, Omit<WorkbookOf, 'sheets'>]>([
    ['texts in the shared table', { texts: 'shared' }],
    ['rich texts, with readings beside them', { texts: 'rich' }],
    ['texts in their cells', { texts: 'inline' }],
    ['rows and cells without addresses', { hasAddresses: false }],
    ['element names with a prefix', { prefix: 'x' }],
    ['element names with a prefix, texts in their cells', { prefix: 'x', texts: 'inline' }],
  ])('%s', async (_, oddity) => {
    expect((await read({ ...sheetOf(heading, row('A1')), ...oddity })).dossiers).toMatchObject([expected]);
  });

  test('dates as text and as serials of both systems are the same instants', async () => {
    const asText = { 4: '01/06/2020 08:00', 5: '05/06/2020 17:00:00', 6: '20200604093000' };
    const asDigits = { 6: 20200604093000 };
    const dayAlone = { 5: 43987 };
    const asIso = { 4: { attributes: 't="d"', inside: '<v>2020-06-01T08:00:00</v>' } };
    const by1900 = await read(sheetOf(heading, row('A1', asText), row('A2', asDigits), row('A3', asIso)));
    // 1904-01-01 is day 1462 of the other system.
    const back = (cell: CellOf) => (typeof cell === 'number' && cell > 1462 ? cell - 1462 : cell);
    const by1904 = await read({ ...sheetOf(heading, row('A1').map(back)), countsFrom1904: true });
    const dayOnly = await read(sheetOf(heading, row('A1', dayAlone), row('A2', { 5: '05/06/2020' })));

    const { dossierCode: _, ...sameDates } = expected;
    expect(by1900.dossiers).toMatchObject([sameDates, sameDates, sameDates]);
    expect(by1904.dossiers).toMatchObject([sameDates]);
    const endOfDay = Date.parse('2020-06-05T23:59:59.999+07:00');
    expect(dayOnly.dossiers.map(({ dueAtMs }) => dueAtMs)).toEqual([endOfDay, endOfDay]);
  });

  test('headings in decomposed letters, broken over two lines, in another order, with more columns', async () => {
    const order = [7, 3, 1, 2, 6, 5, 4, 0];
    const inOrder = <Item>(items: readonly Item[]) => order.map((at) => items[at] as Item);
    const odd = inOrder(heading).map((text) => ` ${text.normalize('NFD').replace(' ', '\n')} `);
    const { dossiers } = await read(sheetOf(['Ghi chú', ...odd], ['x', ...inOrder(row('A1'))]));
    expect(dossiers).toMatchObject([expected]);
  });

  test('every sheet with the heading is read, hidden or not, its columns as they stand; others are passed over', async () => {
    const reversed = <Item>(items: readonly Item[]) => [...items].reverse();
    const read3 = await read({
      sheets: [
        { name: 'Bìa', rows: [['Tỉnh An Giang']] },
        { name: 'Hồ sơ 1', rows: [heading, row('A1')] },
        {
          name: 'Danh mục',
          isHidden: true,
          rows: [
            ['Mã', 'Tên'],
            ['SXD', 'Sở Xây dựng'],
          ],
        },
        { name: 'Hồ sơ 2', isHidden: true, rows: [['Phần 2'], reversed(heading), reversed(row('A2'))] },
      ],
    });
    expect(codesOf(read3)).toEqual(['A1', 'A2']);
    expect(read3.dossiers[1]).toMatchObject({ ...expected, dossierCode: 'A2' });
  });

  test("a formula's saved result counts; without one, or with an error, the row is rejected and says where", async () => {
    const formula = (attributes: string, value: string) => ({ attributes, inside: `<f>VLOOKUP(A2,X,2)</f>${value}` });
    const { dossiers, rejections } = await read(
      sheetOf(
        heading,
        row('A1', { 2: formula('t="str"', '<v>SXD</v>'), 5: formula('', `<v>${43987 + 17 / 24}</v>`) }),
        row('A2', { 5: formula('', '<v></v>') }),
        row('A3', { 6: formula('', '') }),
        row('A4', { 1: { attributes: 't="e"', inside: '<v>#REF!</v>' } }),
        row('A5', { 3: { attributes: 't="e"', inside: '<f>A1</f><v>#N/A</v>' } }),
        row('A6', { 0: { attributes: 't="e"', inside: '<v>#N/A</v>' } }),
      ),
    );
    expect(dossiers).toMatchObject([expected, { dossierCode: 'A6' }]);
    expect(rejections.map(({ line, reason, column, value }) => [line, reason, column, value])).toEqual([
      [3, 'formula-without-value', 'Ngày hẹn trả', '=VLOOKUP(A2,X,2)'],
      [4, 'formula-without-value', 'Ngày kết thúc xử lý', '=VLOOKUP(A2,X,2)'],
      [5, 'error-value', 'Mã hồ sơ', '#REF!'],
      [6, 'error-value', 'Tên thủ tục', '#N/A'],
    ]);
    // What the row still says, it says: which unit it is about, and when the dossier was received.
    expect(rejections[0]).toMatchObject({
      unitId: 'so-xay-dung',
      dossierCode: 'A2',
      receivedAtMs: expected.receivedAtMs,
    });
  });

  test('numbers and truth values are texts; a code that became a number is rejected where digits are lost', async () => {
    const { dossiers, rejections } = await read(
      sheetOf(
        heading,
        row('x', { 1: 20200630123, 3: { attributes: 't="b"', inside: '<v>1</v>' } }),
        row('x', { 1: { attributes: '', inside: '<v>4.0</v>' }, 7: { attributes: '', inside: '<v>9.0</v>' } }),
        row('x', { 1: { attributes: '', inside: '<v>1.2345678901234567E+19</v>' } }),
        row('x', { 1: { attributes: '', inside: '<v>1.0E21</v>' } }),
        row('x', { 1: 'H01_x002D_1_x000D_' }),
      ),
    );
    expect(dossiers.map(({ dossierCode, procedureName }) => [dossierCode, procedureName])).toEqual([
      ['20200630123', 'true'],
      ['4', 'Cấp phép xây dựng'],
      ['H01-1', 'Cấp phép xây dựng'],
    ]);
    expect(rejections.map(({ line, reason, value }) => [line, reason, value])).toEqual([
      [4, 'digits-lost', '1.2345678901234567E+19'],
      [5, 'digits-lost', '1.0E+21'],
    ]);
  });

  test('the next day, rows that say the same are not read again, however they are stored', async () => {
    const first = await read(sheetOf(heading, row('A1'), row('A2'), row('A3', { 5: 'hôm sau' })));
    const rows = [['Tiêu đề'], heading, row('A1'), null, row('A2', { 7: 4 }), row('A3', { 5: 'hôm sau' })];
    const again = await readSnapshot(writeWorkbook({ ...sheetOf(...rows), texts: 'inline' }), 'xlsx', {
      prior: first.state,
    });
    expect(codesOf(again)).toEqual(['A2']);
    expect(again.counts).toMatchObject({ rowsRead: 3, accepted: 2, rejected: 1, changed: 1 });
  });
});

describe('a workbook that cannot be read is put aside whole', () => {
  const whole = writeWorkbook(sheetOf(heading, row('A1')));
  const part = (name: string, text: string) =>
    writeWorkbook({ ...sheetOf(heading, row('A1')), parts: { [name]: text } });
  const oleHeader = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
  const sheetXml = (inside: string) => `<worksheet><sheetData>${inside}</sheetData></worksheet>`;
  /** One byte of the first sheet's packed content is another one. */
  const withDamage = () => {
    const copy = Buffer.from(whole);
    const at = copy.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length + 20;
    copy[at] = (copy[at] ?? 0) ^ 0xff;
    return copy;
  };
  /** The table of contents says that the first sheet unpacks to ten bytes. */
  const withLie = () => {
    const copy = Buffer.from(whole);
    const name = copy.lastIndexOf('xl/worksheets/sheet1.xml');
    copy.writeUInt32LE(10, name - 46 + 24);
    return copy;
  };
  const noHeading = writeWorkbook({
    sheets: [
      { name: 'Bìa', rows: [['Báo cáo']] },
      { name: 'Hồ sơ', rows: [['Mã hồ sơ', 'Đơn vị xử lý', 'Ngày tiếp nhận', 'Trạng thái']] },
    ],
  });
  const doubledColumn = writeWorkbook(sheetOf([...heading, 'Ngày hẹn trả'], row('A1')));
  const headingTooLow = writeWorkbook(sheetOf(...Array.from({ length: 50 }, () => ['dòng']), heading, row('A1')));
  const withoutName = writeWorkbook(sheetOf(heading.filter((text) => text !== 'Tên thủ tục')));
  const continued = writeWorkbook({
    sheets: [
      { name: 'Trang 1', rows: [heading, row('A1')] },
      { name: 'Trang 2', rows: [row('A2')] },
    ],
  });
  const bomb = part('xl/worksheets/sheet1.xml', sheetXml('<row/>'.repeat(12_000_000)));
  const endlessText = part('xl/worksheets/sheet1.xml', sheetXml(`<row><c><v>${'1'.repeat(5_000_000)}</v></c></row>`));
  const spreadsheetOf = (name: string) =>
    Buffer.from(
      zipSync({ mimetype: Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), [name]: Buffer.from('<x/>') }),
    );

  test.each<[string, Buffer, string, RegExp]>([
    ['an empty file', Buffer.alloc(0), 'empty', /empty/],
    ['an old workbook, or one with a password', oleHeader, 'unreadable-workbook', /\.xls\), or one with a password/],
    ['a web page', Buffer.from('\uFEFF <html><table></table></html>'), 'html', /web page/],
    ['CSV with another name', Buffer.from('a,b\n1,2\n'), 'unreadable-workbook', /no \.xlsx workbook/],
    ['gzip with another name', Buffer.from('1f8b0800', 'hex'), 'wrong-schema', /\.xlsx\.gz/],
    ['a file that was cut off', whole.subarray(0, whole.length - 40), 'unreadable-workbook', /damaged/],
    ['a part that grows beyond what is stated', withLie(), 'unreadable-workbook', /too many bytes/],
    ['a damaged file', withDamage(), 'unreadable-workbook', /damaged/],
    ['an OpenDocument sheet', spreadsheetOf('content.xml'), 'unreadable-workbook', /\.ods or \.docx renamed/],
    [
      'XML that is cut off',
      part('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row>'),
      'unreadable-workbook',
      /damaged/,
    ],
    [
      'an entity that would grow',
      part('xl/workbook.xml', '<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'),
      'unreadable-workbook',
      /damaged/,
    ],
    [
      'a text that is not there',
      part('xl/sharedStrings.xml', '<sst/>'),
      'unreadable-workbook',
      /row 1 refers to a text/,
    ],
    [
      'a cell nowhere',
      part('xl/worksheets/sheet1.xml', sheetXml('<row><c r="12"/></row>')),
      'unreadable-workbook',
      /a cell 12/,
    ],
    [
      'a cell beyond the last column',
      part('xl/worksheets/sheet1.xml', sheetXml('<row><c r="ZZZZ1"/></row>')),
      'unreadable-workbook',
      /more columns/,
    ],
    ['a text without end', endlessText, 'unreadable-workbook', /no end/],
    ['a sheet made to burst', bomb, 'too-large', /it is no export/],
    ['no heading', noHeading, 'wrong-schema', /Hồ sơ lacks Ngày hẹn trả, Ngày kết thúc xử lý/],
    ['a heading below the fiftieth row', headingTooLow, 'wrong-schema', /first 50/],
    [
      'a heading without a column that the source states',
      withoutName,
      'wrong-schema',
      /Sheet Hồ sơ: The header lacks Tên thủ tục/,
    ],
    ['a doubled column', doubledColumn, 'wrong-schema', /Ngày hẹn trả stands twice/],
    ['a second sheet that goes on without a heading', continued, 'wrong-schema', /Sheet Trang 2 has no heading/],
  ])('%s', async (_, bytes, code, message) => {
    const { quarantine, dossiers } = await readSnapshot(bytes, 'xlsx');
    expect(quarantine).toEqual({ code, message: expect.stringMatching(message) });
    expect(code === 'wrong-schema' ? [] : dossiers).toEqual([]);
  });

  test('a workbook named as CSV says so', async () => {
    expect((await readSnapshot(whole, 'csv')).quarantine).toMatchObject({
      code: 'wrong-schema',
      message: expect.stringContaining('name it as what it is'),
    });
  });

  test('the portal of these tests reads its own rows', () => {
    expect(Object.values(portal.columns).every((name) => heading.includes(name))).toBe(true);
  });
});
