import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { findingSchema } from '../../shared/finding/finding.ts';
import { type IngestHarness, startIngest } from './ingest-harness.ts';
import { file, nextMorning, registerPortals } from './portal.ts';

let harness: IngestHarness;
beforeAll(async () => {
  harness = await startIngest('Asia/Ho_Chi_Minh');
  await registerPortals(harness);
});
afterEach(() => harness.forget());
afterAll(() => harness.engines.close());

const A1 = 'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,open';
const A2 = 'A2,U2,02/06/2020 08:00,30/06/2020 17:00,,open';

async function take(day: string, content: string, suffix = '.csv', time = nextMorning(day)): Promise<void> {
  await harness.drop(`snapshots/portal/${day}${suffix}`, content, time);
  await harness.drain();
}

/** finding -> its states, one after the other, each with when and by whom */
async function courses(): Promise<Record<string, string[]>> {
  const findings = (await harness.scan('Findings')).map((item) => findingSchema.parse(item));
  return Object.fromEntries(
    findings.map(({ findingId, history = [] }) => [
      findingId,
      ['open', ...history.map(({ state, actor, at }) => `${state} ${actor} ${at}`)],
    ]),
  );
}

const vanished = 'vanished-while-open#portal#A2#2020-06-04';

test('a correction that shows the dossier again resolves the finding that it had vanished, by the time of the correction', async () => {
  // Prepare
  await take('2020-06-03', file(A1, A2));
  await take('2020-06-04', file(A1));
  expect(await courses()).toEqual({ [vanished]: ['open'] });

  // Act
  await take('2020-06-04', file(A1, A2), '.2.csv', '2020-06-05T03:00:00.000Z');

  // Assess
  expect(await courses()).toEqual({ [vanished]: ['open', 'resolved Đúng Hẹn 2020-06-05T03:00:00.000Z'] });
  const [item] = await harness.scan('Findings');
  expect(findingSchema.parse(item).history?.[0]?.reason).toMatch(/^Dữ liệu ngày 04\/06\/2020 được đọc lại/);
});

test('a later correction in which it comes out once more brings the finding back', async () => {
  // Prepare
  await take('2020-06-03', file(A1, A2));
  await take('2020-06-04', file(A1));
  await take('2020-06-04', file(A1, A2), '.2.csv', '2020-06-05T03:00:00.000Z');

  // Act
  await take('2020-06-04', file(A1), '.3.csv', '2020-06-05T04:00:00.000Z');

  // Assess
  expect((await courses())[vanished]).toEqual([
    'open',
    'resolved Đúng Hẹn 2020-06-05T03:00:00.000Z',
    'open Đúng Hẹn 2020-06-05T04:00:00.000Z',
  ]);
});

test('a late day that does not show the dossier either moves the finding to that day, by the time at which it came', async () => {
  // Prepare
  await take('2020-06-02', file(A1, A2));
  await take('2020-06-04', file(A1));

  // Act
  await take('2020-06-03', file(A1), '.csv', '2020-06-08T03:00:00.000Z');

  // Assess
  expect(await courses()).toEqual({
    [vanished]: ['open', 'resolved Đúng Hẹn 2020-06-08T03:00:00.000Z'],
    'vanished-while-open#portal#A2#2020-06-03': ['open'],
  });
});

test('what people have dismissed stays dismissed when the day is read again', async () => {
  // Prepare
  await take('2020-06-03', file(A1, A2));
  await take('2020-06-04', file(A1));
  const [item] = await harness.scan('Findings');
  const finding = findingSchema.parse(item);
  const at = '2020-06-05T01:00:00.000Z';
  await harness.services.findings.move(finding, {
    state: 'dismissed',
    actor: 'le-thi-b',
    reason: 'Công dân rút hồ sơ',
    reference: null,
    at,
  });

  // Act
  await take('2020-06-04', file(A1, A2), '.2.csv', '2020-06-05T03:00:00.000Z');

  // Assess
  expect(await courses()).toEqual({ [vanished]: ['open', `dismissed le-thi-b ${at}`] });
});

test('on a usual morning no finding is looked up', async () => {
  // Prepare
  await take('2020-06-03', file(A1, A2));
  const key = 'snapshots/portal/2020-06-04.csv';
  await harness.bucket.write(key, file(A1), 'text/csv');
  let lookedUp = 0;
  const { findings } = harness.services;
  const counting = Object.assign(Object.create(findings), {
    notice: findings.notice.bind(findings),
    unclosed: () => {
      lookedUp++;
      return Promise.resolve([]);
    },
  });

  // Act
  const order = {
    kind: 'ingest' as const,
    objectKey: key,
    readKey: key,
    receivedAt: nextMorning('2020-06-04'),
    release: null,
    isDerivedAgain: false,
    isRewritten: false,
    resume: null,
  };
  const outcome = await harness.handle(order, { findings: counting });

  // Assess
  expect({ outcome, lookedUp }).toEqual({ outcome: 'accepted', lookedUp: 0 });
  expect(Object.keys(await courses())).toEqual([vanished]);
});
