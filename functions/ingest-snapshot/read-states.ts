import type { Bucket } from '../../shared/runtime/bucket.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import type { AcceptedReceipt } from '../../shared/snapshot/receipt.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { readState } from '../../shared/snapshot/state-file.ts';
import type { DayAtWork } from './begin-day.ts';

/** @throws DomainError `STATE_DAMAGED`, `STATE_EXPIRED` */
async function readStateOf(receipt: AcceptedReceipt, bucket: Bucket): Promise<State> {
  const object = await bucket.stream(receipt.stateKey).catch((error: unknown) => {
    throw isMissing(error) ? expired(receipt, error) : error;
  });
  const { state, digest } = await readState(object).catch((error: unknown) => {
    throw isUnreadable(error) ? damaged(receipt, error) : error;
  });
  if (digest === receipt.stateDigest) return state;
  state.remove();
  throw damaged(receipt);
}

function isMissing(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'OBJECT_MISSING';
}

/** Nothing can be derived from that day, nor that day again: the states before it are as old. */
function expired({ stateKey, sourceId, day }: AcceptedReceipt, cause: unknown): DomainError {
  return new DomainError(
    'STATE_EXPIRED',
    `${stateKey}, the state of ${day}, is gone: states are kept for 400 days. If ${sourceId} paused for so long, describe it in registry/sources.json under a new id, let its units count from that id (unit-sources.csv), and upload under it. If somebody deleted the object, restore its version.`,
    { cause },
  );
}

function isUnreadable(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'UNREADABLE_STATE';
}

function damaged({ stateKey, day }: AcceptedReceipt, cause?: unknown): DomainError {
  return new DomainError(
    'STATE_DAMAGED',
    `${stateKey} is not what the receipt of ${day} names. Restore the object's version, or send that day's file again as a correction (.2.csv).`,
    { cause },
  );
}

/** The state of the nearest earlier day; an empty one before the first. @throws DomainError `STATE_DAMAGED`, `STATE_EXPIRED` */
export async function readPriorState({ name, priorReceipt }: DayAtWork, bucket: Bucket): Promise<State> {
  if (priorReceipt !== null) return readStateOf(priorReceipt, bucket);
  return emptyState({ sourceId: name.sourceId, day: name.day, inputsDigest: '' });
}
