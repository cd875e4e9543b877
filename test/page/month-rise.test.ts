import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalPage, startPage } from '../../infra/local/page/start-page.ts';
import { ExplanationRequestStore } from '../../shared/assignment/explanation-request-store.ts';
import { riseKey } from '../../shared/rise/kept-rises.ts';
import type { MonthRise, UnitRise } from '../../shared/rise/rise.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { requestOf } from '../record-explanation/risen.ts';
import { fillCourses } from './fill-courses.ts';
import { TIME_ZONE } from './fill-province.ts';
import { readPage } from './read-page.ts';

const figures = { unknown: 0, carriedOver: 2 };

/** As counted by hand in test/review-month. */
const risen: UnitRise = {
  unitId: 'so-xay-dung',
  answer: 'rose',
  because: null,
  before: {
    ...figures,
    received: 30,
    overdue: 5,
    becameOverdue: 5,
    overdueAtStart: 0,
    toHandleInTime: 32,
    denominator: 32,
  },
  now: {
    ...figures,
    received: 40,
    overdue: 16,
    becameOverdue: 14,
    overdueAtStart: 2,
    toHandleInTime: 40,
    denominator: 42,
  },
  cause: {
    parts: { moreIntake: 1, slowerHandling: 8, olderBacklog: 2 },
    exact: { denominator: 32, moreIntake: 40, slowerHandling: 248, olderBacklog: 64 },
    procedures: [
      { procedure: 'Cấp giấy phép xây dựng', before: 3, now: 15 },
      { procedure: null, before: 0, now: 1 },
    ],
    otherProcedures: -2,
    dossiers: { key: 'evidence/2020-06/so-xay-dung/rise-1.csv', listed: 16, total: 16 },
    monthsRunning: 1,
  },
};

let engines: Engines;
let tables: Tables;
let page: LocalPage;

beforeAll(async () => {
  engines = await startEngines();
  tables = connectTables();
  const bucket = new Bucket(engines.bucketName);
  const place = { tables, tableNames: engines.tableNames, bucket };
  await fillCourses(place);
  await new ExplanationRequestStore(tables, engines.tableNames.Registry).ask(requestOf('so-xay-dung'));
  const month = {
    month: '2020-06',
    monthBefore: '2020-05',
    evaluationsDigest: 'd',
    recordedAt: '2020-07-01T00:00:00Z',
  };
  const older: MonthRise = { ...month, recordedAt: '2020-06-30T00:00:00Z', units: [] };
  await bucket.write(riseKey('2020-06', 'f'.repeat(64)), canonicalJson(older), 'application/json');
  const kept: MonthRise = { ...month, units: [risen] };
  await bucket.write(riseKey('2020-06', 'a'.repeat(64)), canonicalJson(kept), 'application/json');
  await bucket.write('evidence/2020-06/so-xay-dung/rise-1.csv', 'Mã hồ sơ\r\nH01-1\r\n', 'text/csv');
  page = await startPage({
    ...place,
    mails: async () => [],
    provinceName: 'An Giang',
    contact: 'Văn phòng tỉnh',
    timeZone: TIME_ZONE,
    asOf: '2020-07-10',
    port: 0,
  });
});

afterAll(async () => {
  await page?.close();
  tables?.destroy();
  await engines?.close();
});

test('the page of a month that rose says by how much, why, in which procedures, and that the explanation is late', async () => {
  const { text, html } = await readPage(page, '/don-vi/so-xay-dung/2020-06');

  expect(text).toContain('Quá hạn 5 16 +11 Trong đó quá hạn trong kỳ 5 14 +9 Trong đó đã quá hạn từ trước 0 2 +2');
  expect(text).toContain('Số hồ sơ phải giải quyết nhiều hơn, ít hơn +1 Giải quyết chậm hơn, nhanh hơn +8');
  expect(text).toContain('tồn từ trước nhiều hơn, ít hơn +2 Cộng +11');
  expect(text).toContain('Cấp giấy phép xây dựng: từ 3 lên 15 (+12)');
  expect(text).toContain('Các thủ tục khác: −2');
  expect(text).toContain('(tệp CSV) : 16 hồ sơ, hồ sơ mới quá hạn ở trên.');
  // Due on Wednesday 08/07, looked at on Friday
  expect(text).toContain('giải trình chậm nhất ngày 08/07/2020: chưa nhận được giải trình, chậm 2 ngày làm việc.');
  expect(html).toContain('href="/don-vi/so-xay-dung/2020-06/ho-so-qua-han-tang.csv"');
  expect((await readPage(page, '/don-vi/so-xay-dung/2020-06/ho-so-qua-han-tang.csv')).html).toContain('H01-1');
});

test('of a unit that was not compared the page says so', async () => {
  const { text } = await readPage(page, '/don-vi/so-tu-phap/2020-06');
  expect(text).toContain('Tháng này chưa được so với tháng trước.');
});
