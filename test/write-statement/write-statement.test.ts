import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { parseStatementOrder, writeStatement } from '../../functions/write-statement/write-statement.ts';
import { EvaluationStore } from '../../shared/evaluation/evaluation-store.ts';
import { LedgerCopies } from '../../shared/ledger/ledger-copies.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import { LedgerStore } from '../../shared/ledger/ledger-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { sha256 } from '../../shared/runtime/digest.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { TIME_ZONE } from '../evaluate-month/hand-made-province.ts';
import { draftFor } from '../ledger/drafts.ts';
import { proveProvince } from '../verify-ledger/proven-province.ts';
import { type ReadCell, readCells } from './read-cells.ts';

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
  await proveProvince(engines);
});
afterEach(() => engines.close());

const order = { unitId: 'so-xay-dung', year: '2020', actor: 'so-noi-vu', reason: 'Chấm điểm năm 2020' };
const FIRST_ROW = 8; // title, five lines of head, a blank one, then the headings

test('an account is written with its head, each event with its evidence, and the sum', async () => {
  // Act
  const { key, entries, balanceHundredths } = await write();

  // Assess: half a point for June, July and August
  const ledger = await ledgerOf('so-xay-dung#2020');
  expect([entries, balanceHundredths]).toEqual([3, 150]);
  expect(key).toBe(`statements/2020/so-xay-dung-${ledger[2]?.hash.slice(0, 16)}.xlsx`);
  const cells = await sheet(key, 'Sổ trừ điểm');
  expect(['A1', 'A2', 'C2', 'A4', 'C4', 'A5', 'C5', 'C6'].map((address) => cells.get(address)?.value)).toEqual([
    'BẢNG KÊ ĐIỂM TRỪ CẢI CÁCH HÀNH CHÍNH NĂM 2020',
    'Đơn vị',
    'Đơn vị so-xay-dung (so-xay-dung)',
    'Tổng điểm bị trừ',
    '1,5 điểm',
    'Tình trạng',
    '3 khoản: đã trừ điểm',
    `Bút toán 3: ${ledger[2]?.hash}`,
  ]);
  expect(rowOf(cells, FIRST_ROW)).toEqual([
    'Số bút toán',
    'Ngày ghi sổ',
    'Nội dung',
    'Điểm trừ',
    'Lần đánh giá',
    'Người thực hiện',
    'Lý do',
  ]);
  expect(cells.get(`A${FIRST_ROW + 1}`)?.value).toBe('Tháng 6/2020, hồ sơ quá hạn: đã trừ điểm (0,5 điểm)');
  expect(rowOf(cells, FIRST_ROW + 2)).toEqual([
    1,
    44_013, // 01/07/2020: 43,831 is 01/01/2020 in Excel, and 182 days later
    'Trừ điểm',
    0.5,
    1,
    'Hệ thống (tự động)',
    expect.stringContaining('Tháng 6/2020: 1 trên 49 hồ sơ quá hạn'),
  ]);
  // The sum stands under three deductions of a heading and an event each.
  expect([cells.get('A15')?.value, cells.get('D15')?.value]).toEqual(['Cộng', 1.5]);
});

test('dates and points are numbers, shown in the Vietnamese way', async () => {
  const cells = await sheet((await write()).key, 'Sổ trừ điểm');

  expect(cells.get('B10')).toEqual({ value: 44_013, format: 'dd\\/mm\\/yyyy', isFormula: false });
  expect(cells.get('D10')).toEqual({
    value: 0.5,
    format: '[$-42A]+#,##0.00;[$-42A]−#,##0.00;[$-42A]0.00',
    isFormula: false,
  });
});

