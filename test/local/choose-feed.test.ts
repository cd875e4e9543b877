import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkDestinations } from '../../infra/local/check-destinations.ts';
import { chooseFeed } from '../../infra/local/choose-feed.ts';
import type { Feed } from '../../infra/local/feed.ts';
import { parseFlags } from '../../infra/local/flags.ts';

let directory: string;
let snapshots: string;
let registry: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'choose-'));
  snapshots = join(directory, 'snapshots');
  registry = join(directory, 'registry');
  mkdirSync(snapshots);
  mkdirSync(registry);
  writeFileSync(join(snapshots, '2026-06-30.csv'), 'x');
  writeFileSync(join(registry, 'units.csv'), 'own');
});
afterAll(() => rmSync(directory, { recursive: true }));

function choose(...args: string[]): Promise<Feed> {
  return chooseFeed(parseFlags(args));
}

function keys(feed: Feed): string[] {
  return feed.setUp().map((arrival) => (arrival.kind === 'object' ? arrival.key : arrival.functionName));
}

test('boston-311 is walked from its first snapshot to the first working day of July 2026, in UTC', async () => {
  const feed = await choose('--source', 'boston-311');
  expect(feed).toMatchObject({ firstDay: '2026-05-31', until: '2026-07-01', timeZone: 'UTC' });
  expect(feed.arrivalsOn('2026-07-01')).toMatchObject([
    { at: '2026-07-01T00:30:00.000Z', key: 'snapshots/boston-311/2026-06-30.csv.gz' },
  ]);
});

test("a sample's snapshots, or its registry, can be replaced by one's own", async () => {
  const ownSnapshots = await choose('--source', 'boston-311', '--snapshots', snapshots);
  expect(ownSnapshots.arrivalsOn('2026-07-01')).toMatchObject([{ key: 'snapshots/boston-311/2026-06-30.csv' }]);
  expect(keys(ownSnapshots)).toContain('registry/policies.csv');

  const ownRegistry = await choose('--source', 'boston-311', '--registry', registry);
  expect(keys(ownRegistry)).toEqual(['registry/units.csv']);
  expect(ownRegistry.arrivalsOn('2026-07-01')).toMatchObject([{ key: 'snapshots/boston-311/2026-06-30.csv.gz' }]);
});

test("one's own files may say whose province they are", async () => {
  const own = ['--registry', registry, '--snapshots', snapshots, '--source', 'own'];
  expect(await choose(...own)).toMatchObject({ provinceName: 'Tỉnh chưa đặt tên', timeZone: 'Asia/Ho_Chi_Minh' });
  writeFileSync(join(registry, 'feed.json'), '{ "name": "huế", "provinceName": "Huế", "timeZone": "UTC" }');
  expect(await choose(...own)).toMatchObject({ name: 'huế', provinceName: 'Huế', timeZone: 'UTC' });
  writeFileSync(join(registry, 'feed.json'), '{ "name": "huế", "provinceName": "Huế", "timeZone": "Hue" }');
  await expect(choose(...own)).rejects.toThrow(/feed\.json is wrong[\s\S]*IANA/);
});

test('what cannot be run says why, before anything is started', async () => {
  await expect(choose('--source', 'hanoi')).rejects.toThrow(/an-giang-2020, boston-311/);
  await expect(choose('--snapshots', join(directory, 'none'))).rejects.toThrow(/There is no directory/);
  await expect(choose('--source', 'boston-311', '--until', '2026-05-01')).rejects.toThrow(
    /before the feed's first day/,
  );
  await expect(checkDestinations(parseFlags(['--json', join(directory, 'none', 'out.json')]))).rejects.toThrow(
    /--json/,
  );
});
