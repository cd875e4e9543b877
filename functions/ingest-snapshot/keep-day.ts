import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import { storedDossierSchema } from '../../shared/dossier/dossier.ts';
import type { Bucket } from '../../shared/runtime/bucket.ts';
import { digestOf, sha256 } from '../../shared/runtime/digest.ts';
import { forEachInParallel } from '../../shared/runtime/for-each-in-parallel.ts';
import type { AcceptedReceipt } from '../../shared/snapshot/receipt.ts';
import type { State } from '../../shared/snapshot/state.ts';
import { encodeState } from '../../shared/snapshot/state-file.ts';
import type { Tally } from '../../shared/tally/tally.ts';
import { tallyState } from '../../shared/tally/tally-state.ts';
import type { DayAtWork } from './begin-day.ts';
import type { DerivedDay } from './derive-day.ts';
import type { IngestServices } from './ingest-services.ts';

const WRITES_AT_ONCE = 32;

/** How many digits of a digest name an object: enough that no two of a day are ever the same. */
const NAMING_DIGITS = 16;

/**
 * Writes all that comes of a day, the pointer last.
 *
 * @returns the receipt, or null where another run set the pointer in the meantime
 */
export async function keepDay(
  day: DayAtWork,
  derived: DerivedDay,
  services: IngestServices,
): Promise<AcceptedReceipt | null> {
  const revision = (day.standing?.revision ?? 0) + 1;
  const objects = await keepObjects(day, derived, services);
  const receipt = receiptOf(day, derived, objects, revision);
  await keepDossiers(day, derived, services);
  await forEachInParallel(talliesOf(day, derived, receipt, services), WRITES_AT_ONCE, (tally) =>
    services.tallies.put(tally, revision),
  );
  await forEachInParallel(derived.findings, WRITES_AT_ONCE, (finding) => services.findings.notice(finding));
  await services.bucket.write(receiptKeyOf(day), JSON.stringify(receipt, null, 2), 'application/json');
  const isSet = await services.receipts.putAccepted(receipt, revision - 1);
  return isSet ? receipt : null;
}

interface KeptObjects {
  readonly rejectedKey: string | null;
  readonly stateKey: string;
  readonly stateDigest: string;
  readonly canonicalKey: string | null;
  readonly canonicalDigest: string | null;
}

async function keepObjects(day: DayAtWork, derived: DerivedDay, { bucket }: IngestServices): Promise<KeptObjects> {
  const folder = `${day.name.sourceId}/${day.name.day}`;
  const state = encodeState(derived.state);
  const stateDigest = sha256(state);
  const stateKey = `states/${folder}/${stateDigest.slice(0, NAMING_DIGITS)}.bin`;
  await bucket.write(stateKey, state, 'application/octet-stream');
  const rejectedKey = await keepRejected(day, derived, bucket, `${day.name.fileNumber}`);
  const { canonical } = derived;
  if (canonical === null) return { rejectedKey, stateKey, stateDigest, canonicalKey: null, canonicalDigest: null };
  const canonicalKey = `canonical/${folder}/${canonical.digest.slice(0, NAMING_DIGITS)}.ndjson.gz`;
  await bucket.write(canonicalKey, await canonical.lines.gzipped(), 'application/gzip');
  return { rejectedKey, stateKey, stateDigest, canonicalKey, canonicalDigest: canonical.digest };
}

/**
 * The rejected rows as a file of their own; null where there are none.
 *
 * @param suffix the file's number, or what sets a file that was put aside apart from the accepted one of that number
 */
export async function keepRejected(
  { name }: DayAtWork,
  { counts, rejected }: DerivedDay,
  bucket: Bucket,
  suffix: string,
): Promise<string | null> {
  if (counts.rejected === 0) return null;
  const key = `rejected/${name.sourceId}/${name.day}.${suffix}.csv`;
  await bucket.write(key, rejected.bytes(), 'text/csv; charset=utf-8');
  return key;
}

function receiptKeyOf({ name }: DayAtWork): string {
  return `receipts/${name.sourceId}/${name.day}.${name.fileNumber}.json`;
}

function receiptOf(day: DayAtWork, derived: DerivedDay, objects: KeptObjects, revision: number): AcceptedReceipt {
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
    revision,
    priorDay: priorReceipt?.day ?? null,
    priorStateDigest: priorReceipt?.stateDigest ?? null,
    inputsDigest: derived.state.head.inputsDigest,
    rulesDigest: rulesDigestOf(day, derived.state),
    release: order.release,
  };
}

async function keepDossiers({ name }: DayAtWork, { changed }: DerivedDay, { dossiers }: IngestServices): Promise<void> {
  await forEachInParallel(changed.lines(), WRITES_AT_ONCE, (line) =>
    dossiers.keep(storedDossierSchema.parse(JSON.parse(line)), name),
  );
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
export function rulesDigestOf({ months, registry, mayGovern }: DayAtWork, { columns }: State): string {
  const { countedUnits, movedUnits } = registry;
  const known = [...new Set([...countedUnits, ...columns.unitIds])].toSorted();
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
