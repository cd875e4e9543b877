import { dayOfNumber } from '../../shared/calendar/day.ts';
import type { DossierStore, LastSeenDossier } from '../../shared/dossier/dossier-store.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';
import { type StateEntry, statusClassOf } from '../../shared/snapshot/state.ts';
import { asKnownBefore, type WithdrawnDossier, withdrawnDossiers } from '../../shared/snapshot/withdrawn-dossiers.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedDay } from './derive-day.ts';
import type { IngestServices } from './ingest-services.ts';
import { readPriorState } from './read-states.ts';
import { otherToldStates } from './told-states.ts';

const WRITES_AT_ONCE = 32;

/** Takes back what only files told that no longer stand for the day, or what the day told before an earlier one came. */
export async function withdrawDossiers(
  day: DayAtWork,
  { state, stateObject }: DerivedDay,
  { bucket, dossiers }: IngestServices,
): Promise<void> {
  for await (const told of otherToldStates(day, stateObject.digest, bucket)) {
    const withdrawn = await lookedUpBefore(withdrawnDossiers(told, state), day, bucket);
    await forEachInParallel(withdrawn, WRITES_AT_ONCE, (one) => takeBack(one, day, dossiers));
  }
}

async function takeBack(one: WithdrawnDossier, { name }: DayAtWork, dossiers: DossierStore): Promise<void> {
  const known = one.lastSeen === null ? null : knownOf(one.lastSeen);
  if (known === null) await dossiers.remove(one.dossierCode, name);
  else await dossiers.restore(one.dossierCode, known, name);
}

/** Deriving has used up the state of the day before; it is read again only where somebody must be looked for in it. */
async function lookedUpBefore(
  withdrawn: WithdrawnDossier[],
  day: DayAtWork,
  bucket: Bucket,
): Promise<WithdrawnDossier[]> {
  if (day.priorReceipt === null || withdrawn.every(({ lastSeen }) => lastSeen !== null)) return withdrawn;
  const prior = await readPriorState(day, bucket);
  try {
    return asKnownBefore(withdrawn, prior);
  } finally {
    prior.remove();
  }
}

/** Null for what is no entry of a missing dossier. */
function knownOf({ kind, unitId, lastSeenDayNumber, ...instants }: StateEntry): LastSeenDossier | null {
  const statusClass = statusClassOf(kind);
  if (statusClass === null || unitId === null || lastSeenDayNumber === null) return null;
  return {
    day: dayOfNumber(lastSeenDayNumber),
    unitId,
    statusClass,
    receivedAtMs: instants.receivedAtMs,
    dueAtMs: numberOrNull(instants.dueAtMs),
    completedAtMs: numberOrNull(instants.completedAtMs),
  };
}

function numberOrNull(instantMs: number): number | null {
  return Number.isNaN(instantMs) ? null : instantMs;
}
