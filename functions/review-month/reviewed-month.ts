import type { Month } from '../../shared/calendar/month.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { canonicalJson } from '../../shared/runtime/canonical-json.ts';
import { digestOf } from '../../shared/runtime/digest.ts';

const NAMING_DIGITS = 16;

/** What a month was looked at by. Evaluations are only ever added: where there are as many as then, they are the same. */
export interface ReviewBasis {
  /** The reviewers' names, which carry their versions. */
  readonly reviewers: readonly string[];
  /** How many evaluations the month has, in all revisions and by all rules ... */
  readonly evaluations: number;
  /** ... and the month before. */
  readonly evaluationsBefore: number;
}

/** Whether a month was looked at by these reviewers with as many evaluations, and nothing waits: one look at the bucket. */
export async function isReviewed(
  month: Month,
  basis: ReviewBasis,
  bucket: Pick<Bucket, 'keysUnder'>,
): Promise<boolean> {
  const key = keyOf(month, basis);
  return (await bucket.keysUnder(key)).includes(key);
}

/** Says so, at `evidence/<month>/reviewed-<digest>.json`, after all that the reviews leave behind. */
export async function keepReviewed(month: Month, basis: ReviewBasis, bucket: Pick<Bucket, 'write'>): Promise<void> {
  await bucket.write(keyOf(month, basis), canonicalJson({ month, ...basis }), 'application/json');
}

function keyOf(month: Month, basis: ReviewBasis): string {
  return `evidence/${month}/reviewed-${digestOf(basis).slice(0, NAMING_DIGITS)}.json`;
}
