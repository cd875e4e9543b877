import { type Bucket, keySegment } from '../runtime/bucket.ts';
import { canonicalJson } from '../runtime/canonical-json.ts';
import { DomainError } from '../runtime/domain-error.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/** The write-once copy of each ledger entry, `ledger/<account>/<sequence>.json`, with which verification compares. */
export class LedgerCopies {
  readonly #bucket: Bucket;

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  /**
   * Writes the entry's copy unless it is there.
   *
   * @throws DomainError `LEDGER_COPY_DIFFERS`
   */
  async keep(entry: LedgerEntry): Promise<void> {
    const key = copyKey(entry);
    const content = canonicalJson(entry);
    const kept = await this.#read(key);
    if (kept === null) await this.#bucket.write(key, content, 'application/json');
    else if (kept !== content) throw differs(key, entry);
  }

  async #read(key: string): Promise<string | null> {
    try {
      return (await this.#bucket.read(key)).toString('utf8');
    } catch (error) {
      if (error instanceof DomainError && error.code === 'OBJECT_MISSING') return null;
      throw error;
    }
  }
}

/** The object key of an entry's copy; sequences are padded so that listings stand in order. */
export function copyKey({ account, sequence }: Pick<LedgerEntry, 'account' | 'sequence'>): string {
  return `ledger/${keySegment(account)}/${String(sequence).padStart(6, '0')}.json`;
}

function differs(key: string, { account, sequence }: LedgerEntry): DomainError {
  return new DomainError(
    'LEDGER_COPY_DIFFERS',
    `Entry ${sequence} of account ${account} is not what ${key} holds: find out which of the two was changed.`,
  );
}
