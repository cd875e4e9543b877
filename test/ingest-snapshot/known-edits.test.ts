import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { deriveDay, forgetSpools } from '../../functions/ingest-snapshot/derive-day.ts';
import { type RegistryOfDay, registryAsOf } from '../../functions/ingest-snapshot/registry-of-day.ts';
import type { Finding } from '../../shared/finding/finding.ts';
import { noticeLiftedPause } from '../../shared/finding/notice-supplement.ts';
import { parseSnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { unitCodeSchema, unitSourceSchema } from '../../shared/unit/unit.ts';
import { copyOf, HEADER, source } from '../snapshot/snapshot-files.ts';
import { type Story, stories } from './known-edits.ts';

const days = ['2020-06-10', '2020-06-11', '2020-06-12'] as const;
const always = { validFrom: '2020-01-01', validTo: null };
const unitCodes = [
  { sourceId: 'portal', code: 'U1', unitId: 'so-xay-dung', ...always },
  { sourceId: 'portal', code: 'U2', unitId: 'ubnd-long-xuyen', ...always },
].map((row) => unitCodeSchema.parse(row));

function registryWith(countingSource: string): RegistryOfDay {
  const unitSources = unitCodes.map(({ unitId }) =>
    unitSourceSchema.parse({ unitId, sourceId: countingSource, ...always }),
  );
  const rows = { source, unitCodes, unitSources, policies: [], units: [], lineage: [], calendar: [], bounds: [] };
  return registryAsOf(rows, '2020-06-12');
}

interface Given {
  readonly registry: RegistryOfDay;
  /** Whether every row is read on the day, as where it may govern a month. */
  readonly mayGovern: boolean;
  readonly isReversed: boolean;
}

/** Derives the three days, one from the other, and gives all that is noticed: `<code> <kind> <day of the month>`. */
async function noticedOf(told: readonly (Story & { code: string })[], { registry, mayGovern, isReversed }: Given) {
  const findings: Finding[] = [];
  let prior: State = emptyState({ sourceId: 'portal', day: days[0], inputsDigest: '' });
  for (const [index, day] of days.entries()) {
    const rows = ['Z1,U2,01/06/2020 08:00,30/06/2020 17:00,,open', ...told.flatMap((story) => story.rows[index] ?? [])];
    const isTurned = isReversed && index === 1;
    const derived = await deriveDay(piecesOf([HEADER, ...(isTurned ? rows.toReversed() : rows), ''].join('\n')), {
      name: parseSnapshotName(`snapshots/portal/${day}.csv`),
      registry,
      prior,
      priorDay: days[index - 1] ?? null,
      replaced: null,
      mayGovern,
      endedPeriod: null,
      receivedAt: `${day}T17:30:00Z`,
      timeZone: 'Asia/Ho_Chi_Minh',
    });
    const about = { sourceId: 'portal', day, noticedAt: `${day}T17:30:00Z` };
    const pauses = findings.filter(({ kind }) => kind === 'supplement-near-due-date');
    const lifted = derived.liftedPauses.flatMap((pause) => noticeLiftedPause(pause, pauses, about) ?? []);
    findings.push(...derived.findings, ...lifted);
    prior = await copyOf(derived.state);
    forgetSpools(derived);
  }
  prior.remove();
  expect(new Set(findings.map(({ findingId }) => findingId)).size).toBe(findings.length);
  return findings.map(({ kind, day, evidence }) => `${evidence.dossierCode} ${kind} ${day?.slice(-2)}`).toSorted();
}

async function* piecesOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const given = { mayGovern: fc.boolean(), isReversed: fc.boolean() };

test('three snapshots with known edits give exactly the findings of these edits, and no other', async () => {
  const registry = registryWith('portal');
  await fc.assert(
    fc.asyncProperty(stories, fc.record(given), async (told, how) => {
      const expected = told.flatMap(({ code, noticed }) => noticed.map((what) => `${code} ${what}`));
      expect(await noticedOf(told, { registry, ...how })).toEqual(expected.toSorted());
    }),
    { numRuns: 150 },
  );
});

test('where another source counts for all units, the same edits give none', async () => {
  const registry = registryWith('another-portal');
  await fc.assert(
    fc.asyncProperty(stories, fc.record(given), async (told, how) => {
      expect(await noticedOf(told, { registry, ...how })).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
