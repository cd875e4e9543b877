import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { calendarEntrySchema } from '../../shared/calendar/calendar-entry.ts';
import { addDays, type Day } from '../../shared/calendar/day.ts';
import { addMonths, monthOf } from '../../shared/calendar/month.ts';
import { WorkingCalendar } from '../../shared/calendar/working-days.ts';
import { startOfDay, timeZoneSchema } from '../../shared/calendar/zone.ts';
import { readRegistryFile } from '../../shared/registry/read-registry-file.ts';
import { registryFileNames, registryFileOf } from '../../shared/registry/registry-files.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { sourceSchema } from '../../shared/source/source.ts';
import type { Feed, FeedObject } from './feed.ts';

/** What a directory of files does not say of a province. */
export const feedSettingsSchema = z.strictObject({
  name: z.string().min(1),
  provinceName: z.string().min(1),
  timeZone: timeZoneSchema,
});
export type FeedSettings = z.infer<typeof feedSettingsSchema>;

export interface RegistryFileContent {
  /** `units.csv`, or `partial/units.csv` */
  readonly name: string;
  readonly body: Buffer;
}

export interface DirectoryFeedOptions {
  readonly settings: FeedSettings;
  readonly registry: readonly RegistryFileContent[];
  /** Holds `<sourceId>/<yyyy-mm-dd>[.<n>].<csv|ndjson|xlsx>[.gz]`, or the files themselves when the registry has one source. */
  readonly snapshotsDirectory: string;
  /** Whose the files are that lie in no folder of a source; absent: the registry's only source. */
  readonly sourceId?: string;
}

/** A file of the snapshots directory. */
interface SnapshotFile {
  readonly key: string;
  readonly path: string;
  readonly day: Day;
  readonly fileNumber: number;
}

const MINUTE_MS = 60_000;
/** Exports run at night: the snapshot of a day comes half an hour into the next one. */
const ARRIVAL_MS = 30 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * A feed made of files: the registry's, and snapshots, each of which arrives at 00:30 of the day after the one it
 * holds (a correction an hour after the file that it corrects).
 *
 * @throws DomainError `NO_SNAPSHOTS`, `NO_SUCH_SOURCE`
 */
export function directoryFeed({ settings, registry, snapshotsDirectory, sourceId }: DirectoryFeedOptions): Feed {
  const snapshots = listSnapshots(snapshotsDirectory, sourceId === undefined ? sourceIdsOf(registry) : [sourceId]);
  const days = snapshots.map(({ day }) => day).toSorted();
  const [firstDay, lastDay] = [days[0], days.at(-1)];
  if (firstDay === undefined || lastDay === undefined) {
    throw new DomainError(
      'NO_SNAPSHOTS',
      `${snapshotsDirectory} holds no snapshot: <sourceId>/<yyyy-mm-dd>.csv, .ndjson or .xlsx, or one of these with .gz.`,
    );
  }
  const { timeZone } = settings;
  return {
    ...settings,
    firstDay,
    until: defaultUntil(lastDay, registry),
    bouncingAddresses: new Set(),
    leftOut: misnamedSnapshots(snapshotsDirectory),
    setUp: () => registryObjects(registry, firstDay, timeZone),
    arrivalsOn: (day) => arrivalsOf(snapshots, day, timeZone),
  };
}

/** The registry's files, in the order in which their rows refer to each other, from midnight of the first day on. */
function registryObjects(registry: readonly RegistryFileContent[], firstDay: Day, timeZone: string): FeedObject[] {
  const midnightMs = startOfDay(firstDay, timeZone);
  return registry.map(({ name, body }, position) => ({
    kind: 'object',
    at: new Date(midnightMs + position * 1000).toISOString(),
    key: `registry/${name}`,
    body,
  }));
}

function arrivalsOf(snapshots: readonly SnapshotFile[], day: Day, timeZone: string): FeedObject[] {
  const midnightMs = startOfDay(day, timeZone);
  return snapshots
    .filter((snapshot) => addDays(snapshot.day, 1) === day)
    .toSorted((one, other) => one.fileNumber - other.fileNumber)
    .map(({ key, path, fileNumber }) => ({
      kind: 'object',
      at: new Date(midnightMs + ARRIVAL_MS + (fileNumber - 1) * HOUR_MS).toISOString(),
      key,
      body: readFileSync(path),
    }));
}

