import type { Day } from '../calendar/day.ts';
import { sha256 } from '../runtime/digest.ts';

/** The id of the digest that goes to these addresses on a day, whatever their order and their letters' case. */
export function digestIdOf(day: Day, addresses: readonly string[]): string {
  const lowerCased = addresses.map((address) => address.toLowerCase()).sort();
  return `digest_${day}_${sha256(lowerCased.join(';')).slice(0, 16)}`;
}

/** The day of a digest; null for an id that is not made so. */
export function dayOfDigest(noticeId: string): Day | null {
  return /^digest_(\d{4}-\d{2}-\d{2})_/.exec(noticeId)?.[1] ?? null;
}
