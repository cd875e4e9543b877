import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { receiptSchema } from '../../shared/snapshot/receipt.ts';
import { tallySchema } from '../../shared/tally/tally.ts';
import { type IngestHarness, startIngest } from './ingest-harness.ts';

const sample = new URL('../../infra/local/sample/boston-311/', import.meta.url);
const registryFiles = [
  'sources.json',
  'units.csv',
  'unit-codes.csv',
  'unit-sources.csv',
  'policies.csv',
  'calendar.csv',
];
const days = ['2026-05-31', '2026-06-28', '2026-06-29', '2026-06-30'];

/** The instant at which a day's file may come: its own end. */
function nextMidnight(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString();
}

let harness: IngestHarness;
beforeAll(async () => {
  harness = await startIngest('UTC');
  for (const file of registryFiles) await harness.register(file, readFileSync(new URL(`registry/${file}`, sample)));
  for (const day of days) {
    const content = readFileSync(new URL(`snapshots/${day}.csv.gz`, sample));
    await harness.drop(`snapshots/boston-311/${day}.csv.gz`, content, nextMidnight(day));
  }
});
afterAll(() => harness.engines.close());

const count = z.coerce.number();
const expectedSchema = z.array(
  z.object({
    unit: z.string(),
    received: count,
    carried_over: count,
    handled: count,
    resolved_early: count,
    resolved_on_time: count,
    resolved_overdue: count,
    resolved_no_due: count,
    open_within_due: count,
    open_overdue: count,
    open_no_due: count,
    overdue: count,
  }),
);

test('June 2026 of every department comes out as an independent program counted it', async () => {
  // Prepare
  const csv = readFileSync(new URL('expected-2026-06.csv', sample));
  const expected = expectedSchema.parse(parse(csv, { columns: true })).filter(({ unit }) => unit !== '');

  // Act
  const tallies = (await harness.scan('Tallies')).map((item) => tallySchema.parse(item));
  const june = tallies.filter(({ month, day }) => month === '2026-06' && day === '2026-06-30');

  // Assess
  expect(new Set(june.map(({ unitId }) => unitId))).toEqual(new Set(expected.map(({ unit }) => unit)));
  for (const row of expected) {
    expect(june.find(({ unitId }) => unitId === row.unit)).toMatchObject({
      received: row.received,
      carriedOver: row.carried_over,
      handled: row.handled,
      resolvedEarly: row.resolved_early,
      resolvedOnTime: row.resolved_on_time,
      resolvedOverdue: row.resolved_overdue,
      resolvedNoDueDate: row.resolved_no_due,
      inProcessWithinDue: row.open_within_due,
      inProcessOverdue: row.open_overdue,
      inProcessNoDueDate: row.open_no_due,
      overdue: row.overdue,
    });
  }
});

test('rows without a department are rejected, counted and kept in a file', async () => {
  // Act
  const receipts = (await harness.scan('Snapshots')).map((item) => receiptSchema.parse(item));
  const last = receipts.find(({ day }) => day === '2026-06-30');

  // Assess: 19,074 rows, of which 111 have no department (counted in the raw file)
  expect(last).toMatchObject({ outcome: 'accepted', rowsRead: 19_074, accepted: 18_963, rejected: 111, outside: 0 });
  const rejected = (await harness.bucket.read('rejected/boston-311/2026-06-30.1.csv')).toString('utf8');
  expect(rejected.trimEnd().split('\n')).toHaveLength(112);
  expect(rejected).toContain('assigned_department,,unknown-unit');
});
