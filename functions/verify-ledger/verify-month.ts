import type { Evaluation } from '../../shared/evaluation/evaluation.ts';
import type { LedgerEntry } from '../../shared/ledger/ledger-entry.ts';
import type { LedgerFault } from '../../shared/ledger/ledger-fault.ts';
import {
  evaluationName,
  groundsOf,
  type NamedGround,
  verifyEntryGrounds,
  verifyEvaluation,
  verifyGround,
} from '../../shared/ledger/verify-grounds.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { inParallel } from '../../shared/runtime/in-parallel.ts';
import { digestObject } from './digest-object.ts';
import type { VerifyOrder } from './verify-order.ts';

/** key -> digest of what lies there, null where nothing does. A registry or canonical copy is many units' ground. */
type GroundDigests = ReadonlyMap<string, string | null>;

/** Of which evaluations the objects are read: those that an entry rests on, all, or none. */
export type ObjectsRead = NonNullable<VerifyOrder['objects']> | 'none';

/** Few at a time: canonical copies are large. */
const DIGESTS_AT_ONCE = 16;

/** Holds a month's entries against its evaluations, and both against the objects that they rest on. */
export async function verifyMonth(
  entries: readonly LedgerEntry[],
  evaluations: ReadonlyMap<string, Evaluation>,
  objects: ObjectsRead,
  bucket: Bucket,
): Promise<{ objects: number; faults: LedgerFault[] }> {
  const sequenceOf = new Map(entries.toReversed().map((entry) => [evaluationName(entry), entry.sequence]));
  const grounds = [...evaluations.values()]
    .flatMap((evaluation) => groundsOf(evaluation, sequenceOf))
    .filter(({ sequence }) => objects === 'all' || (objects === 'of-entries' && sequence !== null));
  const digests = await digestAll(grounds, bucket);
  const faults = [
    ...entries.flatMap((entry) => verifyEntryGrounds(entry, evaluations.get(evaluationName(entry)) ?? null)),
    ...[...evaluations.values()].map((evaluation) => verifyEvaluation(evaluation)),
    ...once(grounds).map((ground) => verifyGround(ground, digests.get(ground.key) ?? null)),
  ].filter((fault) => fault !== null);
  return { objects: digests.size, faults };
}

async function digestAll(grounds: readonly NamedGround[], bucket: Bucket): Promise<GroundDigests> {
  const named = [...new Map(grounds.map((ground) => [ground.key, ground])).values()];
  const digest = async (ground: NamedGround) => [ground.key, await digestObject(ground, bucket)] as const;
  return new Map(await inParallel(named, DIGESTS_AT_ONCE, digest));
}

/** An object that many units rest on is told of once, where an entry rests on it by that entry. */
function once(grounds: readonly NamedGround[]): NamedGround[] {
  const entriesLast = grounds.toSorted((one, other) => Number(one.sequence !== null) - Number(other.sequence !== null));
  return [...new Map(entriesLast.map((ground) => [`${ground.key}#${ground.digest}`, ground])).values()];
}
