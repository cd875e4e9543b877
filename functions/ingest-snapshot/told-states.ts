import type { Bucket } from '../../shared/runtime/bucket.ts';
import { DomainError } from '../../shared/runtime/domain-error.ts';
import { logger } from '../../shared/runtime/telemetry.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { readState } from '../../shared/snapshot/state-file.ts';
import type { DayAtWork } from './begin-day.ts';
import { stateFileName, stateKeyOf, statesFolderOf } from './keep-objects.ts';

/**
 * What the day may have told before: what differs from it is written. Null where nothing was told. Where nobody can say
 * which of several runs wrote last, or what it wrote, an empty state: all that the file tells is written.
 */
export async function readToldState(day: DayAtWork, bucket: Bucket): Promise<State | null> {
  const { order, name } = day;
  const [key, ...others] = await toldStateKeys(day, bucket);
  const isDoubtful = order.isRewritten || others.length > 0;
  const told = key === undefined || isDoubtful ? null : await readToldObject(key, bucket);
  const isNothingTold = key === undefined && !isDoubtful;
  return isNothingTold ? null : (told ?? emptyState({ sourceId: name.sourceId, day: name.day, inputsDigest: '' }));
}

/** The other states from which dossiers of the day may have been written, one after the other. */
export async function* otherToldStates(day: DayAtWork, stateDigest: string, bucket: Bucket): AsyncGenerator<State> {
  const own = stateKeyOf(day.name, stateDigest);
  for (const key of await toldStateKeys(day, bucket)) {
    const told = key === own ? null : await readToldObject(key, bucket);
    if (told === null) continue;
    try {
      yield told;
    } finally {
      told.remove();
    }
  }
}

/**
 * A run keeps its state before it writes the first dossier. So what was written by a run that was cut off, or that lost
 * the day's pointer to another, is found here.
 */
async function toldStateKeys({ order, name, standing }: DayAtWork, bucket: Bucket): Promise<string[]> {
  if (standing !== null && !order.isRewritten) return [standing.stateKey];
  return bucket.keysUnder(statesFolderOf(name));
}

/** Null where it is damaged or gone: a correction must be able to replace such a state too. */
async function readToldObject(key: string, bucket: Bucket): Promise<State | null> {
  try {
    const { state, digest } = await readState(await bucket.stream(key));
    if (key.endsWith(stateFileName(digest))) return state;
    state.remove();
    throw new DomainError('STATE_DAMAGED', `${key} does not hold what its name says.`);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    logger.warn('What the day told before cannot be read', error);
    return null;
  }
}
