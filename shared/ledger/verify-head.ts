import type { Month } from '../calendar/month.ts';
import { sha256 } from '../runtime/digest.ts';
import { faultAt, type LedgerFault } from './ledger-fault.ts';
import { type MonthHead, monthHeadSchema, parseHeadKey } from './month-head.ts';
import { unitOf } from './verify-account.ts';
import { evaluationName } from './verify-grounds.ts';

/** A head as it lies in the bucket. */
export interface StoredHead {
  readonly key: string;
  readonly hash: string;
  /** Null where it is no head. */
  readonly head: MonthHead | null;
}

/** What names a head, and the one before it: all that remains of it while others are read. */
export interface HeadLink extends Pick<StoredHead, 'key' | 'hash'> {
  readonly previous: MonthHead['previous'];
}

export function linkOf({ key, hash, head }: StoredHead): HeadLink {
  return { key, hash, previous: head?.previous ?? null };
}

/** @param bytes the object's */
export function readHead(key: string, bytes: Buffer): StoredHead {
  const place = parseHeadKey(key);
  const parsed = monthHeadSchema.safeParse(parseJson(bytes.toString('utf8')));
  const isOfKey = parsed.success && parsed.data.month === place?.month && parsed.data.number === place.number;
  return { key, hash: sha256(bytes), head: isOfKey ? parsed.data : null };
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

/** What the tables hold, for heads to be held against. */
export interface HeldAgainst {
  /** account -> number -> hash, of entries that are whole or not */
  readonly hashes: ReadonlyMap<string, ReadonlyMap<number, unknown>>;
  /** evaluation name -> digest, of the head's month at least */
  readonly digests: ReadonlyMap<string, string>;
}

/** Whether accounts have come at least as far as a head says, by the same entries, and its evaluations are still there. */
export function verifyHead({ key, head }: StoredHead, { hashes, digests }: HeldAgainst): LedgerFault[] {
  if (head === null) {
    return [faultAt('head-unreadable', { month: parseHeadKey(key)?.month ?? null }, `${key} is no head of a month.`)];
  }
  const { month } = head;
  const ofAccounts = head.accounts.map(({ account, sequence, hash }) => {
    const place = { account, sequence, unitId: unitOf(account), month };
    const stored = hashes.get(account)?.get(sequence);
    if (stored === hash) return null;
    const says = `${key} says that account ${account} had come to entry ${sequence}`;
    return stored === undefined
      ? faultAt('account-shorter-than-head', place, `${says}: there is no such entry.`)
      : faultAt('account-differs-from-head', place, `${says} with another hash than the entry has now.`);
  });
  const ofEvaluations = head.evaluations.map(({ unitId, rule, revision, digest }) => {
    const stored = digests.get(evaluationName({ unitId, month, rule, revision }));
    if (stored === digest) return null;
    const says = `${key} names the evaluation of ${unitId} by ${rule}, revision ${revision}`;
    return stored === undefined
      ? faultAt('evaluation-missing', { unitId, month }, `${says}: it is gone.`)
      : faultAt('evaluation-differs', { unitId, month }, `${says} with another digest than it has now.`);
  });
  return [...ofAccounts, ...ofEvaluations].filter((fault) => fault !== null);
}

/** Whether heads name one another by the hashes that they have, and none is left out between them. */
export function verifyHeadChain(heads: readonly HeadLink[]): LedgerFault[] {
  const byKey = new Map(heads.map((stored) => [stored.key, stored]));
  const named = heads.flatMap(({ key, previous }) => (previous === null ? [] : [{ by: key, ...previous }]));
  return named.flatMap(({ by, key, digest }) => {
    const month = parseHeadKey(key)?.month ?? null;
    const stored = byKey.get(key);
    if (stored === undefined) return [faultAt('head-missing', { month }, `${by} names the head ${key}: it is gone.`)];
    if (stored.hash === digest) return [];
    return [faultAt('head-differs', { month }, `${by} names the head ${key} with another hash than it has now.`)];
  });
}

/** A head hash that somebody copied from an announcement mail. */
export interface AskedHash {
  readonly headHash: string;
  /** The month of the mail; absent: of any. */
  readonly month?: Month | undefined;
}

/** Which head has the hash that was asked for; or that none has it, where it is found instead, and what to do. */
export type HeadHashAnswer =
  | { readonly fits: true; readonly key: string }
  | { readonly fits: false; readonly message: string };

/**
 * Whether a head of the month has this hash. Where none has, that alone shows no fault of the ledger: whoever asked may
 * have mistyped hash or month, and compares.
 */
export function answerHeadHash({ headHash, month }: AskedHash, heads: readonly HeadLink[]): HeadHashAnswer {
  const found = heads.find(({ hash }) => hash === headHash);
  const foundMonth = found && parseHeadKey(found.key)?.month;
  if (found !== undefined && (month === undefined || foundMonth === month)) return { fits: true, key: found.key };
  const of = month === undefined ? 'No month' : `No head of ${month}`;
  const instead = found === undefined ? CHECK_MAIL : `It is the hash of ${found.key}.`;
  return { fits: false, message: `${of} has the head hash ${headHash}. ${instead}` };
}

const CHECK_MAIL =
  'Check the hash for mistyping. If it is as the mail has it, the head or the ledger was replaced after the mail went out.';
