import { type Month, monthSchema } from '../calendar/month.ts';
import type { Bucket } from '../runtime/bucket.ts';
import { inParallel } from '../runtime/in-parallel.ts';
import { type MonthRise, monthRiseSchema } from './rise.ts';

type Objects = Pick<Bucket, 'keysUnder' | 'read'>;

/** Raised when rises come to be told otherwise: each month is then compared anew, beside what was kept. */
export const RISE_VERSION = 1;
const NAMING_DIGITS = 16;
const MONTHS_AT_ONCE = 16;

/** `evidence/<month>/rise-<version>-<digest>.json`, one for each state of the evaluations of the month and the one before. */
export function riseKey(month: Month, digest: string): string {
  return `${prefixOf(month)}${RISE_VERSION}-${digest.slice(0, NAMING_DIGITS)}.json`;
}

/** The keys of a month's comparisons; lists of units stand below, in folders of their own. */
export async function riseKeys(month: Month, bucket: Objects): Promise<string[]> {
  const keys = await bucket.keysUnder(prefixOf(month));
  return keys.filter((key) => /\/rise-\d+-[0-9a-f]+\.json$/.test(key) && key.split('/').length === 3);
}

/** A month's comparison that was made last; null where there is none. */
export async function latestRise(month: Month, bucket: Objects): Promise<MonthRise | null> {
  const keys = await riseKeys(month, bucket);
  const kept = await Promise.all(keys.map(async (key) => parse(await bucket.read(key))));
  return kept.toSorted((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1)).at(-1) ?? null;
}

/** Of every month that was compared, the comparison made last, by month. */
export async function latestRises(bucket: Objects & Pick<Bucket, 'foldersUnder'>): Promise<MonthRise[]> {
  const months = (await bucket.foldersUnder('evidence/')).filter((folder) => monthSchema.safeParse(folder).success);
  const kept = await inParallel(months.toSorted(), MONTHS_AT_ONCE, (month) => latestRise(month, bucket));
  return kept.filter((rise) => rise !== null);
}

function parse(object: Buffer): MonthRise {
  return monthRiseSchema.parse(JSON.parse(object.toString()));
}

function prefixOf(month: Month): string {
  return `evidence/${month}/rise-`;
}
