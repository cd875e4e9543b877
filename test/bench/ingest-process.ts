import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { deriveDay, forgetSpools } from '../../functions/ingest-snapshot/derive-day.ts';
import { DigestedFile } from '../../functions/ingest-snapshot/digested-file.ts';
import { asOfInstant } from '../../functions/ingest-snapshot/registry-of-day.ts';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import { parseSnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { readState } from '../../shared/snapshot/state-file.ts';
import { tallyState } from '../../shared/tally/tally-state.ts';
import { filePieces } from './file-pieces.ts';
import { yardstickMonths } from './yardstick/months.ts';
import { yardstickRegistry } from './yardstick/registry.ts';
import { TIME_ZONE, yardstickSource } from './yardstick/source.ts';

/**
 * Takes in one file as ingest-snapshot does, and writes what comes of it as files: the timed job of the comparison with
 * DuckDB. Arguments: the snapshot's file, its day, the state of the day before or `-`, the file for the new state, and
 * `governing` where the day can govern a month (then every row is read and a canonical copy is made), `digested` where the
 * file's SHA-256 is taken too, as for a receipt, or `warm` and a
 * number to do it so many times in the process and time the last.
 * Prints one line of JSON: milliseconds, the process's peak of memory in bytes, and what was counted.
 */
const [file = '', day = '', priorFile = '-', newStateFile = '', mode = '', times = '2'] = process.argv.slice(2);

const registry = yardstickRegistry();
const name = parseSnapshotName(`snapshots/${yardstickSource.sourceId}/${day}.csv${file.endsWith('.gz') ? '.gz' : ''}`);

// After some times the compiler has done its work: what is left is the work on the rows.
if (mode === 'warm') for (let time = 1; time < Number(times); time++) await takeIn();
const { milliseconds, derived, tallies } = await takeIn();
const { counts, quarantine } = derived;
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ milliseconds, peakBytes, ...counts, quarantine, tallies: tallies.length }));

async function takeIn() {
  const begin = performance.now();
  const digested = mode === 'digested' ? new DigestedFile(createReadStream(file, { highWaterMark: 1 << 18 })) : null;
  const prior = await priorState();
  const derived = await deriveDay(digested ?? filePieces(file), {
    name,
    registry,
    prior,
    priorDay: priorFile === '-' ? null : prior.head.day,
    replaced: null,
    mayGovern: mode === 'governing',
    endedPeriod: null,
    receivedAt: `${day}T17:00:00.000Z`,
    timeZone: TIME_ZONE,
  });
  const months = yardstickMonths(day, asOfInstant(yardstickSource, day));
  const tallies = tallyState(derived.state, {
    monthsOf: (unitId) => months.get(unitId) ?? [],
    lastSeen: derived.lastSeen,
    zone: new ZoneOffsets(TIME_ZONE),
    stateDigest: derived.stateObject.digest,
    unitsWithZeros: registry.countedUnits,
  });
  await digested?.digest();
  await pipeline(derived.stateObject.stream(), createWriteStream(newStateFile));
  // Changed and rejected rows stand in files already.
  const milliseconds = performance.now() - begin;
  forgetSpools(derived);
  return { milliseconds, derived, tallies };
}

async function priorState(): Promise<State> {
  if (priorFile !== '-') return (await readState(filePieces(priorFile))).state;
  return emptyState({ sourceId: yardstickSource.sourceId, day, inputsDigest: '' });
}
