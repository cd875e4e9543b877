import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalPage, startPage } from '../../infra/local/page/start-page.ts';
import { participationKey } from '../../shared/participation/kept-participations.ts';
import type { MonthParticipation, Participation } from '../../shared/participation/participation.ts';
import { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { connectTables, type Tables } from '../../shared/runtime/tables.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { fillCourses } from './fill-courses.ts';
import { TIME_ZONE } from './fill-province.ts';
import { readPage } from './read-page.ts';

const told = { because: null } as const;

const perfunctory: Participation = {
  unitId: 'so-xay-dung',
  month: '2020-06',
  verdict: 'perfunctory',
  answers: [
    { ...told, reason: 'nothing-received', answer: 'does-not-hold', figures: { received: 40 } },
    {
      reason: 'idle-while-open',
      answer: 'untold',
      because: 'activity-missing',
      figures: { idleWorkingDays: 8, possibly: 12 },
    },
    { ...told, reason: 'without-due-date-or-procedure', answer: 'does-not-hold', figures: { handled: 42, lacking: 1 } },
    {
      ...told,
      reason: 'completions-at-month-end',
      answer: 'holds',
      figures: { entered: 30, enteredOnLastDays: 21 },
    },
    { reason: 'incomplete-data', answer: 'untold', because: 'governing-snapshot-missing', figures: {} },
  ],
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
  const review = { month: '2020-06', revision: 1, evaluationsDigest: 'd', units: [perfunctory] };
  const earlier: MonthParticipation = { ...review, recordedAt: '2020-06-30T23:20:00Z', units: [] };
  const kept: MonthParticipation = { ...review, recordedAt: '2020-07-01T23:20:00Z' };
  // The one made last counts, not the one whose name comes last.
  await bucket.write(participationKey('2020-06', 'f'.repeat(64)), canonicalJson(earlier), 'application/json');
  await bucket.write(participationKey('2020-06', 'a'.repeat(64)), canonicalJson(kept), 'application/json');
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

test('the page of a month says how the unit took part, what speaks against it, and what nobody can say', async () => {
  const { text } = await readPage(page, '/don-vi/so-xay-dung/2020-06');

  expect(text).toContain('Tham gia còn hình thức. Kết quả này không trừ điểm.');
  expect(text).toContain('những ngày làm việc cuối tháng: có (21 trên 30 kết quả).');
  expect(text).toContain('chưa rõ, thiếu dữ liệu của một số ngày (ít nhất 8, có thể đến 12 ngày làm việc liên tiếp).');
  expect(text).toContain('không ghi thủ tục: không (1 trên 42 hồ sơ).');
  expect(text).toContain('chưa nhập đủ dữ liệu: chưa rõ, thiếu dữ liệu chốt tháng');
});

test('of a unit that was not reviewed the page says so', async () => {
  const { text } = await readPage(page, '/don-vi/so-tu-phap/2020-06');
  expect(text).toContain('Tháng này chưa được xem xét.');
});
