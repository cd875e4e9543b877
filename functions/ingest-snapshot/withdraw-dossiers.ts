import { dayOfNumber } from '../../shared/calendar/day.ts';
import type { LastSeenDossier } from '../../shared/dossier/dossier-store.ts';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';
import { type StateEntry, statusClassOf } from '../../shared/snapshot/state.ts';
import { withdrawnDossiers } from '../../shared/snapshot/withdrawn-dossiers.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedDay } from './derive-day.ts';
import type { IngestServices } from './ingest-services.ts';
import { otherToldStates } from './told-states.ts';

const WRITES_AT_ONCE = 32;

/** Takes back what only files told that no longer stand for the day. */
export async function withdrawDossiers(
  day: DayAtWork,
  { state, stateObject }: DerivedDay,
  { bucket, dossiers }: IngestServices,
): Promise<void> {
  for await (const told of otherToldStates(day, stateObject.digest, bucket)) {
    await forEachInParallel(withdrawnDossiers(told, state), WRITES_AT_ONCE, ({ dossierCode, lastSeen }) => {
      const known = lastSeen === null ? null : knownOf(lastSeen);
      return known === null ? dossiers.remove(dossierCode, day.name) : dossiers.restore(dossierCode, known, day.name);
    });
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
