import type { Bucket } from '../../shared/runtime/bucket.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import type { AcceptedReceipt } from '../../shared/snapshot/receipt.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { readStateFile } from '../../shared/snapshot/state-file.ts';
import type { DayAtWork } from './begin-day.ts';

/** @throws DomainError `STATE_DAMAGED`, `UNREADABLE_STATE` */
async function readState(receipt: AcceptedReceipt, bucket: Bucket): Promise<State> {
  const { file, digest } = await bucket.download(receipt.stateKey);
  try {
    if (digest === receipt.stateDigest) return readStateFile(file);
    throw new DomainError(
      'STATE_DAMAGED',
      `${receipt.stateKey} is not what the receipt of ${receipt.day} names. Restore the object's version, or send that day's file again as a correction (.2.csv).`,
    );
  } catch (error) {
    file.remove();
    throw error;
  }
}

/** The state of the nearest earlier day; an empty one before the first. @throws DomainError `STATE_DAMAGED` */
export async function readPriorState({ name, priorReceipt }: DayAtWork, bucket: Bucket): Promise<State> {
  if (priorReceipt !== null) return readState(priorReceipt, bucket);
  return emptyState({ sourceId: name.sourceId, day: name.day, inputsDigest: '' });
}

/**
 * The state that the day was derived to before. A correction must be able to replace one that is damaged: then all that
 * the file tells is written.
 */
export async function readReplacedState(standing: AcceptedReceipt, bucket: Bucket): Promise<State> {
  try {
    return await readState(standing, bucket);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    logger.warn('The state to be replaced cannot be read', error);
    return emptyState({ sourceId: standing.sourceId, day: standing.day, inputsDigest: '' });
  }
}
