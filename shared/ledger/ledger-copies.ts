import { type Bucket, keySegment } from '../runtime/bucket.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import { contentOfEntry, type LedgerEntry } from './ledger-entry.ts';

/** The write-once copy of each ledger entry, `ledger/<account>/<sequence>.json`, with which verification compares. */
export class LedgerCopies {
  readonly #bucket: Bucket;

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  /** Writes the entry's copy unless it is there. */
  async keep(entry: LedgerEntry): Promise<void> {
    await this.#bucket.write(copyKey(entry), canonicalJson(contentOfEntry(entry)), 'application/json');
  }
}

/** The object key of an entry's copy; sequences are padded so that listings stand in order. */
export function copyKey({ account, sequence }: Pick<LedgerEntry, 'account' | 'sequence'>): string {
  return `ledger/${keySegment(account)}/${String(sequence).padStart(6, '0')}.json`;
}
