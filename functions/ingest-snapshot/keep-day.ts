import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import { digestOf } from '../../shared/runtime/digest.ts';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';
import type { AcceptedReceipt } from '../../shared/snapshot/receipt.ts';
import type { State } from '../../shared/snapshot/state.ts';
import type { Tally } from '../../shared/tally/tally.ts';
import { tallyState } from '../../shared/tally/tally-state.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedDay, DerivedFile } from './derive-day.ts';
import type { IngestServices } from './ingest-services.ts';
import { joinPauses } from './join-pauses.ts';
import { keepDossiers } from './keep-dossiers.ts';
import { type KeptObjects, keepObjects } from './keep-objects.ts';
import { noticeFrozen } from './notice-frozen.ts';
import { resolveReplaced } from './resolve-replaced.ts';
import { resolveTakenOver } from './resolve-taken-over.ts';
import { withdrawDossiers } from './withdraw-dossiers.ts';

const WRITES_AT_ONCE = 32;

/** What came of writing a day. */
export type KeptDay =
  | { readonly kind: 'kept'; readonly receipt: AcceptedReceipt }
  /** Another run set the day's pointer in the meantime. */
  | { readonly kind: 'overtaken'; readonly receipt: AcceptedReceipt }
  /** The time was up while dossiers were being written. */
  | { readonly kind: 'unfinished'; readonly linesWritten: number };

/** Writes all that comes of a day, the pointer last. */
export async function keepDay(day: DayAtWork, found: DerivedFile, services: IngestServices): Promise<KeptDay> {
  const derived = await joinPauses(day, found, services);
  const revision = (day.standing?.revision ?? 0) + 1;
  const objects = await keepObjects(day, derived, services);
  const receipt = receiptOf(day, derived, objects, revision);
  const { linesWritten, isWhole } = await keepDossiers(day, derived, services);
  if (!isWhole) return { kind: 'unfinished', linesWritten };
  await withdrawDossiers(day, derived, services);
  await forEachInParallel(talliesOf(day, derived, receipt, services), WRITES_AT_ONCE, (tally) =>
    services.tallies.put(tally, revision),
  );
  await forEachInParallel(derived.findings, WRITES_AT_ONCE, (finding) => services.findings.notice(finding));
  const frozen = await noticeFrozen(day, derived, services);
  await resolveReplaced(day, derived, frozen, services);
  await resolveTakenOver(day, derived, services);
  await services.bucket.write(receiptKeyOf(day), JSON.stringify(receipt, null, 2), 'application/json');
  const isSet = await services.receipts.putAccepted(receipt, revision - 1);
  return { kind: isSet ? 'kept' : 'overtaken', receipt };
}

function receiptKeyOf({ name }: DayAtWork): string {
  return `receipts/${name.sourceId}/${name.day}.${name.fileNumber}.json`;
}

function receiptOf(day: DayAtWork, derived: DerivedFile, objects: KeptObjects, revision: number): AcceptedReceipt {
  const { order, name, priorReceipt } = day;
  return {
    outcome: 'accepted',
    sourceId: name.sourceId,
    day: name.day,
    fileNumber: name.fileNumber,
    objectKey: order.objectKey,
    readKey: order.readKey,
    objectDigest: derived.objectDigest,
    receivedAt: order.receivedAt,
    ...derived.counts,
    ...objects,
    reporters: reportersOf(day, derived),
    revision,
    priorDay: priorReceipt?.day ?? null,
    priorStateDigest: priorReceipt?.stateDigest ?? null,
    inputsDigest: derived.state.head.inputsDigest,
    rulesDigest: rulesDigestOf(day, derived.state),
    release: order.release,
  };
}

function reportersOf({ registry }: DayAtWork, { activity }: DerivedDay): AcceptedReceipt['reporters'] {
  const expected = registry.countedUnits.size;
  const { withoutRows, units } = activity;
  const droppedOut = withoutRows.filter((unitId) => (units[unitId]?.vanished ?? 0) > 0);
  return { expected, shown: expected - withoutRows.length, droppedOut: droppedOut.length };
}

function talliesOf(
  { months, registry }: DayAtWork,
  { state, lastSeen }: DerivedDay,
  { stateDigest }: AcceptedReceipt,
  { timeZone }: IngestServices,
): Tally[] {
  return tallyState(state, {
    monthsOf: (unitId) => months.get(unitId) ?? [],
    lastSeen,
    zone: new ZoneOffsets(timeZone),
    stateDigest,
    unitsWithZeros: registry.countedUnits,
  });
}

/** Digest of what the tallies and the canonical copy depend on besides the state, of the units that the source knows. */
export function rulesDigestOf({ months, registry, mayGovern }: DayAtWork, { unitIds }: State): string {
  const { countedUnits, movedUnits } = registry;
  const known = [...new Set([...countedUnits, ...unitIds])].toSorted();
  const rules = known.map((unitId) => ({
    unitId,
    isCounted: countedUnits.has(unitId),
    hasMoved: movedUnits.has(unitId),
    months: (months.get(unitId) ?? []).map(({ month, period, counting, isAfterEnd }) => ({
      month,
      period,
      counting,
      isAfterEnd,
    })),
  }));
  return digestOf({ rules, mayGovern });
}
