import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { type Evaluation, evaluationSchema } from '../../shared/evaluation/evaluation.ts';
import { sixOClock } from '../evaluate-month/hand-made-province.ts';
import { messageOf, objectCreated } from '../import-registry/registry-drops.ts';
import { type IngestHarness, startIngest } from '../ingest-snapshot/ingest-harness.ts';
import { file, nextMorning } from '../ingest-snapshot/portal.ts';

/**
 * The files of 30/06 and 01/07/2025 do not come: June is judged from that of 02/07. It shows dossiers of the last days of
 * June for the first time, under units that were made on 01/07: Bình Đức of Mỹ Khánh alone, Cù Lao of Hòa An and Hòa Bình.
 */
const units = [
  { code: '01', unitId: 'my-khanh', name: 'Xã Mỹ Khánh', period: '2020-01-01,2025-06-30' },
  { code: '02', unitId: 'hoa-an', name: 'Xã Hòa An', period: '2020-01-01,2025-06-30' },
  { code: '03', unitId: 'hoa-binh', name: 'Xã Hòa Bình', period: '2020-01-01,2025-06-30' },
  { code: '01', unitId: 'binh-duc', name: 'Phường Bình Đức', period: '2025-07-01,' },
  { code: '02', unitId: 'cu-lao', name: 'Xã Cù Lao', period: '2025-07-01,' },
];
const lineage = ['my-khanh,binh-duc,full', 'hoa-an,cu-lao,full', 'hoa-binh,cu-lao,full'];

let harness: IngestHarness;
let evaluations: readonly Evaluation[];

beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  for (const [name, lines] of Object.entries(registry())) await harness.register(name, [...lines, ''].join('\n'));
  await send('2025-06-29', [
    'M1,01,10/06/2025 08:00,30/07/2025 17:00,,open',
    'A1,02,10/06/2025 08:00,30/07/2025 17:00,,open',
    'B1,03,10/06/2025 08:00,30/07/2025 17:00,,open',
  ]);
  await send('2025-07-02', [
    'M1,01,10/06/2025 08:00,30/07/2025 17:00,,open',
    'A1,02,10/06/2025 08:00,30/07/2025 17:00,,open',
    'B1,02,10/06/2025 08:00,30/07/2025 17:00,,open',
    // First seen: one fell due in June, one was ended on time in June, one was received in July.
    'M2,01,29/06/2025 18:00,30/06/2025 11:00,,open',
    'M3,01,30/06/2025 08:00,30/06/2025 17:00,30/06/2025 10:00,done',
    'M4,01,01/07/2025 08:00,30/07/2025 17:00,,open',
    // First seen under a unit that was made of two.
    'C2,02,29/06/2025 18:00,30/06/2025 11:00,,open',
    'C3,02,01/07/2025 08:00,30/07/2025 17:00,,open',
  ]);
  const { handler } = await import('../../functions/evaluate-month/handler.ts');
  const [record] = messageOf(objectCreated('x', '')).Records;
  const event = { Records: [{ ...record, body: JSON.stringify(sixOClock('2025-07-04')) }] };
  await (handler as (event: unknown, context: unknown) => Promise<void>)(event, {} as Context);
  evaluations = (await harness.scan('Evaluations')).map((item) => evaluationSchema.parse(item));
}, 300_000);
afterAll(() => harness.engines.close());

function registry(): Record<string, string[]> {
  const portal = {
    sourceId: 'portal',
    name: 'Cổng dịch vụ công',
    ownerUnitId: 'van-phong',
    timeZone: 'Asia/Ho_Chi_Minh',
    rhythm: 'daily',
    columns: {
      dossierCode: 'code',
      unitCode: 'unit',
      receivedAt: 'received',
      dueAt: 'due',
      completedAt: 'completed',
      status: 'status',
    },
    dateFormats: ['dd/MM/yyyy HH:mm'],
    statuses: { open: 'open', done: 'completed' },
  };
  return {
    'sources.json': [JSON.stringify([portal])],
    'units.csv': [
      'unitId,name,tier,kind,parentUnitId,headName,headEmail,deputyEmails,ccEmails,validFrom,validTo',
      ...units.map(({ unitId, name, period }) => `${unitId},${name},commune,locality,,,,,,${period}`),
    ],
    'unit-codes.csv': [
      'sourceId,code,unitId,validFrom,validTo',
      ...units.map(({ code, unitId, period }) => `portal,${code},${unitId},${period}`),
    ],
    'unit-sources.csv': [
      'unitId,sourceId,validFrom,validTo',
      ...units.map(({ unitId, period }) => `${unitId},portal,${period}`),
    ],
    'unit-lineage.csv': ['oldUnitId,newUnitId,share,on', ...lineage.map((line) => `${line},2025-07-01`)],
  };
}

async function send(day: string, rows: readonly string[]): Promise<void> {
  await harness.drop(`snapshots/portal/${day}.csv`, file(...rows), nextMorning(day));
}

test('a dossier of June that is first seen under the unit made of one other in July is that one’s in June', () => {
  // Act
  const figures = Object.fromEntries(
    evaluations.map(({ unitId, month, overdue, unknown, denominator }) => [
      `${unitId} ${month}`,
      `${overdue} ${unknown} ${denominator}`,
    ]),
  );

  // Assess: overdue, unknown, denominator. M2 is overdue of M1, M2, M3; C2 may be Hòa An's or Hòa Bình's, and is neither's
  expect(figures).toEqual({ 'my-khanh 2025-06': '1 0 3', 'hoa-an 2025-06': '0 0 1', 'hoa-binh 2025-06': '0 0 1' });
});

test('one under a unit made of several is told of to the source, with whose it may be and what to do', async () => {
  // Act
  const found = (await harness.scan('Findings')).filter(({ kind }) => kind === 'before-unit-began');

  // Assess
  expect(found).toMatchObject([
    {
      unitId: 'van-phong',
      sourceId: 'portal',
      day: '2025-07-02',
      month: '2025-06',
      severity: 'warning',
      sentence:
        'Dữ liệu ngày 02/07/2025 của Cổng dịch vụ công ghi 1 hồ sơ có từ trước ngày 01/07/2025 ở Xã Cù Lao là đơn vị lập sau đó từ Xã Hòa An, Xã Hòa Bình; không rõ khi ấy hồ sơ thuộc đơn vị nào, nên tháng 6/2025 không tính cho đơn vị nào. Đề nghị gửi lại tệp dữ liệu ngày 30/06/2025 với mã đơn vị cũ.',
      evidence: { unitId: 'cu-lao', dossiers: 1, dossierCodes: ['C2'], predecessorUnitIds: ['hoa-an', 'hoa-binh'] },
    },
  ]);
});
