import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { findingSchema } from '../../shared/finding/finding.ts';
import { messageOf } from '../import-registry/registry-drops.ts';
import { type IngestHarness, startIngest } from '../ingest-snapshot/ingest-harness.ts';

const HEADER = 'code,unit,received,due,completed,status';
const source = {
  name: 'Cổng dịch vụ công',
  ownerUnitId: 'so-tttt',
  timeZone: 'Asia/Ho_Chi_Minh',
  columns: {
    dossierCode: 'code',
    unitCode: 'unit',
    receivedAt: 'received',
    dueAt: 'due',
    completedAt: 'completed',
    status: 'status',
  },
  dateFormats: ['dd/MM/yyyy HH:mm'],
  statuses: { open: 'open' },
};

let harness: IngestHarness;
beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  await harness.register(
    'sources.json',
    JSON.stringify([
      { ...source, sourceId: 'portal', rhythm: 'daily' },
      { ...source, sourceId: 'own', rhythm: 'working-days' },
    ]),
  );
  await harness.register('calendar.csv', 'date,kind,name\n2020-06-03,holiday,Ngày nghỉ\n');
  await harness.register(
    'unit-sources.csv',
    'unitId,sourceId,validFrom,validTo\nso-a,portal,2020-01-01,\nso-b,own,2020-01-01,2020-06-30\nso-b,portal,2020-07-01,\n',
  );
});
afterEach(() => harness.forget());
afterAll(() => harness.engines.close());

async function drop(sourceId: string, day: string): Promise<void> {
  const time = new Date(Date.parse(`${day}T00:30:00+07:00`) + 86_400_000).toISOString();
  await harness.drop(`snapshots/${sourceId}/${day}.csv`, `${HEADER}\nA1,?,01/06/2020 08:00,,,open\n`, time);
}

/** The schedule's message at 07:00 local time of a day. */
async function watch(day: string): Promise<void> {
  const { handler } = await import('../../functions/watch-snapshots/handler.ts');
  const [record] = messageOf({ 'detail-type': 'Object Created', time: '', detail: { object: { key: 'x' } } }).Records;
  const body = JSON.stringify({ scheduledAt: `${day}T07:00:00+07:00` });
  await handler({ Records: record === undefined ? [] : [{ ...record, body }] }, {} as never);
}

async function missing(): Promise<string[]> {
  const findings = await harness.scan('Findings');
  return findings.filter(({ kind }) => kind === 'snapshot-missing').map(({ findingId }) => String(findingId));
}

test('a day that has not come is found the next morning, once, and told to whom the source belongs', async () => {
  // Prepare
  await drop('portal', '2020-06-08');

  // Act
  await watch('2020-06-09');
  expect(await missing()).toEqual([]);
  await watch('2020-06-10');
  await watch('2020-06-10');

  // Assess
  expect(await missing()).toEqual(['snapshot-missing#portal#2020-06-09']);
  expect(await harness.scan('Findings')).toMatchObject([
    { unitId: 'so-tttt', severity: 'alarm', sentence: 'Chưa nhận được dữ liệu ngày 09/06/2020 của Cổng dịch vụ công.' },
  ]);
});

test('a watch that did not run for days is caught up', async () => {
  await drop('portal', '2020-06-08');
  await watch('2020-06-12');
  expect(await missing()).toEqual(['09', '10', '11'].map((day) => `snapshot-missing#portal#2020-06-${day}`));
});

test('a source that exports on working days owes none on weekends and holidays', async () => {
  // Prepare: 30/05 and 31/05 are a weekend, 03/06 is a holiday
  await drop('own', '2020-05-29');

  // Act
  await watch('2020-06-05');

  // Assess
  expect(await missing()).toEqual(['01', '02', '04'].map((day) => `snapshot-missing#own#2020-06-${day}`));
});

test('nothing is expected of a source that has never sent, or that counts for no unit any more', async () => {
  await drop('own', '2020-06-30');
  await watch('2020-07-06');
  expect(await missing()).toEqual([]);
});

/** finding -> who resolved it and why, null while it is open */
async function resolutions(): Promise<Record<string, string | null>> {
  const findings = (await harness.scan('Findings')).map((item) => findingSchema.parse(item));
  return Object.fromEntries(
    findings.map(({ findingId, state, history }) => [
      findingId,
      state === 'open' ? null : `${history?.at(-1)?.actor}: ${history?.at(-1)?.reason}`,
    ]),
  );
}

test('a day that came late is missing no more the next morning, even after weeks; the others stay', async () => {
  // Prepare
  await drop('portal', '2020-06-08');
  await watch('2020-06-11');
  await watch('2020-07-11');

  // Act
  await drop('portal', '2020-06-09');
  await watch('2020-07-12');

  // Assess
  const found = await resolutions();
  expect(found['snapshot-missing#portal#2020-06-09']).toBe('Đúng Hẹn: Đã nhận được dữ liệu ngày 09/06/2020.');
  expect(found['snapshot-missing#portal#2020-06-10']).toBeNull();
});

test('a file that was put aside is no matter any more once a later one of its day was taken in', async () => {
  // Prepare
  await drop('portal', '2020-06-08');
  await harness.drop('snapshots/portal/2020-06-09.csv', '<html></html>', '2020-06-09T17:30:00Z');
  await harness.drop('snapshots/portal/2020-06-10.csv', '<html></html>', '2020-06-10T17:30:00Z');

  // Act
  await harness.drop(
    'snapshots/portal/2020-06-09.2.csv',
    `${HEADER}\nA1,?,01/06/2020 08:00,,,open\n`,
    '2020-06-09T18:30:00Z',
  );
  await watch('2020-06-11');

  // Assess
  const found = await resolutions();
  expect(found['snapshot-quarantined#portal#2020-06-09#1']).toBe(
    'Đúng Hẹn: Đã tiếp nhận tệp gửi lại của ngày 09/06/2020.',
  );
  expect(found['snapshot-quarantined#portal#2020-06-10#1']).toBeNull();
});
