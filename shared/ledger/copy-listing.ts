import { copyKey } from './ledger-copies.ts';
import { HEADS_PREFIX, parseHeadKey } from './month-head.ts';

/** What lies under `ledger/`, by what it is. */
export interface LedgerListing {
  /** account -> number -> key of the copy */
  readonly copies: ReadonlyMap<string, ReadonlyMap<number, string>>;
  readonly headKeys: readonly string[];
  /** Keys that no function writes. */
  readonly unknownKeys: readonly string[];
}

export function sortLedgerKeys(keys: readonly string[]): LedgerListing {
  const copies = new Map<string, Map<number, string>>();
  const headKeys: string[] = [];
  const unknownKeys: string[] = [];
  for (const key of keys) {
    const place = parseCopyKey(key);
    if (parseHeadKey(key) !== null) headKeys.push(key);
    else if (place === null) unknownKeys.push(key);
    else {
      const ofAccount = copies.get(place.account) ?? new Map<number, string>();
      copies.set(place.account, ofAccount.set(place.sequence, key));
    }
  }
  return { copies, headKeys, unknownKeys };
}

/** Null for a key that is no copy's. */
function parseCopyKey(key: string): { account: string; sequence: number } | null {
  const [, segment, digits] = /^ledger\/([^/]+)\/(\d{6,})\.json$/.exec(key) ?? [];
  if (segment === undefined || digits === undefined || key.startsWith(HEADS_PREFIX)) return null;
  const place = { account: decode(segment), sequence: Number(digits) };
  return copyKey(place) === key ? place : null;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}
