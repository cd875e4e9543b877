import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalPage, startPage } from '../../infra/local/page/start-page.ts';
import { AssignmentEventStore } from '../../shared/assignment/assignment-event-store.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { extension, reopening, report } from '../assignment/events.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { assignment, unit } from '../notice-planning/facts.ts';
import { register, TIME_ZONE } from './fill-province.ts';
import { readPage } from './read-page.ts';

const HOSTILE = '<script>alert("x")</script>';
let engines: Engines;
let page: LocalPage;

/** Item 1a, due on Tuesday 14/07/2020: one unit late, one extended, one handed back and in again, one on time. */
beforeAll(async () => {
  engines = await startEngines();
  const tables = connectTables();
  const place = { tables, tableNames: engines.tableNames, bucket: new Bucket(engines.bucketName) };
  await register(place, 'unit', [
    unit('so-tttt', { name: 'Sở Thông tin và Truyền thông' }),
    unit('so-xd', { name: HOSTILE }),
  ]);
  await register(place, 'assignment', [assignment({ coordinatingUnitIds: ['so-khdt', 'so-gtvt', 'so-xd'] })]);
  const events = new AssignmentEventStore(tables, engines.tableNames.Registry);
  await events.extend(extension({ unitId: 'so-gtvt', reference: '702/UBND-TH' }));
  await events.report(report({ unitId: 'so-khdt', receivedOn: '2020-07-10' }));
  await events.reopen(reopening({ unitId: 'so-khdt', reason: HOSTILE }));
  await events.report(
    report({ unitId: 'so-khdt', receivedOn: '2020-07-17', reference: '9/BC', file: 'vb/9.pdf', round: 1 }),
  );
  await events.report(report({ unitId: 'so-xd', receivedOn: '2020-07-14' }));
  page = await startPage({
    ...place,
    mails: async () => [],
    provinceName: 'An Giang',
    contact: 'Văn phòng tỉnh',
    timeZone: TIME_ZONE,
    asOf: '2020-07-17',
    port: 0,
  });
});
afterAll(async () => {
  await page?.close();
  await engines?.close();
});

test('each report shows who owes it, by when first and now, how it stands, and how late', async () => {
  // Act
  const { status, text, html } = await readPage(page, '/bao-cao');

  // Assess: 15, 16, 17 July are three working days
  expect(status).toBe(200);
  expect(text).toContain('Đến ngày 17/07/2020: 1 báo cáo quá hạn chưa nhận được trong tổng số 4 báo cáo');
  expect(text).toContain('664/UBND-TH, mục 1a; mã 664-1a: đã nhận 2/4 báo cáo');
  expect(text).toContain('Sở Thông tin và Truyền thông (chủ trì) 14/07/2020 14/07/2020 Quá hạn, chưa báo cáo – – 3');
  expect(text).toContain('so-gtvt 14/07/2020 20/07/2020 Chưa đến hạn ; gia hạn đến 20/07/2020 (702/UBND-TH) – – –');
  expect(text).toContain('Đã báo cáo, chậm ; báo cáo nhận ngày 10/07/2020 bị trả lại ngày 16/07/2020');
  expect(text).toContain('17/07/2020 9/BC; vb/9.pdf 3');
  expect(html).not.toContain('<script>');
});

test('every page leads there', async () => {
  const { html } = await readPage(page, '/');

  expect(html).toContain('href="/bao-cao"');
});
