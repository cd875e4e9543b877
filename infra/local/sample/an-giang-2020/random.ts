const UINT32 = 2 ** 32;

/**
 * Seeded pseudo-random numbers (mulberry32, public domain): the same seed gives the same sample on every machine. Each
 * unit draws from a seed of its own, so that a change to one leaves the others as they were.
 */
export class SeededRandom {
  #state: number;

  constructor(seed: string) {
    this.#state = fnv1a(seed);
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32;
  }

  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** `mean` rounded down or up, such that the average is `mean`. */
  roundedAround(mean: number): number {
    return Math.floor(mean) + (this.chance(mean % 1) ? 1 : 0);
  }

  /** One of the entries, each as likely as its weight. */
  pick<Entry>(entries: readonly Entry[], weightOf: (entry: Entry) => number): Entry {
    const total = entries.reduce((sum, entry) => sum + weightOf(entry), 0);
    let left = this.next() * total;
    for (const entry of entries) {
      left -= weightOf(entry);
      if (left < 0) return entry;
    }
    throw new RangeError('There is nothing to pick from: every weight is zero.');
  }
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
