import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { FeedObject } from '../../infra/local/feed.ts';
import { anGiang2020 } from '../../infra/local/sample/an-giang-2020/feed.ts';
import { generateHistories } from '../../infra/local/sample/an-giang-2020/generate-histories.ts';
import { misprints } from '../../infra/local/sample/an-giang-2020/planted.ts';
import { addDays, type Day, daysBetween } from '../../shared/calendar/day.ts';
import { type Row, readRows } from './read-rows.ts';

const feed = anGiang2020();
const personalColumns = /ChuHoSo|SoGiayTo|DienThoai|Email|DiaChi|TrichYeu/i;

function objectsOn(day: Day): FeedObject[] {
  return feed.arrivalsOn(day).filter((arrival) => arrival.kind === 'object');
}

/** The whole snapshot of a day: a broken one's second file. */
function snapshotOf(day: Day, sourceId = 'cong-dvc'): Buffer {
  const files = objectsOn(addDays(day, 1)).filter(({ key }) => key.startsWith(`snapshots/${sourceId}/${day}`));
  return Buffer.from(files.at(-1)?.body ?? '');
}

function linesOf(snapshot: Buffer): string[] {
  return snapshot.toString('utf8').trimEnd().split('\n');
}

function digestOfDay(arrivals: ReturnType<typeof feed.arrivalsOn>): string {
  const hash = createHash('sha1');
  for (const arrival of arrivals) {
    hash.update(arrival.at);
    if (arrival.kind === 'object') hash.update(arrival.key).update(arrival.body);
    else hash.update(JSON.stringify(arrival.event));
  }
  return hash.digest('hex');
}

test('the sample gives the same bytes every time, whatever the order in which its days are asked for', () => {
  // Prepare
  const days = [...daysBetween(feed.firstDay, feed.until)];
  const digests = days.map((day) => digestOfDay(feed.arrivalsOn(day)));

  // Act
  const again = anGiang2020();
  const backwards = days.toReversed().map((day) => digestOfDay(again.arrivalsOn(day)));

  // Assess
  expect(backwards.toReversed()).toEqual(digests);
  expect(again.setUp()).toEqual(feed.setUp());
});

test('each day brings its arrivals in order of time, on that day in the province', () => {
  for (const day of daysBetween(feed.firstDay, feed.until)) {
    // Act
    const times = feed.arrivalsOn(day).map(({ at }) => Date.parse(at));

    // Assess
    const midnight = Date.parse(`${day}T00:00:00+07:00`);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.every((time) => time >= midnight && time < midnight + 86_400_000)).toBe(true);
  }
});

test('a snapshot is yesterday’s rows byte for byte, but for the dossiers to which something happened', () => {
  // Prepare: ordinary working days of May, before any department's dossiers are entered in one go
  const histories = generateHistories().filter(
    ({ unit }) => !unit.unitId.match(/ke-hoach-va-dau-tu|giao-thong-van-tai/),
  );
  for (const day of ['2020-05-18', '2020-05-19', '2020-05-20', '2020-05-21', '2020-05-22']) {
    const start = Date.parse(`${day}T00:00:00Z`);
    const eventful = histories.filter(({ versions }) =>
      versions.some(({ from }) => from >= start && from < start + 86_400_000),
    );

    // Act
    const before = new Set(linesOf(snapshotOf(addDays(day, -1))));
    const lines = linesOf(snapshotOf(day));
    const changed = lines.filter((line) => !before.has(line)).map((line) => line.split(',')[0] ?? '');

    // Assess
    expect(changed.toSorted()).toEqual(eventful.map(({ dossierCode }) => dossierCode).toSorted());
    expect(changed.length).toBeGreaterThan(50);
    expect(changed.length).toBeLessThan(lines.length / 20);
  }
});

test('every snapshot holds each dossier once, in composed Vietnamese, without a word about applicants', () => {
  for (const day of ['2020-01-01', '2020-03-11', '2020-06-30', '2020-08-12', '2020-10-01']) {
    // Act
    const text = snapshotOf(day).toString('utf8');
    const rows = readRows(text);

    // Assess
    const codes = rows.map(({ MaHoSo = '' }) => MaHoSo);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^000\.\d\d\.\d\d\.H01-\d{6}-\d{4}$/.test(code))).toBe(true);
    expect(text).toBe(text.normalize('NFC'));
    expect(Object.keys(rows[0] ?? {}).filter((heading) => personalColumns.test(heading))).toEqual([]);
    expect(Object.keys(rows[0] ?? {})).toHaveLength(13);
  }
});

test('all that is written can be read, but for the misprints', () => {
  // Act
  const rows = readRows(snapshotOf('2020-09-30'));
  const unreadable = rows.filter((row) => !isReadable(row));

  // Assess
  const uncorrected = misprints.filter(({ correctedOn, heading }) => correctedOn === null && heading !== 'DonViXuLy');
  expect(unreadable).toHaveLength(uncorrected.length);
  expect(rows.filter(({ DonViXuLy }) => DonViXuLy === '000.00.99.H01')).toHaveLength(1);
});

function isReadable(row: Row): boolean {
  const dates = [row.NgayNopHoSo, row.NgayTiepNhan, row.NgayHenTra, row.NgayKetThucXuLy, row.NgayTra];
  return dates.every((date) => date === '' || isRealDate(date)) && /^([234567]|8|9|10)$/.test(row.TrangThaiHoSo ?? '');
}

function isRealDate(text = ''): boolean {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)\d{6}$/.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
}

test('an ordinary day never looks like a broken file: no snapshot shrinks, no open dossier is gone', () => {
  // Prepare
  let before: readonly string[] = [];
  const gone: string[] = [];

  for (let day = '2020-01-01'; day < '2020-10-01'; day = addDays(day, 7)) {
    // Act
    const lines = linesOf(snapshotOf(day));
    const codes = new Set(lines.map(codeOf));

    // Assess: two dossiers are made to vanish
    if (lines.length > 1) {
      expect(lines.length).toBeGreaterThanOrEqual(before.length - 2);
      gone.push(...before.filter((line) => /,[24]$/.test(line) && !codes.has(codeOf(line))));
      before = lines;
    }
  }
  expect(before.length).toBeGreaterThan(14_000);
  expect(gone).toHaveLength(2);
});

function codeOf(line: string): string {
  return line.slice(0, line.indexOf(','));
}
