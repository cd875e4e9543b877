import { contentOf } from '../evaluation/build-evaluation.ts';
import type { Evaluation, Ground } from '../evaluation/evaluation.ts';
import { digestOf } from '../runtime/digest.ts';
import { accountOf } from './append-entry.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { faultAt, type LedgerFault } from './ledger-fault.ts';

export type GroundKind = 'evidence' | 'manifest' | 'registry' | 'canonical';

/** An object that an evaluation or an entry names, and on which they rest. */
export interface NamedGround extends Ground {
  readonly kind: GroundKind;
  readonly unitId: string;
  readonly month: string;
  readonly account: string;
  /** The first entry that rests on it, null where none does. */
  readonly sequence: number | null;
}

/** Names one revision of an evaluation: unit, month, rule and revision. */
export type EvaluationName = Pick<Evaluation, 'unitId' | 'month' | 'rule' | 'revision'>;

export function evaluationName({ unitId, month, rule, revision }: Omit<EvaluationName, 'rule'> & { rule: string }) {
  return `${month}#${rule}#${revision}#${unitId}`;
}

/** Whether an evaluation says what its digest says. */
export function verifyEvaluation(evaluation: Evaluation): LedgerFault | null {
  if (digestOf(contentOf(evaluation)) === evaluation.digest) return null;
  const { unitId, month, rule, revision } = evaluation;
  const message = `The evaluation of ${unitId} for ${month} by ${rule}, revision ${revision}, does not have the digest of what it says.`;
  return faultAt('evaluation-changed', { unitId, month, account: accountOf(unitId, month) }, message);
}

/**
 * Whether an entry rests on the evaluation that it names.
 *
 * @param evaluation that of the entry's unit, month, rule and revision; null where there is none
 */
export function verifyEntryGrounds(entry: LedgerEntry, evaluation: Evaluation | null): LedgerFault[] {
  const { account, sequence, unitId, month, rule, revision } = entry;
  const place = { account, sequence, unitId, month };
  const named = `the evaluation of ${unitId} for ${month} by ${rule}, revision ${revision}`;
  if (evaluation === null) {
    return [
      faultAt('evaluation-missing', place, `Entry ${sequence} of account ${account} names ${named}: it is gone.`),
    ];
  }
  const faults: LedgerFault[] = [];
  if (evaluation.digest !== entry.evaluationDigest) {
    const message = `Entry ${sequence} of account ${account} rests on another digest than ${named} has.`;
    faults.push(faultAt('evaluation-differs', place, message));
  }
  return [...faults, ...verifyManifestName(entry, evaluation)];
}

/** What takes points off names the manifest that its evaluation names. Version 1 of the evaluator made none. */
function verifyManifestName(entry: LedgerEntry, { manifest }: Evaluation): LedgerFault[] {
  const { account, sequence, unitId, month, pointsHundredths } = entry;
  const named = entry.manifest ?? null;
  const isSame = named?.key === manifest?.key && named?.digest === manifest?.digest;
  const needsNone = named === null && pointsHundredths <= 0;
  if (isSame || needsNone) return [];
  const kind = named === null ? 'manifest-missing' : 'manifest-differs';
  const what = named === null ? 'names no manifest' : `names the manifest ${named.key}`;
  const message = `Entry ${sequence} of account ${account} ${what}; its evaluation names ${manifest?.key ?? 'none'}.`;
  return [faultAt(kind, { account, sequence, unitId, month }, message)];
}

/**
 * Every object on which evaluations and entries rest.
 *
 * @param sequenceOf evaluation name -> the first entry that rests on it
 */
export function groundsOf(evaluation: Evaluation, sequenceOf: ReadonlyMap<string, number>): NamedGround[] {
  const { unitId, month, evidence, manifest, registry, governing } = evaluation;
  const sequence = sequenceOf.get(evaluationName(evaluation)) ?? null;
  const place = { unitId, month, account: accountOf(unitId, month), sequence };
  const canonical = governing && { key: governing.canonicalKey, digest: governing.canonicalDigest };
  const named = { evidence, manifest, registry, canonical };
  return groundKinds.flatMap((kind) => {
    const ground = named[kind];
    return ground === null ? [] : [{ kind, ...place, key: ground.key, digest: ground.digest }];
  });
}

const groundKinds: readonly GroundKind[] = ['evidence', 'manifest', 'registry', 'canonical'];

/** @param digest SHA-256 of what the object holds (of a canonical copy: unpacked); null where it is gone or unreadable */
export function verifyGround(ground: NamedGround, digest: string | null): LedgerFault | null {
  if (digest === ground.digest) return null;
  const { kind, key, account, sequence, unitId, month } = ground;
  const user =
    sequence === null ? `The evaluation of ${unitId} for ${month}` : `Entry ${sequence} of account ${account}`;
  const what = digest === null ? 'is gone' : `holds something else: SHA-256 ${digest}, not ${ground.digest}`;
  const place = { account, sequence, unitId, month };
  return faultAt(
    `${kind}-${digest === null ? 'missing' : 'differs'}`,
    place,
    `${user} rests on ${key}, which ${what}.`,
  );
}
