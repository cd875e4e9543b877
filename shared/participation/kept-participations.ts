import { type Month, monthSchema } from '../calendar/month.ts';
import type { Bucket } from '../runtime/bucket.ts';
import { inParallel } from '../runtime/in-parallel.ts';
import { type MonthParticipation, monthParticipationSchema } from './participation.ts';

type Objects = Pick<Bucket, 'keysUnder' | 'read'>;

/** Raised when months come to be reviewed otherwise: each is then reviewed anew, beside what was kept. */
export const REVIEW_VERSION = 2;
const NAMING_DIGITS = 16;
const MONTHS_AT_ONCE = 16;

/** `evidence/<month>/participation-<version>-<digest>.json`, one for each state of the month's evaluations. */
export function participationKey(month: Month, evaluationsDigest: string): string {
  return `${prefixOf(month)}${REVIEW_VERSION}-${evaluationsDigest.slice(0, NAMING_DIGITS)}.json`;
}

/** The keys of a month's reviews, of all versions. */
export function participationKeys(month: Month, bucket: Pick<Bucket, 'keysUnder'>): Promise<string[]> {
  return bucket.keysUnder(prefixOf(month));
}

/** A month's review that was made last; null where there is none. */
export async function latestParticipation(month: Month, bucket: Objects): Promise<MonthParticipation | null> {
  const keys = await participationKeys(month, bucket);
  const kept = await Promise.all(keys.map(async (key) => parse(await bucket.read(key))));
  return kept.toSorted((one, other) => (one.recordedAt < other.recordedAt ? -1 : 1)).at(-1) ?? null;
}

/** Of every month that was reviewed, the review made last, by month. */
export async function latestParticipations(
  bucket: Objects & Pick<Bucket, 'foldersUnder'>,
): Promise<MonthParticipation[]> {
  const months = (await bucket.foldersUnder('evidence/')).filter((folder) => monthSchema.safeParse(folder).success);
  const kept = await inParallel(months.toSorted(), MONTHS_AT_ONCE, (month) => latestParticipation(month, bucket));
  return kept.filter((review) => review !== null);
}

function parse(object: Buffer): MonthParticipation {
  return monthParticipationSchema.parse(JSON.parse(object.toString()));
}

function prefixOf(month: Month): string {
  return `evidence/${month}/participation-`;
}
