import { afterEach, beforeEach, expect, test } from '@jest/globals';
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
  const june = await new EvaluationStore(connectTables(), engines.tableNames.Evaluations).get({
    unitId: 'so-xay-dung',
    month: '2020-06',
    rule: 'overdue-share',
    revision: 1,
  });
  expect(cells.get(`A${FIRST_ROW + 1}`)?.value).toBe('Tháng 06/2020, hồ sơ quá hạn: đã trừ điểm (0,5 điểm)');
  expect(rowOf(cells, FIRST_ROW + 2)).toEqual([
    1,
    44_013, // 01/07/2020: 43,831 is 01/01/2020 in Excel, and 182 days later
    'Trừ điểm',
    0.5,
    undefined,
    1,
    'evaluate-month',
    expect.stringContaining('Tháng 06/2020: 1 trên 49 hồ sơ quá hạn'),
    undefined,
    june?.evidence?.key,
    june?.evidence?.digest,
    june?.manifest?.key,
    june?.manifest?.digest,
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

test('text that looks like a formula stays text, and nothing in it breaks the file', async () => {
  // Prepare
  await enter('explained', '=HYPERLINK("http://x.example";"y")\u0000\u202e<b>&');

  // Act
  const cells = await sheet((await write()).key, 'Sổ trừ điểm');

  // Assess
  expect([...cells.values()].filter(({ isFormula }) => isFormula)).toEqual([]);
  expect(cells.get('H11')).toMatchObject({ value: '=HYPERLINK("http://x.example";"y") <b>&', isFormula: false });
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
async function enter(event: LedgerEntry['event'], reason: string): Promise<void> {
  const [first] = await ledgerOf('so-xay-dung#2020');
  const pointsHundredths = event === 'reversed' ? -50 : 0;
  const { evaluationDigest = '', manifest = null } = first ?? {};
  const draft = draftFor('2020-06', { event, reason, pointsHundredths, evaluationDigest, manifest, actor: 'chanh-vp' });
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

/** The values of columns A to M. */
function rowOf(cells: ReadonlyMap<string, ReadCell>, row: number): unknown[] {
  return [...'ABCDEFGHIJKLM'].map((column) => cells.get(`${column}${row}`)?.value);
}