test('the second sheet lists every object that proves the account, with its digest', async () => {
  // Act
  const cells = await sheet((await write()).key, 'Chứng cứ');

  // Assess: list, manifest, counted data and registry of three months, each with the digest of its bytes
  const keys = [...cells].flatMap(([address, { value }]) => (/^D(?!1$)/.test(address) ? [String(value)] : []));
  const digests = [...cells].flatMap(([address, { value }]) => (/^E(?!1$)/.test(address) ? [String(value)] : []));
  expect(keys).toHaveLength(12);
  const manifests = (await ledgerOf('so-xay-dung#2020')).map(({ manifest }) => manifest?.key);
  expect(keys).toEqual(expect.arrayContaining(manifests));
  for (const [at, key] of keys.entries()) {
    if (key.startsWith('canonical/')) continue; // digested before it is packed
    expect(digests[at]).toBe(sha256(await new Bucket(engines.bucketName).read(key)));
  }
});

test('the same account gives the same bytes under the same key; another entry gives another', async () => {
  // Act
  const first = await write();
  const firstBytes = await read(first.key);
  const again = await write();
  await enter('reversed', 'Hủy theo kết luận');
  const later = await write();

  // Assess
  expect(again).toEqual(first);
  expect(sha256(await read(again.key))).toBe(sha256(firstBytes));
  expect(later.key).not.toBe(first.key);
  expect(later.balanceHundredths).toBe(100);
});

test('what gives points back has a minus, and the state says what became of the deduction', async () => {
  await enter('reversed', 'Hủy theo kết luận');

  const cells = await sheet((await write()).key, 'Sổ trừ điểm');
  expect(cells.get('C5')?.value).toBe('1 khoản: đã hủy, không trừ điểm; 2 khoản: đã trừ điểm');
  expect(rowOf(cells, 11).slice(0, 4)).toEqual([4, expect.any(Number), 'Hủy trừ điểm', -0.5]);
});

test('an explanation stands apart from the reason, with the day it came in; points put back on are called that', async () => {
  // Prepare: it came on 8 July and was recorded on the 10th
  await enter('explained', 'Văn thư ghi nhận', {
    happenedOn: '2020-07-08',
    recordedAt: '2020-07-10T02:00:00.000Z',
    explanation: 'Phần mềm ngừng hoạt động',
    reference: '91/SXD',
  });
  await enter('reversed', 'Hủy theo kết luận');
  await enter('adjusted', 'Kết luận bị thu hồi');

  // Act
  const cells = await sheet((await write()).key, 'Sổ trừ điểm');

  // Assess: 44,013 is 01/07/2020; columns that hold something here only
  expect(['C', 'H', 'I', 'J'].map((column) => cells.get(`${column}${FIRST_ROW}`)?.value)).toEqual([
    'Ngày nhận, ngày quyết định',
    'Lý do',
    'Nội dung giải trình',
    'Văn bản, mã thư',
  ]);
  expect(rowOf(cells, 11)).toEqual([
    4,
    44_022,
    44_020,
    'Đã giải trình',
    1,
    'chanh-vp',
    'Văn thư ghi nhận',
    'Phần mềm ngừng hoạt động',
    '91/SXD',
  ]);
  expect([12, 13].map((row) => [cells.get(`D${row}`)?.value, cells.get(`E${row}`)?.value])).toEqual([
    ['Hủy trừ điểm', -0.5],
    ['Khôi phục trừ điểm', 0.5],
  ]);
});

test('what a re-evaluation adjusts is no restoring', async () => {
  await enter('adjusted', 'Điều chỉnh', { revision: 2, pointsHundredths: 25 });

  const cells = await sheet((await write()).key, 'Sổ trừ điểm');
  expect([cells.get('C11')?.value, cells.get('D11')?.value]).toEqual(['Điều chỉnh', 0.25]);
});

