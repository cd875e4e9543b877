import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalPage, startPage } from '../../infra/local/page/start-page.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { movedDueDate } from '../finding/facts.ts';
import { fillFindings, vanished } from './fill-findings.ts';
import { TIME_ZONE } from './fill-province.ts';
import { type ReadPage, readPage } from './read-page.ts';

let engines: Engines;
let tables: Tables;
let pages: LocalPage[];
beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  pages = [];
  await fillFindings({ tables, tableNames: engines.tableNames, bucket: new Bucket(engines.bucketName) });
});
afterAll(async () => {
  for (const page of pages) await page.close();
  tables?.destroy();
  await engines?.close();
});

/** From a page of its own: what another read is not remembered. */
async function get(path: string): Promise<ReadPage> {
  const page = await startPage({
    tables,
    tableNames: engines.tableNames,
    bucket: new Bucket(engines.bucketName),
    mails: async () => [],
    provinceName: 'UBND tỉnh An Giang',
    contact: 'Văn phòng tỉnh',
    timeZone: TIME_ZONE,
    asOf: '2020-07-31',
    port: 0,
  });
  pages.push(page);
  return readPage(page, path);
}

test('the page says how many findings wait, and what became of the others, with a link to each', async () => {
  const { text, html } = await get('/phat-hien');

  expect(text).toContain('Chưa xử lý 1 Đã giải trình 1 Bỏ qua 1 Đã khắc phục 1');
  expect(html).toContain('href="/phat-hien?trang-thai=dismissed"');
});

test('each finding tells who made what of it, when, why and by which document', async () => {
  const { text } = await get('/phat-hien?trang-thai=explained');

  expect(text).toContain('1 phát hiện trong tổng số 4');
  // 02:00 UTC is 9 o'clock in An Giang
  expect(text).toMatch(/Đã giải trình +09:00 ngày 20\/06\/2020, ?Nguyễn Văn A/);
  expect(text).toContain('Nguyễn Văn A, Sở Xây dựng: Công dân bổ sung bản vẽ hoàn công ngày 10/06/2020 (15/SXD-VP)');
});

test('what a standing rule dismisses names the rule; the rule is listed with how often it did', async () => {
  const { text } = await get('/phat-hien?trang-thai=dismissed');

  expect(text).toContain('Bỏ qua theo quy tắc 2020-gia-han-dat-dai, áp dụng từ 01/06/2020 đến 31/12/2020');
  expect(text).toContain('thủ tục 1.004257');
  expect(text).toMatch(/Được gia hạn theo quy định \(812\/UBND-KSTT\) 1 /);
});

test('what the system took for over says so', async () => {
  const { text } = await get('/phat-hien?trang-thai=resolved');
  expect(text).toContain('Đúng Hẹn: Lịch làm việc năm 2021 nay đã đủ.');
});

test('the order by which a finding is reviewed stands there whole, ready to be copied', async () => {
  // Act
  const { html } = await get('/phat-hien?don-vi=so-y-te');

  // Assess
  const orders = [...html.matchAll(/<pre class="order">(.*?)<\/pre>/gs)].map(([, json = '']) =>
    JSON.parse(json.replaceAll('&quot;', '"')),
  );
  expect(orders).toEqual([
    {
      unitId: 'so-y-te',
      findingId: vanished.findingId,
      state: 'explained',
      actor: 'HỌ TÊN',
      reason: 'LÝ DO',
      reference: null,
    },
    {
      ruleId: 'MÃ QUY TẮC',
      kinds: ['vanished-while-open'],
      unitId: 'so-y-te',
      procedureCode: null,
      validFrom: '2020-06-15',
      until: '2020-12-31',
      actor: 'HỌ TÊN',
      reason: 'LÝ DO',
      reference: 'SỐ VĂN BẢN',
    },
  ]);
});

test('the state that holds is filtered and shown on the page of the unit too', async () => {
  const { text } = await get('/don-vi/so-xay-dung');

  expect(text).toContain('Bỏ qua theo quy tắc 2020-gia-han-dat-dai');
  expect((await get('/phat-hien?don-vi=so-xay-dung&trang-thai=open')).text).toContain('Không có phát hiện nào.');
});

test('more than a hundred findings come in sheets; a sheet that there is not is empty, and no number is no page', async () => {
  // Prepare
  const store = new FindingStore(tables, engines.tableNames.Findings);
  for (let index = 0; index < 101; index++) {
    const day = '2020-05-02'; // before the rule
    await store.notice({ ...movedDueDate, unitId: 'so-noi-vu', findingId: `due-date-moved#${index}`, day });
  }

  // Act
  const first = await get('/phat-hien?don-vi=so-noi-vu');
  const second = await get('/phat-hien?don-vi=so-noi-vu&trang=2');

  // Assess
  expect(first.text).toContain('101 phát hiện trong tổng số 105, mới nhất ở trên, từ 1 đến 100');
  expect(first.html).toContain('href="/phat-hien?don-vi=so-noi-vu&amp;trang=2"');
  expect(second.text).toContain('từ 101 đến 101');
  expect(first.html.match(/class="sentence"/g)).toHaveLength(101); // the rule has a sentence too
  expect(second.html.match(/class="sentence"/g)).toHaveLength(2);
  expect((await get('/phat-hien?trang=9')).text).toContain('Không có phát hiện nào.');
  expect((await get('/phat-hien?trang=x')).status).toBe(404);
});
