import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startPage } from '../../infra/local/page/start-page.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { AddressAsideStore } from '../../shared/notice/address-aside-store.ts';
import { describeUnreachable } from '../../shared/notice/describe-unreachable.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { unit } from '../notice-planning/facts.ts';
import { registerUnits } from '../notice-planning/register-units.ts';
import { type ReadPage, readPage } from './read-page.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.close());

/** A page of its own each time: a page remembers for seconds what it has read. */
async function read(path = '/khong-nhan-duoc-thu'): Promise<ReadPage> {
  const page = await startPage({
    tables: connectTables(),
    tableNames: engines.tableNames,
    bucket: new Bucket(engines.bucketName),
    mails: () => Promise.resolve([]),
    provinceName: 'An Giang',
    contact: 'Văn phòng UBND tỉnh',
    timeZone: 'Asia/Ho_Chi_Minh',
    asOf: '2020-07-31',
    port: 0,
  });
  const answer = await readPage(page, path);
  await page.close();
  return answer;
}

test('where all are reached the page says so', async () => {
  expect((await read()).text).toContain('Mọi đơn vị có nội dung phải báo đều nhận được thư.');
});

test('a unit whom no mail reaches is named, with why, since when in local time, and what to do', async () => {
  // Prepare
  const tables = connectTables();
  const silent = unit('xa-a', { name: 'Ủy ban nhân dân xã A', headEmail: null });
  const rows = [
    unit('so-y-te', { name: 'Sở Y tế' }),
    unit('so-khdt', { deputyEmails: ['pho@so-khdt.example'] }),
    silent,
  ];
  await registerUnits(tables, engines.tableNames.Registry, rows);
  const asides = new AddressAsideStore(tables, engines.tableNames.Registry);
  const bounce = { since: '2020-07-09T17:31:00.000Z', reason: 'Bounce <b>Permanent</b>', noticeId: 'digest_1' };
  await asides.putAside({ ...bounce, address: 'so-y-te@an-giang.example', unitId: 'so-y-te' });
  await asides.putAside({
    ...bounce,
    address: 'so-khdt@an-giang.example',
    unitId: 'so-khdt',
    reason: 'Complaint abuse',
  });
  const findings = new FindingStore(tables, engines.tableNames.Findings);
  await findings.notice(describeUnreachable({ unit: silent, topics: [] }, '2020-07-06', '2020-07-06T00:30:00.000Z'));

  // Act
  const { text, html } = await read();

  // Assess: 17:31 UTC is 00:31 of the next day
  expect(text).toContain('Sở Y tế 10/07/2020 so-y-te@an-giang.example : thư bị trả lại ngày 10/07/2020');
  expect(text).toContain('Chưa ai của đơn vị nhận được thư. Sửa địa chỉ');
  expect(text).toContain('Ủy ban nhân dân xã A 06/07/2020 Danh mục đơn vị không có địa chỉ thư điện tử');
  expect(text).toContain('so-khdt@an-giang.example : người nhận báo là thư rác ngày 10/07/2020');
  expect(text).toContain('Các địa chỉ khác của đơn vị vẫn được gửi thư.');
  expect(text.indexOf('Đơn vị so-khdt')).toBeGreaterThan(text.indexOf('Ủy ban nhân dân xã A'));
  expect(html).not.toContain('<b>Permanent');
});

test('the list of mails leads there', async () => {
  expect((await read('/thu')).html).toContain('href="/khong-nhan-duoc-thu"');
});