test('a sheet is printed as wide as a page, and its headings stay in sight', async () => {
  // Act
  const parts = unzipSync(await read((await write()).key));

  // Assess
  const sheets = [1, 2].map((at) => strFromU8(parts[`xl/worksheets/sheet${at}.xml`] ?? new Uint8Array()));
  for (const xml of sheets) {
    expect(xml).toMatch(/<worksheet[^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr><sheetViews>/);
    expect(xml).toMatch(/<pageSetup (?=[^>]*fitToWidth="1")(?=[^>]*fitToHeight="0")[^>]*orientation="landscape"/);
  }
  expect(sheets.map((xml) => /ySplit="(\d+)"/.exec(xml)?.[1])).toEqual([String(FIRST_ROW), '1']);
});

test('text that looks like a formula stays text, and nothing in it breaks the file', async () => {
  // Prepare
  await enter('explained', '=HYPERLINK("http://x.example";"y")\u0000\u202e<b>&');

  // Act
  const cells = await sheet((await write()).key, 'Sổ trừ điểm');

  // Assess
  expect([...cells.values()].filter(({ isFormula }) => isFormula)).toEqual([]);
  expect(cells.get('G11')).toMatchObject({ value: '=HYPERLINK("http://x.example";"y") <b>&', isFormula: false });
});

test('a unit that lost nothing gets a statement that says so; a unit that does not exist gets none', async () => {
  // Act
  const { key, balanceHundredths } = await write({ unitId: 'so-y-te' });

  // Assess
  expect([key, balanceHundredths]).toEqual(['statements/2020/so-y-te-khong-co-but-toan.xlsx', 0]);
  expect((await sheet(key, 'Sổ trừ điểm')).get('C5')?.value).toBe('Trong năm chưa có khoản trừ điểm nào');
  await expect(write({ unitId: 'so-moi' })).rejects.toMatchObject({ code: 'NO_SUCH_UNIT' });
});

test('an order names unit, year, actor and reason', () => {
  expect(parseStatementOrder(order)).toEqual(order);
  for (const wrong of [{ year: '20' }, { unitId: '' }, { actor: undefined }, { reason: '' }]) {
    const told = `write-statement takes {unitId, year: yyyy, actor, reason}. Nothing was written.`;
    const act = () => parseStatementOrder({ ...order, ...wrong });
    expect(act).toThrow(expect.objectContaining({ code: 'UNREADABLE_EVENT', message: expect.stringContaining(told) }));
    expect(act).toThrow(`at ${Object.keys(wrong)[0]}`);
  }
  const misspelt = () => parseStatementOrder({ ...order, refrence: '12/BC' });
  expect(misspelt).toThrow(
    expect.objectContaining({ code: 'UNREADABLE_EVENT', message: expect.stringContaining('refrence') }),
  );
});

function write(changes: Partial<typeof order> = {}) {
  const tables = connectTables();
  const { Registry, Ledger, Evaluations } = engines.tableNames;
  return writeStatement({ ...order, ...changes }, TIME_ZONE, {
    registry: new RegistryStore(tables, Registry),
    ledger: new LedgerStore(tables, Ledger),
    evaluations: new EvaluationStore(tables, Evaluations),
    bucket: new Bucket(engines.bucketName),
  });
}

/** What somebody enters on the deduction of June. */
async function enter(
  event: LedgerEntry['event'],
  reason: string,
  changes: Parameters<typeof draftFor>[1] = {},
): Promise<void> {
  const [first] = await ledgerOf('so-xay-dung#2020');
  const pointsHundredths = { reversed: -50, adjusted: 50 }[String(event)] ?? 0;
  const { evaluationDigest = '', manifest = null } = first ?? {};
  const terms = { pointsHundredths, evaluationDigest, manifest };
  const draft = draftFor('2020-06', { event, reason, ...terms, actor: 'chanh-vp', ...changes });
  const copies = new LedgerCopies(new Bucket(engines.bucketName));
  await new LedgerStore(connectTables(), engines.tableNames.Ledger).enter('so-xay-dung#2020', () => draft, copies);
}

function ledgerOf(account: string): Promise<LedgerEntry[]> {
  return new LedgerStore(connectTables(), engines.tableNames.Ledger).entries(account);
}

function read(key: string): Promise<Buffer> {
  return new Bucket(engines.bucketName).read(key);
}

async function sheet(key: string, name: string): Promise<ReadonlyMap<string, ReadCell>> {
  return readCells(await read(key)).get(name) ?? new Map();
}

/** The values of a row that are there. */
function rowOf(cells: ReadonlyMap<string, ReadCell>, row: number): unknown[] {
  return [...'ABCDEFGHIJKLM'].flatMap((column) => cells.get(`${column}${row}`)?.value ?? []);
}
