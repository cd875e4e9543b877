import { expect, test } from '@jest/globals';
import { deriveDay, forgetSpools } from '../../functions/ingest-snapshot/derive-day.ts';
import { registryAsOf } from '../../functions/ingest-snapshot/registry-of-day.ts';
import type { DayActivity } from '../../shared/participation/activity.ts';
import { parseSnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { unitCodeSchema, unitSourceSchema } from '../../shared/unit/unit.ts';
import { copyOf, HEADER, source } from '../snapshot/snapshot-files.ts';

const codes = { U1: 'so-xay-dung', U2: 'ubnd-long-xuyen', U3: 'ubnd-my-binh' };
const always = { sourceId: 'portal', validFrom: '2020-01-01', validTo: null };
const registry = registryAsOf(
  {
    source: { ...source, volatileColumns: ['status'] }, // such as a stamp that moves each night
    unitCodes: Object.entries(codes).map(([code, unitId]) => unitCodeSchema.parse({ ...always, code, unitId })),
    unitSources: Object.values(codes).map((unitId) => unitSourceSchema.parse({ ...always, unitId })),
    policies: [],
    units: [],
    lineage: [],
    calendar: [],
    bounds: [],
  },
  '2020-06-01',
);

const firstDay = [
  'A1,U1,01/06/2020 08:00,05/06/2020 17:00,,open',
  'A2,U1,01/06/2020 08:00,05/06/2020 17:00,,open',
  'A3,U1,01/06/2020 08:00,05/06/2020 17:00,01/06/2020 16:00,done',
  'B1,U2,01/06/2020 08:00,05/06/2020 17:00,,open',
];
const secondDay = [
  'A1,U1,01/06/2020 08:00,05/06/2020 17:00,02/06/2020 10:00,done', // ended: changed
  'A2,U1,01/06/2020 08:00,05/06/2020 17:00,,open',
  'A3,U1,01/06/2020 08:00,05/06/2020 17:00,01/06/2020 15:00,done', // corrected, but had ended before
  'A4,U1,02/06/2020 08:00,09/06/2020 17:00,02/06/2020 09:00,done', // came and ended on one day
  'A5,U1,02/06/2020 08:00,09/06/2020 17:00,,open', // new
  'A6,U1,02/06/2020 08:00,31/06/2020 17:00,,open', // no such day
  'B1,U2,01/06/2020 08:00,05/06/2020 17:00,,open',
];

const row = (
  rows: number,
  open: number,
  vanished: number,
  rejected: number,
  added: number,
  changed: number,
  completionsEntered: number,
) => ({
  rows,
  open,
  vanished,
  rejected,
  added,
  changed,
  completionsEntered,
});

async function derive(day: string, rows: readonly string[], prior: State | null, mayGovern: boolean) {
  const text = [HEADER, ...rows, ''].join('\n');
  const pieces = async function* () {
    yield Buffer.from(text);
  };
  const derived = await deriveDay(pieces(), {
    name: parseSnapshotName(`snapshots/portal/${day}.csv`),
    registry,
    prior: prior === null ? emptyState({ sourceId: 'portal', day, inputsDigest: '' }) : await copyOf(prior),
    priorDay: prior?.head.day ?? null,
    replaced: null,
    mayGovern,
    endedPeriod: null,
    receivedAt: `${day}T17:30:00Z`,
    timeZone: 'Asia/Ho_Chi_Minh',
  });
  const kept = { activity: derived.activity, state: await copyOf(derived.state) };
  forgetSpools(derived);
  return kept;
}

test("a source's first snapshot shows what is there, and tells of nothing that was done", async () => {
  const { activity } = await derive('2020-06-01', firstDay, null, false);

  expect(activity).toEqual({
    sourceId: 'portal',
    day: '2020-06-01',
    priorDay: null,
    units: { 'so-xay-dung': row(3, 2, 0, 0, 0, 0, 0), 'ubnd-long-xuyen': row(1, 1, 0, 0, 0, 0, 0) },
    withoutRows: ['ubnd-my-binh'],
  } satisfies DayActivity);
});

test.each([
  ['known rows are skipped', false, secondDay],
  ['every row is read', true, secondDay],
  ['the rows come in another order', false, secondDay.toReversed()],
])('the next tells what each unit did, where %s', async (_title, mayGovern, rows) => {
  // Prepare
  const { state } = await derive('2020-06-01', firstDay, null, false);

  // Act
  const { activity } = await derive('2020-06-02', rows, state, mayGovern);

  // Assess: A4 and A5 are new, A1 and A3 stated otherwise; A1 and A4 were first seen ended. B1 stands as it stood.
  expect(activity).toEqual({
    sourceId: 'portal',
    day: '2020-06-02',
    priorDay: '2020-06-01',
    units: { 'so-xay-dung': row(5, 2, 0, 1, 2, 2, 2), 'ubnd-long-xuyen': row(1, 1, 0, 0, 0, 0, 0) },
    withoutRows: ['ubnd-my-binh'],
  } satisfies DayActivity);
});

test('a unit of which the next no longer shows anything is without rows, and what became of its open dossiers is not known', async () => {
  // Prepare
  const { state } = await derive('2020-06-01', firstDay, null, false);
  const withoutSecondUnit = secondDay.filter((line) => !line.startsWith('B'));

  // Act
  const second = await derive('2020-06-02', withoutSecondUnit, state, false);
  const third = await derive('2020-06-03', withoutSecondUnit, second.state, true);

  // Assess: so it is on each day on which B1 is not there
  for (const { activity } of [second, third]) {
    expect(activity.units['ubnd-long-xuyen']).toEqual(row(0, 0, 1, 0, 0, 0, 0));
    expect(activity.withoutRows).toEqual(['ubnd-long-xuyen', 'ubnd-my-binh']);
  }
});