/** The first working day on or after the 1st that follows the last snapshot: by then its month is judged and told. */
function defaultUntil(lastDay: Day, registry: readonly RegistryFileContent[]): Day {
  const first = `${addMonths(monthOf(lastDay), 1)}-01`;
  return new WorkingCalendar(rowsOf(registry, 'calendar.csv', calendarEntrySchema)).addWorkingDays(
    addDays(first, -1),
    1,
  );
}

function sourceIdsOf(registry: readonly RegistryFileContent[]): string[] {
  return rowsOf(registry, 'sources.json', sourceSchema).map(({ sourceId }) => sourceId);
}

/** The rows of a registry file that can be read; what cannot be read is import-registry's to report. */
function rowsOf<Schema extends z.ZodType>(
  registry: readonly RegistryFileContent[],
  name: string,
  schema: Schema,
): z.infer<Schema>[] {
  const file = registryFileOf(name);
  const content = registry.find((candidate) => candidate.name === name);
  if (file === undefined || content === undefined) return [];
  return readRegistryFile(file, content.body).rows.map(({ entry }) => schema.parse(entry.row));
}

function listSnapshots(directory: string, sourceIds: readonly string[]): SnapshotFile[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) {
      return readdirSync(path).flatMap((fileName) => snapshotFile(() => name, fileName, join(path, fileName)));
    }
    return snapshotFile(() => onlySource(sourceIds, path), name, path);
  });
}

/** Files that look like data and are not named as snapshots: `30-06-2026.csv`, say. */
function misnamedSnapshots(directory: string): string[] {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return paths
    .filter(
      (path) => /\.(csv|ndjson|xlsx|gz)$/i.test(path) && snapshotFile(() => '', basename(path), path).length === 0,
    )
    .map((path) => `${join(directory, path)}: a snapshot is named <yyyy-mm-dd>[.<n>].<csv|ndjson|xlsx>[.gz]`)
    .toSorted();
}

function onlySource(sourceIds: readonly string[], path: string): string {
  const [sourceId, ...others] = sourceIds;
  if (sourceId !== undefined && others.length === 0) return sourceId;
  throw new DomainError(
    'NO_SUCH_SOURCE',
    `Whose snapshot is ${path}? Put it into a folder named by its source; the registry has ${sourceIds.join(', ') || 'no source'}.`,
  );
}

/** `2026-06-30.csv.gz`, `2026-06-30.2.csv`; other files (a licence, a list of sources) are no snapshots. */
function snapshotFile(sourceIdOf: () => string, fileName: string, path: string): SnapshotFile[] {
  const match = /^(\d{4}-\d{2}-\d{2})(?:\.(\d+))?\.(?:csv|ndjson|xlsx)(?:\.gz)?$/.exec(fileName);
  if (match?.[1] === undefined) return [];
  return [{ key: `snapshots/${sourceIdOf()}/${fileName}`, path, day: match[1], fileNumber: Number(match[2] ?? 1) }];
}

/** Units and sources first: the other files name them. */
const dropOrder = [...new Set(['units.csv', 'sources.json', ...registryFileNames])];

/** Files that look like the registry's and have another name: `unit.csv`, say. */
export function misnamedRegistryFiles(directory: string): string[] {
  const known = new Set<string>([...registryFileNames, 'feed.json']);
  return readdirSync(directory)
    .filter((name) => /\.(csv|json)$/i.test(name) && !known.has(name))
    .map((name) => `${join(directory, name)}: the registry's files are ${registryFileNames.join(', ')}`)
    .toSorted();
}

/**
 * The registry's files below a directory, in the order in which they are best dropped.
 *
 * @throws DomainError `NO_REGISTRY`
 */
export function readRegistryDirectory(directory: string): RegistryFileContent[] {
  const names = ['', 'partial/'].flatMap((prefix) => dropOrder.map((name) => `${prefix}${name}`));
  const present = names.filter((name) => statSync(join(directory, name), { throwIfNoEntry: false })?.isFile());
  if (present.length > 0) return present.map((name) => ({ name, body: readFileSync(join(directory, name)) }));
  throw new DomainError(
    'NO_REGISTRY',
    `${directory} holds none of the registry's files: ${registryFileNames.join(', ')}.`,
  );
}
