import type { Month } from '../calendar/month.ts';
import type { Ground } from '../evaluation/evaluation.ts';
import type { Bucket } from '../runtime/bucket.ts';
import { sha256 } from '../runtime/digest.ts';
import { HEADS_PREFIX, headKey, type MonthHead, monthHeadSchema, parseHeadKey, renderHead } from './month-head.ts';

/** A head, its key, and the SHA-256 of its bytes. */
export interface KeptHead extends Ground {
  readonly head: MonthHead;
}

/** month -> number of its latest head */
export type LatestHeads = ReadonlyMap<Month, number>;

/** The heads of months: objects under `ledger/heads/`, written once. */
export class MonthHeadStore {
  readonly #bucket: Bucket;

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  async latest(): Promise<LatestHeads> {
    const places = (await this.#bucket.keysUnder(HEADS_PREFIX)).flatMap((key) => parseHeadKey(key) ?? []);
    const latest = new Map<Month, number>();
    for (const { month, number } of places) latest.set(month, Math.max(number, latest.get(month) ?? 0));
    return latest;
  }

  /** @throws DomainError `OBJECT_MISSING`; ZodError where the object is no head */
  async read(place: Pick<MonthHead, 'month' | 'number'>): Promise<KeptHead> {
    const key = headKey(place);
    const bytes = await this.#bucket.read(key);
    return { key, digest: sha256(bytes), head: monthHeadSchema.parse(JSON.parse(bytes.toString('utf8'))) };
  }

  /**
   * Writes a head once.
   *
   * @throws DomainError `OBJECT_DIFFERS` where somebody else was quicker: the next run takes up theirs
   */
  async keep(head: MonthHead): Promise<KeptHead> {
    const { key, content, hash } = renderHead(monthHeadSchema.parse(head));
    await this.#bucket.write(key, content, 'application/json');
    return { key, digest: hash, head };
  }
}
