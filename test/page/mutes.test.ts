import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalPage, startPage } from '../../infra/local/page/start-page.ts';
import type { Mute } from '../../shared/notice/mute.ts';
import { MuteStore } from '../../shared/notice/mute-store.ts';
import { listMutes } from '../../shared/report/list-mutes.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { unit } from '../notice-planning/facts.ts';
import { fillProvince, TIME_ZONE } from './fill-province.ts';
import { readPage } from './read-page.ts';

const order: Mute = {
  unitId: 'so-khdt',
  number: 1,
  kinds: ['assignment', 'escalation', 'undecided'],
  until: '2020-07-31',
  actor: 'chanh-van-phong',
  reason: 'Đơn vị <b>đang</b> sáp nhập',
  orderedAt: '2020-07-02T01:00:00.000Z',
};
const later: Mute = { ...order, number: 2, kinds: ['assignment'], until: '2020-07-20', reason: 'Gia hạn' };
const lifted: Mute = { ...order, number: 3, kinds: ['escalation'], until: null };

let engines: Engines;
let page: LocalPage;

beforeAll(async () => {
  engines = await startEngines();
  const tables = connectTables();
  const place = { tables, tableNames: engines.tableNames, bucket: new Bucket(engines.bucketName) };
  const row = unit('so-khdt', { name: 'Sở Kế hoạch và Đầu tư' });
  const nothing = { received: 0, carriedOver: 0, resolvedOverdue: 0, inProcessOverdue: 0, inProcessNoDueDate: 0 };
  await fillProvince(place, [row], ['2020-06'], '2020-07', () => nothing);
  for (const one of [order, later, lifted]) await new MuteStore(tables, engines.tableNames.Registry).put(one);
  page = await startPage({
    ...place,
    mails: async () => [],
    provinceName: 'UBND tỉnh An Giang',
    contact: 'Văn phòng tỉnh',
    timeZone: TIME_ZONE,
    asOf: '2020-07-10',
    port: 0,
  });
});
afterAll(async () => {
  await page?.close();
  await engines?.close();
});

test('of orders about one kind the last stands; what was lifted or has ended is not listed', () => {
  const kindsOn = (day: string) => listMutes([lifted, order, later], day).map(({ until, kinds }) => [until, kinds]);
  expect(kindsOn('2020-07-10')).toEqual([
    ['2020-07-20', ['Nhắc báo cáo']],
    ['2020-07-31', ['Tháng chưa đủ căn cứ kết luận']],
  ]);
  expect(kindsOn('2020-07-21')).toEqual([['2020-07-31', ['Tháng chưa đủ căn cứ kết luận']]]);
  expect(kindsOn('2020-08-01')).toEqual([]);
});

test('the page lists what is muted, until when, by whom and why', async () => {
  // Act
  const { text, html } = await readPage(page, '/thu');

  // Assess
  expect(text).toContain('2 lệnh tạm dừng đang có hiệu lực');
  expect(text).toContain('Sở Kế hoạch và Đầu tư Nhắc báo cáo 20/07/2020 chanh-van-phong Gia hạn');
  expect(html).toContain('Đơn vị &lt;b&gt;đang&lt;/b&gt; sáp nhập');
});
