import type { Period } from '../../shared/calendar/period.ts';
import { isPerhapsHandled } from '../../shared/evaluation/bound-unknown.ts';
import type { Lines } from '../../shared/evaluation/count-unit-month.ts';

/**
 * Units whose month cannot be counted from a later copy: all but those of which it still shows every dossier that the governing copy
 * shows as handled in the period, under the same unit. An export that has dropped what ended would shrink the whole
 * and raise the rate; dossiers that were handed over would be taken from one unit's month and put into another's.
 *
 * @param governing the lines of the governing copy
 * @param later the lines of the copy that is to be counted from
 */
export async function incomparableUnits(governing: Lines, later: Lines, period: Period): Promise<ReadonlySet<string>> {
  const unitOf = new Map<string, string>();
  for await (const line of governing) {
    if (line.kind !== 'dossier') continue;
    const { dossierCode, unitId, statusClass, receivedAtMs, completedAtMs } = line.dossier;
    const known = { statusClass, receivedAt: receivedAtMs, completedAt: completedAtMs };
    if (isPerhapsHandled(known, period)) unitOf.set(dossierCode, line.lastSeenBeforeEnd?.unitId ?? unitId);
  }
  const incomparable = new Set<string>();
  for await (const line of later) {
    if (line.kind !== 'dossier') continue;
    const { dossierCode, unitId } = line.dossier;
    const then = unitOf.get(dossierCode);
    if (then !== undefined && then !== unitId) incomparable.add(then).add(unitId);
    unitOf.delete(dossierCode);
  }
  for (const unitId of unitOf.values()) incomparable.add(unitId);
  return incomparable;
}
