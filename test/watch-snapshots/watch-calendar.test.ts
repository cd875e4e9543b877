import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CalendarServices, watchCalendar } from '../../functions/watch-snapshots/watch-calendar.ts';
import { FindingStore } from '../../shared/finding/finding-store.ts';
import { RegistryStore } from '../../shared/registry/registry-store.ts';
import { connectTables } from '../../shared/runtime/tables.ts';
import { type IngestHarness, startIngest } from '../ingest-snapshot/ingest-harness.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
let harness: IngestHarness;
let services: CalendarServices;
beforeAll(async () => {
  harness = await startIngest(ZONE);
  const { Registry, Findings } = harness.engines.tableNames;
  const tables = connectTables();
  services = { registry: new RegistryStore(tables, Registry), findings: new FindingStore(tables, Findings) };
  await harness.register('calendar.csv', 'date,kind,name\n2027-01-01,holiday,Tết Dương lịch\n');
});
afterAll(() => harness.engines.close());

/** The run of 07:00 local time of a day; returns for how many gaps it alarms. */
function watch(day: string): Promise<number> {
  return watchCalendar({ scheduledAt: `${day}T07:00:00+07:00` }, ZONE, services);
}

async function findingIds(): Promise<string[]> {
  const findings = await harness.scan('Findings');
  return findings.map(({ findingId }) => String(findingId)).toSorted();
}

test('a year without a calendar alarms 60 days ahead, again each month, and no more once it is imported', async () => {
  // Act: on days off too, 06/11/2027 is a Saturday
  const days = ['2027-11-01', '2027-11-02', '2027-11-02', '2027-11-06', '2027-11-30', '2027-12-01', '2028-01-01'];
  const alarms: [string, number][] = [];
  for (const day of days) alarms.push([day, await watch(day)]);
  await harness.register('calendar.csv', 'date,kind,name\n2028-01-03,holiday,Nghỉ bù Tết Dương lịch (01/01/2028)\n');
  const afterImport = [await watch('2028-01-02'), await watch('2028-02-01')];

  // Assess: the second run of 02/11 is of the same event, whose first one may have died before it alarmed
  expect(alarms).toEqual([
    ['2027-11-01', 0],
    ['2027-11-02', 1],
    ['2027-11-02', 1],
    ['2027-11-06', 0],
    ['2027-11-30', 0],
    ['2027-12-01', 1],
    ['2028-01-01', 1],
  ]);
  expect(afterImport).toEqual([0, 0]);
  expect(await findingIds()).toEqual([
    'calendar-missing#2028#2027-11',
    'calendar-missing#2028#2027-12',
    'calendar-missing#2028#2028-01',
  ]);
  const states = (await harness.scan('Findings')).map(({ state }) => state);
  expect(states).toEqual(['resolved', 'resolved', 'resolved']);
});

test('the schedule of a province is read in its own time zone', async () => {
  // Prepare: 17:00 UTC on 01/11/2028 is midnight to 02/11 in Viet Nam, the 60th day before 2029
  const run = { scheduledAt: '2028-11-01T17:00:00Z' };
  await harness.forget();
  await harness.register('calendar.csv', 'date,kind,name\n2028-01-03,holiday,Nghỉ bù\n');

  // Act
  const inUtc = await watchCalendar(run, 'UTC', services);
  const inVietNam = await watchCalendar(run, ZONE, services);

  // Assess
  expect([inUtc, inVietNam]).toEqual([0, 1]);
});
