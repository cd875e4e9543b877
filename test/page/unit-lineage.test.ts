import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalPage, startPage } from '../../infra/local/page/start-page.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import type { Unit, UnitLineage } from '../../shared/unit/unit.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { fillProvince, type MonthFigures, type Place, TIME_ZONE } from './fill-province.ts';
import { readPage } from './read-page.ts';

/**
 * On 01/08/2020 the districts of Chợ Mới and Cù Lao become one, whole; Tân Châu takes in An Phú whole and a part of Phú
 * Tân. June and July are judged for the old units, August for the new ones, all of them by 3,5%.
 */
const MERGED_ON = '2020-08-01';

function unit(unitId: string, name: string, validFrom: string, validTo: string | null): Unit {
  return {
    unitId,
    name,
    tier: 'district',
    kind: 'locality',
    parentUnitId: null,
    headName: `Chủ tịch ${name}`,
    headEmail: `${unitId}@angiang.example`,
    deputyEmails: [],
    ccEmails: [],
    validFrom,
    validTo,
  };
}

const old = (unitId: string, name: string) => unit(unitId, name, '2020-01-01', '2020-07-31');
const olds = [
  old('cho-moi', 'Huyện Chợ Mới (cũ)'),
  old('cu-lao', 'Huyện Cù Lao'),
  old('an-phu', 'Huyện An Phú'),
  old('phu-tan', 'Huyện Phú Tân'),
];
const news = [
  unit('cho-moi-moi', 'Huyện Chợ Mới', MERGED_ON, null),
  unit('tan-chau', 'Thị xã Tân Châu', MERGED_ON, null),
];
const merger = (oldUnitId: string, newUnitId: string, share: UnitLineage['share']) => ({
  oldUnitId,
  newUnitId,
  share,
  on: MERGED_ON,
});
const lineage = [
  merger('cho-moi', 'cho-moi-moi', 'full'),
  merger('cu-lao', 'cho-moi-moi', 'full'),
  merger('an-phu', 'tan-chau', 'full'),
  merger('phu-tan', 'tan-chau', 'partial'),
];

const figures = (received: number, resolvedOverdue: number): MonthFigures => ({
  received,
  carriedOver: 0,
  resolvedOverdue,
  inProcessOverdue: 0,
  inProcessNoDueDate: 0,
});
/** Chợ Mới 12 of 300 and Cù Lao 8 of 100: 20 of 400 are 5,00%. */
const received: Readonly<Record<string, MonthFigures>> = {
  'cho-moi': figures(300, 12),
  'cu-lao': figures(100, 8),
  'an-phu': figures(200, 6),
  'phu-tan': figures(150, 3),
  'cho-moi-moi': figures(500, 15),
  'tan-chau': figures(260, 7),
};

let engines: Engines;
let tables: Tables;
let page: LocalPage;

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  const place: Place = { tables, tableNames: engines.tableNames, bucket: new Bucket(engines.bucketName) };
  const figuresOf = (unitId: string) => received[unitId] ?? figures(0, 0);
  await fillProvince(place, olds, ['2020-06', '2020-07'], '2020-08', figuresOf);
  await fillProvince(place, news, ['2020-08', '2020-09'], '2020-10', figuresOf);
  for (const row of lineage) {
    const id = `${row.oldUnitId}#${row.newUnitId}#${row.on}`;
    await tables.send(
      new PutCommand({ TableName: engines.tableNames.Registry, Item: { kind: 'unit-lineage', id, row } }),
    );
  }
  await new FindingStore(tables, engines.tableNames.Findings).notice({
    unitId: 'cu-lao',
    findingId: 'vanished-while-open#cong-dvc#H01-1#2020-08-20',
    kind: 'vanished-while-open',
    severity: 'warning',
    state: 'open',
    sourceId: 'cong-dvc',
    day: '2020-08-20',
    month: null,
    sentence: 'Hồ sơ H01-1 đang giải quyết ngày 31/07/2020 nhưng không còn trong dữ liệu ngày 20/08/2020.',
    evidence: { dossierCode: 'H01-1' },
    noticedAt: '2020-08-21T00:00:00Z',
  });
  const more = {
    mails: async () => [],
    provinceName: 'UBND tỉnh An Giang',
    contact: 'Văn phòng tỉnh',
    timeZone: TIME_ZONE,
    asOf: '2020-07-31',
    port: 0,
  };
  page = await startPage({ ...place, ...more });
});

afterAll(async () => {
  await page?.close();
  tables?.destroy();
  await engines?.close();
});

test('a new unit’s page leads to the old ones, their shares and accounts, and carries the trend on', async () => {
  // Act
  const { text, html } = await readPage(page, '/don-vi/cho-moi-moi');
  // Assess: each old district lost half a point in June and in July
  expect(text).toContain('2 đơn vị đã nhập vào Huyện Chợ Mới.');
  expect(text).toContain('Huyện Chợ Mới (cũ) toàn bộ 01/08/2020 Năm 2020: 1 điểm');
  expect(text).toContain('Huyện Cù Lao toàn bộ 01/08/2020 Năm 2020: 1 điểm');
  expect(html).toContain('href="/don-vi/cu-lao"');
  expect(text).toContain(
    'Các tháng từ 6/2020 đến 7/2020 (dấu tròn rỗng) là số cộng của 2 đơn vị cũ nhập toàn bộ vào đơn vị này',
  );
  expect(text).toMatch(/5,00% 6\/2020 5,00% 7\/2020 3,00% 8\/2020/);
  expect(text).toContain('1 phát hiện sau khi sắp xếp về hồ sơ của các đơn vị cũ');
});

test('its own account and table of months are its own alone', async () => {
  // Act
  const { text } = await readPage(page, '/don-vi/cho-moi-moi');
  // Assess: 15 of 500 is no breach
  expect(text).toContain('Sổ chưa có bút toán nào.');
  expect(text.split('Số liệu từng tháng')[1]?.split('Sổ điểm trừ')[0]).not.toMatch(/(?<!\/0)7\/2020/);
});

test('an old unit’s page says what became of it, and keeps its months and account', async () => {
  // Act
  const { text, html } = await readPage(page, '/don-vi/cu-lao');
  // Assess
  expect(text).toContain('Đơn vị cũ Từ ngày 01/08/2020, nhập toàn bộ vào Huyện Chợ Mới .');
  expect(html).toContain('href="/don-vi/cho-moi-moi"');
  expect(text).toContain('Cộng điểm trừ năm 2020 1');
});

test('where a unit came in part, the trend breaks, and the page says why', async () => {
  // Act
  const { text } = await readPage(page, '/don-vi/tan-chau');
  const { text: split } = await readPage(page, '/don-vi/phu-tan');
  // Assess
  expect(text).toContain('không so sánh được 7/2020');
  expect(text).toContain('Biểu đồ ngắt sau tháng 7/2020: Huyện Phú Tân chỉ nhập một phần vào đơn vị này');
  expect(text).toContain('Huyện Phú Tân một phần 01/08/2020');
  expect(split).toContain('Từ ngày 01/08/2020, chuyển từng phần vào Thị xã Tân Châu');
});
