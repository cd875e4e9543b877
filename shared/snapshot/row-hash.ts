/** An xxHash64 as two 32-bit halves: a bigint for each of millions of rows would keep the garbage collector busy. */
export interface Hash64 {
  readonly low: number;
  readonly high: number;
}

/** Instead of a row's hash: there is no row, or one that cannot be read. No true hash has a high half of 0, but by chance. */
export const NO_ROW: Hash64 = { low: 0, high: 0 };
export const UNREADABLE_ROW: Hash64 = { low: 1, high: 0 };

export function isSameHash(one: Hash64, other: Hash64): boolean {
  return one.low === other.low && one.high === other.high;
}

/** A hash as a key of sets and maps. */
export function hashKey({ low, high }: Hash64): string {
  return `${high.toString(16)}-${low.toString(16)}`;
}
