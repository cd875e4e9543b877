import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { directoryFeed, misnamedRegistryFiles, readRegistryDirectory } from '../../infra/local/directory-feed.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'feed-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const settings = { name: 'test', provinceName: 'An Giang', timeZone: 'Asia/Ho_Chi_Minh' };

function write(path: string, text = ''): void {
  mkdirSync(join(directory, path, '..'), { recursive: true });
  writeFileSync(join(directory, path), text);
}

function sourcesJson(...sourceIds: string[]): string {
  const source = {
    name: 'Cổng dịch vụ công',
    ownerUnitId: 'so-tttt',
    timeZone: 'Asia/Ho_Chi_Minh',
    rhythm: 'daily',
    columns: { dossierCode: 'a', unitCode: 'b', receivedAt: 'c', dueAt: 'd', completedAt: 'e', status: 'f' },
    dateFormats: ['yyyyMMddHHmmss'],
    statuses: { '4': 'open' },
  };
  return JSON.stringify(sourceIds.map((sourceId) => ({ ...source, sourceId })));
}

function feed(sourceId?: string) {
  return directoryFeed({
    settings,
    registry: readRegistryDirectory(join(directory, 'registry')),
    snapshotsDirectory: join(directory, 'snapshots'),
    ...(sourceId !== undefined && { sourceId }),
  });
}

test("a day's snapshot arrives half an hour into the next day, its corrections an hour later each", () => {
  // Prepare
  write('registry/sources.json', sourcesJson('portal', 'own'));
  write('snapshots/portal/2020-06-15.csv', 'portal');
  write('snapshots/portal/2020-06-15.2.csv.gz', 'correction');
  write('snapshots/own/2020-06-15.csv', 'own');
  write('snapshots/own/SOURCES.md', 'not a snapshot');

  // Act
  const arrivals = feed().arrivalsOn('2020-06-16');

  // Assess
  expect(arrivals.map((arrival) => (arrival.kind === 'object' ? [arrival.at, arrival.key] : []))).toEqual([
    ['2020-06-15T17:30:00.000Z', 'snapshots/own/2020-06-15.csv'],
    ['2020-06-15T17:30:00.000Z', 'snapshots/portal/2020-06-15.csv'],
    ['2020-06-15T18:30:00.000Z', 'snapshots/portal/2020-06-15.2.csv.gz'],
  ]);
  expect(feed().arrivalsOn('2020-06-15')).toEqual([]);
});

test('the walk goes from the first snapshot to the first working day on or after the 1st that follows the last', () => {
  // 2020-08-01 was a Saturday; 2020-08-03, a Monday, is made a holiday
  write('registry/sources.json', sourcesJson('portal'));
  write('registry/calendar.csv', 'date,kind,name\n2020-08-03,holiday,Nghỉ bù\n');
  write('snapshots/2020-06-29.csv');
  write('snapshots/2020-07-31.csv.gz');

  const { firstDay, until } = feed();

  expect([firstDay, until]).toEqual(['2020-06-29', '2020-08-04']);
});

test('files without a folder belong to the only source, or to the one that is named', () => {
  write('registry/sources.json', sourcesJson('portal', 'own'));
  write('snapshots/2020-06-15.csv');

  expect(() => feed()).toThrow(/Whose snapshot is .*2020-06-15\.csv\?.*portal, own/s);
  expect(feed('own').arrivalsOn('2020-06-16')).toMatchObject([{ key: 'snapshots/own/2020-06-15.csv' }]);
});

test("the registry's files are dropped before the first snapshot, those that others name first", () => {
  write('registry/units.csv');
  write('registry/policies.csv');
  write('registry/sources.json', sourcesJson('portal'));
  write('registry/partial/units.csv');
  write('registry/feed.json', '{}');
  write('snapshots/2020-06-15.csv');

  const drops = feed().setUp();

  expect(drops.map((drop) => (drop.kind === 'object' ? drop.key : ''))).toEqual([
    'registry/units.csv',
    'registry/sources.json',
    'registry/policies.csv',
    'registry/partial/units.csv',
  ]);
  expect(drops.every(({ at }) => at < '2020-06-15T17:30:00.000Z')).toBe(true);
});

test('directories without snapshots or registry files say what they should hold', () => {
  write('registry/readme.txt');
  expect(() => readRegistryDirectory(join(directory, 'registry'))).toThrow(/units\.csv/);
  write('registry/sources.json', sourcesJson('portal'));
  write('snapshots/readme.txt');
  expect(() => feed()).toThrow(expect.objectContaining({ code: 'NO_SNAPSHOTS' }));
});

test('files whose names do not fit are named, not passed over', () => {
  write('registry/sources.json', sourcesJson('portal'));
  write('registry/unit.csv');
  write('snapshots/portal/2026-06-30.csv');
  write('snapshots/portal/30-06-2026.csv');
  write('snapshots/portal/LICENCE.txt');
  expect(feed().leftOut).toEqual([expect.stringMatching(/30-06-2026\.csv: a snapshot is named <yyyy-mm-dd>/)]);
  expect(misnamedRegistryFiles(join(directory, 'registry'))).toEqual([
    expect.stringMatching(/unit\.csv: the registry's files are/),
  ]);
});
