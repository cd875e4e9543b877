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

/** A dossier of the department, due on Thursday 11/06/2020 at 17:00, and one of the district. */
const row = (status: string, due = '11/06/2020 17:00', completed = '') =>
  `A1,U1,01/06/2020 08:00,${due},${completed},${status}`;
const OTHER = 'B1,U2,01/06/2020 08:00,30/06/2020 17:00,,open';

async function take(day: string, content: string, suffix = '.csv', time = nextMorning(day)): Promise<void> {
  await harness.drop(`snapshots/portal/${day}${suffix}`, content, time);
  await harness.drain();
}

/** `<kind> <day> <state>`, in order. */
async function noticed(): Promise<string[]> {
  const findings = (await harness.scan('Findings')).map((item) => findingSchema.parse(item));
  return findings.map(({ kind, day, state }) => `${kind} ${day} ${state}`).toSorted();
}

const pauseOn = (day: string, state = 'open') => `supplement-near-due-date ${day} ${state}`;
const liftedOn = (day: string, state = 'open') => `supplement-lifted-after-due-date ${day} ${state}`;

test('a pause begun the day before the due date and lifted after it is found, whatever lies between', async () => {
  // Prepare
  await take('2020-06-09', file(row('open'), OTHER));
  await take('2020-06-10', file(row('paused'), OTHER));
  await take('2020-06-11', file(row('paused'), OTHER));
  await take('2020-06-15', file(row('paused'), OTHER));

  // Act
  await take('2020-06-16', file(row('open'), OTHER));

  // Assess: the finding names both days
  expect(await noticed()).toEqual([liftedOn('2020-06-16'), pauseOn('2020-06-10')]);
  const lifted = (await harness.scan('Findings')).find(({ day }) => day === '2020-06-16');
  expect(lifted).toMatchObject({
    unitId: 'so-portal',
    evidence: { dossierCode: 'A1', dueAt: '17:00 ngày 11/06/2020', pausedOn: '2020-06-10', resumedOn: '2020-06-16' },
  });
});

test('days that come the other way round end in the same findings', async () => {
  // Prepare: the day on which it was paused comes last
  await take('2020-06-09', file(row('open'), OTHER));
  await take('2020-06-12', file(row('open'), OTHER));

  // Act
  await take('2020-06-11', file(row('paused'), OTHER));
  await take('2020-06-10', file(row('paused'), OTHER));

  // Assess
  expect(await noticed()).toEqual([liftedOn('2020-06-12'), pauseOn('2020-06-10'), pauseOn('2020-06-11', 'resolved')]);
});

test('where a correction shows that the pause began long before, nothing stands of it, though the day of lifting stays as it is', async () => {
  // Prepare: paused since the 10th, as it seems
  await take('2020-06-03', file(row('open'), OTHER));
  await take('2020-06-09', file(row('open'), OTHER));
  await take('2020-06-10', file(row('paused'), OTHER));
  await take('2020-06-11', file(row('paused'), OTHER));
  await take('2020-06-12', file(row('open'), OTHER));
  expect(await noticed()).toEqual([liftedOn('2020-06-12'), pauseOn('2020-06-10')]);

  // Act: since the 9th or longer; the file before is of the 3rd, so that it may have begun on the 4th
  await take('2020-06-09', file(row('paused'), OTHER), '.2.csv', '2020-06-13T03:00:00.000Z');

  // Assess
  expect(await noticed()).toEqual([liftedOn('2020-06-12', 'resolved'), pauseOn('2020-06-10', 'resolved')]);
});

test('a pause that people have dismissed brings nothing up when it is lifted', async () => {
  // Prepare
  await take('2020-06-09', file(row('open'), OTHER));
  await take('2020-06-10', file(row('paused'), OTHER));
  const [item] = await harness.scan('Findings');
  const move = { state: 'dismissed', actor: 'le-thi-b', reason: 'Đã xem văn bản yêu cầu', reference: null } as const;
  await harness.services.findings.move(findingSchema.parse(item), { ...move, at: '2020-06-11T01:00:00.000Z' });

  // Act
  await take('2020-06-12', file(row('open'), OTHER));

  // Assess
  expect(await noticed()).toEqual([pauseOn('2020-06-10', 'dismissed')]);
});

test('how near is near can be set for a tier, and holidays are no working days', async () => {
  // Prepare: three working days for departments; Monday 08/06 is made a holiday
  await harness.register(
    'bounds.csv',
    'boundId,tier,value,validFrom,validTo\ngaming.supplementWorkingDays,province,3,2020-01-01,\n',
  );
  await harness.register('calendar.csv', 'date,kind,name\n2020-06-08,holiday,Nghỉ\n');

  // Act: paused on Friday 05/06: the 9th, 10th and 11th are three working days on
  await take('2020-06-04', file(row('open'), OTHER));
  await take('2020-06-05', file(row('paused'), OTHER));

  // Assess
  expect(await noticed()).toEqual([pauseOn('2020-06-05')]);
});

test('a code that comes to stand for another unit moves nothing that anybody is asked about', async () => {
  // Prepare: overdue since 05/06
  const overdue = row('open', '05/06/2020 17:00');
  await take('2020-06-09', file(overdue, OTHER));
  await harness.register(
    'unit-codes.csv',
    'sourceId,code,unitId,validFrom,validTo\nportal,U1,ubnd-portal,2020-01-01,\n',
  );

  // Act
  await take('2020-06-10', file(overdue, OTHER));

  // Assess: the row is the same, and the dossier the other unit's
  expect(await noticed()).toEqual([]);
  const dossier = (await harness.scan('Dossiers')).find(({ dossierCode }) => dossierCode === 'A1');
  expect(dossier).toMatchObject({ unitId: 'ubnd-portal' });
});
