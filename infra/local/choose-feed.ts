import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import {
  directoryFeed,
  type FeedSettings,
  feedSettingsSchema,
  misnamedRegistryFiles,
  type RegistryFileContent,
  readRegistryDirectory,
} from './directory-feed.ts';
import type { Feed } from './feed.ts';
import type { Flags } from './flags.ts';

const GENERATED_SAMPLE = 'an-giang-2020';
const sampleDirectory = fileURLToPath(new URL('./sample/', import.meta.url));

/**
 * The feed that the flags ask for: a sample, or files of the user's own, or a sample with its registry or its
 * snapshots replaced by the user's own.
 *
 * @throws DomainError `NO_SUCH_SOURCE`, `NO_REGISTRY`, `NO_SNAPSHOTS`, `BAD_FLAG`
 */
export async function chooseFeed(flags: Flags): Promise<Feed> {
  const feed = flags.registry !== null && flags.snapshots !== null ? ownFeed(flags) : await sampleFeed(flags);
  const until = flags.until ?? feed.until;
  const misnamed = flags.registry === null ? [] : misnamedRegistryFiles(flags.registry);
  if (until >= feed.firstDay) return { ...feed, until, leftOut: [...misnamed, ...(feed.leftOut ?? [])] };
  throw new DomainError('BAD_FLAG', `--until ${until} lies before the feed's first day, ${feed.firstDay}.`);
}

type OwnDirectories = Pick<Flags, 'registry' | 'snapshots' | 'source'>;

function ownFeed({ registry, snapshots, source }: OwnDirectories): Feed {
  return directoryFeed({
    settings: settingsBeside(existing(registry)),
    registry: readRegistryDirectory(existing(registry)),
    snapshotsDirectory: existing(snapshots),
    ...(source !== null && { sourceId: source }),
  });
}

async function sampleFeed({ source, registry, snapshots }: OwnDirectories): Promise<Feed> {
  const sample = await namedSample(source ?? GENERATED_SAMPLE);
  const ownRegistry = registry === null ? null : readRegistryDirectory(existing(registry));
  if (snapshots !== null) {
    return directoryFeed({
      settings: { name: sample.name, provinceName: sample.provinceName, timeZone: sample.timeZone },
      registry: ownRegistry ?? registryOf(sample),
      snapshotsDirectory: existing(snapshots),
    });
  }
  if (ownRegistry === null) return sample;
  const before = sample.setUp()[0]?.at ?? `${sample.firstDay}T00:00:00Z`;
  const setUp = () =>
    ownRegistry.map(({ name, body }) => ({ kind: 'object' as const, at: before, key: `registry/${name}`, body }));
  return { ...sample, setUp };
}

async function namedSample(name: string): Promise<Feed> {
  if (name === GENERATED_SAMPLE) return (await import('./sample/an-giang-2020/feed.ts')).anGiang2020();
  const names = sampleNames();
  if (!names.includes(name)) {
    throw new DomainError('NO_SUCH_SOURCE', `There is no source "${name}": choose one of ${names.join(', ')}.`);
  }
  const directory = join(sampleDirectory, name);
  return directoryFeed({
    settings: readSettings(join(directory, 'feed.json')),
    registry: readRegistryDirectory(join(directory, 'registry')),
    snapshotsDirectory: join(directory, 'snapshots'),
  });
}

function sampleNames(): string[] {
  return readdirSync(sampleDirectory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

function registryOf(sample: Feed): RegistryFileContent[] {
  return sample
    .setUp()
    .flatMap((arrival) =>
      arrival.kind === 'object' && arrival.key.startsWith('registry/')
        ? [{ name: arrival.key.slice('registry/'.length), body: Buffer.from(arrival.body) }]
        : [],
    );
}

/** `feed.json` in the registry's directory or beside it; without one, a province without a name in Vietnam's time. */
function settingsBeside(registryDirectory: string): FeedSettings {
  const candidates = [join(registryDirectory, 'feed.json'), join(registryDirectory, '..', 'feed.json')];
  const found = candidates.find((path) => existsSync(path));
  if (found !== undefined) return readSettings(found);
  return { name: 'own files', provinceName: 'Tỉnh chưa đặt tên', timeZone: 'Asia/Ho_Chi_Minh' };
}

function readSettings(path: string): FeedSettings {
  const read = feedSettingsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (read.success) return read.data;
  throw new DomainError('BAD_FEED_SETTINGS', `${path} is wrong:\n${z.prettifyError(read.error)}`, {
    cause: read.error,
  });
}

function existing(directory: string | null): string {
  if (directory !== null && existsSync(directory)) return directory;
  throw new DomainError('BAD_FLAG', `There is no directory ${directory}.`);
}
