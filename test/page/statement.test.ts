import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalPage, startPage } from '../../infra/local/page/start-page.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { unit } from '../notice-planning/facts.ts';
import { readCells } from '../write-statement/read-cells.ts';
import { fillProvince, TIME_ZONE } from './fill-province.ts';

let engines: Engines;
let page: LocalPage;
beforeAll(async () => {
  engines = await startEngines();
  const tables = connectTables();
  const place = { tables, tableNames: engines.tableNames, bucket: new Bucket(engines.bucketName) };
  // 12 of 430 = 2,79%: over 2%
  const june = { received: 400, carriedOver: 30, resolvedOverdue: 7, inProcessOverdue: 5, inProcessNoDueDate: 0 };
  await fillProvince(place, [unit('so-tnmt')], ['2020-06'], '2020-07', () => june);
  page = await startPage({
    ...place,
    mails: async () => [],
    provinceName: 'An Giang',
    contact: 'Văn phòng tỉnh',
    timeZone: TIME_ZONE,
    asOf: '2020-07-31',
    port: 0,
  });
});
afterAll(async () => {
  await page?.close();
  await engines?.close();
});

test("a unit's page leads to its yearly statement", async () => {
  // Act
  const html = await (await fetch(new URL('/don-vi/so-tnmt', page.url))).text();
  const [, path = ''] = /href="([^"]+)"[^>]*>Tải bảng kê điểm trừ năm/.exec(html) ?? [];
  const response = await fetch(new URL(path, page.url));

  // Assess
  expect(path).toBe('/don-vi/so-tnmt/so-diem-tru-2020.xlsx');
  expect(response.headers.get('content-type')).toContain('spreadsheetml.sheet');
  const cells = readCells(new Uint8Array(await response.arrayBuffer())).get('Sổ trừ điểm');
  expect([cells?.get('C2')?.value, cells?.get('C4')?.value]).toEqual(['Đơn vị so-tnmt (so-tnmt)', '0,5 điểm']);
});

test('there is none of a unit that does not exist', async () => {
  expect((await fetch(new URL('/don-vi/so-moi/so-diem-tru-2020.xlsx', page.url))).status).toBe(404);
});
