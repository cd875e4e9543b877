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

/** key -> digest of what lies there, null where nothing does. A registry or canonical copy is many units' ground. */
export type GroundDigests = Map<string, string | null>;

/** Few at a time: canonical copies are large. */
const DIGESTS_AT_ONCE = 16;

/** Holds a month's entries against its evaluations, and both against the objects that they rest on. */
export async function verifyMonth(
  entries: readonly LedgerEntry[],
  evaluations: ReadonlyMap<string, Evaluation>,
  digests: GroundDigests,
  bucket: Bucket,
): Promise<LedgerFault[]> {
  const sequenceOf = new Map(entries.toReversed().map((entry) => [evaluationName(entry), entry.sequence]));
  const grounds = [...evaluations.values()].flatMap((evaluation) => groundsOf(evaluation, sequenceOf));
  await digestAll(grounds, digests, bucket);
  return [
    ...entries.flatMap((entry) => verifyEntryGrounds(entry, evaluations.get(evaluationName(entry)) ?? null)),
    ...[...evaluations.values()].map((evaluation) => verifyEvaluation(evaluation)),
    ...once(grounds).map((ground) => verifyGround(ground, digests.get(ground.key) ?? null)),
  ].filter((fault) => fault !== null);
}

async function digestAll(grounds: readonly NamedGround[], digests: GroundDigests, bucket: Bucket): Promise<void> {
  const unknown = [...new Map(grounds.map((ground) => [ground.key, ground])).values()].filter(
    ({ key }) => !digests.has(key),
  );
  await inParallel(unknown, DIGESTS_AT_ONCE, async (ground) =>
    digests.set(ground.key, await digestObject(ground, bucket)),
  );
}

/** An object that many units rest on is told of once, where an entry rests on it by that entry. */
function once(grounds: readonly NamedGround[]): NamedGround[] {
  const entriesLast = grounds.toSorted((one, other) => Number(one.sequence !== null) - Number(other.sequence !== null));
  return [...new Map(entriesLast.map((ground) => [`${ground.key}#${ground.digest}`, ground])).values()];
}
