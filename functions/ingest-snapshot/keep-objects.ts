import type { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import type { SnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedDay } from './derive-day.ts';
import type { IngestServices } from './ingest-services.ts';

/** How many digits of a digest name an object: enough that no two of a day are ever the same. */
const NAMING_DIGITS = 16;

/** The objects that a day leaves in the bucket. */
export interface KeptObjects {
  readonly rejectedKey: string | null;
  readonly stateKey: string;
  readonly stateDigest: string;
  readonly activityKey: string;
  readonly canonicalKey: string | null;
  readonly canonicalDigest: string | null;
}

/** Where all states of a day lie that were ever derived. */
export function statesFolderOf({ sourceId, day }: Pick<SnapshotName, 'sourceId' | 'day'>): string {
  return `states/${sourceId}/${day}/`;
}

export function stateKeyOf(name: Pick<SnapshotName, 'sourceId' | 'day'>, stateDigest: string): string {
  return `${statesFolderOf(name)}${stateFileName(stateDigest)}`;
}

export function stateFileName(stateDigest: string): string {
  return `${stateDigest.slice(0, NAMING_DIGITS)}.bin`;
}

/** Writes the day's state, what units did, its rejected rows and, where it can govern a month, its canonical copy. */
export async function keepObjects(
  day: DayAtWork,
  derived: DerivedDay,
  { bucket }: IngestServices,
): Promise<KeptObjects> {
  const folder = `${day.name.sourceId}/${day.name.day}`;
  const stateDigest = derived.stateObject.digest;
  const stateKey = stateKeyOf(day.name, stateDigest);
  await bucket.upload(stateKey, derived.stateObject, 'application/octet-stream');
  const rejectedKey = await keepRejected(day, derived, bucket, `${day.name.fileNumber}`);
  const activityKey = await keepActivity(derived, folder, bucket);
  const kept = { rejectedKey, stateKey, stateDigest, activityKey };
  const { canonical } = derived;
  if (canonical === null) return { ...kept, canonicalKey: null, canonicalDigest: null };
  const canonicalKey = `canonical/${folder}/${canonical.digest.slice(0, NAMING_DIGITS)}.ndjson.gz`;
  await bucket.upload(canonicalKey, canonical.lines.file, 'application/gzip');
  return { ...kept, canonicalKey, canonicalDigest: canonical.digest };
}

/** Named by what it says: a day that is derived anew may leave another beside it, and the receipt names its own. */
async function keepActivity({ activity }: DerivedDay, folder: string, bucket: Bucket): Promise<string> {
  const key = `activity/${folder}/${digestOf(activity).slice(0, NAMING_DIGITS)}.json`;
  await bucket.write(key, canonicalJson(activity), 'application/json');
  return key;
}

/**
 * The rejected rows as a file of their own; null where there are none.
 *
 * @param suffix the file's number, or what sets a file that was put aside apart from the accepted one of that number
 */
export async function keepRejected(
  { name }: DayAtWork,
  { counts, rejected }: DerivedDay,
  bucket: Bucket,
  suffix: string,
): Promise<string | null> {
  if (counts.rejected === 0) return null;
  const key = `rejected/${name.sourceId}/${name.day}.${suffix}.csv`;
  await bucket.upload(key, rejected.file, 'text/csv; charset=utf-8');
  return key;
}
