import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { deriveDay } from '../../functions/ingest-snapshot/derive-day.ts';
import { asOfInstant } from '../../functions/ingest-snapshot/registry-of-day.ts';
import { ZoneOffsets } from '../../shared/calendar/zone.ts';
import type { ScratchFile } from '../../shared/runtime/scratch-file.ts';
import { parseSnapshotName } from '../../shared/snapshot/snapshot-name.ts';
import { emptyState, type State } from '../../shared/snapshot/state.ts';
import { readState } from '../../shared/snapshot/state-file.ts';
import { tallyState } from '../../shared/tally/tally-state.ts';
import { yardstickMonths } from './yardstick/months.ts';
import { yardstickRegistry } from './yardstick/registry.ts';
import { TIME_ZONE, yardstickSource } from './yardstick/source.ts';

/**
 * Takes in one file as ingest-snapshot does, and writes what comes of it as files: the timed job of the comparison with
 * DuckDB. Arguments: the snapshot's file, its day, the state of the day before or `-`, the file for the new state, and
 * `governing` where the day can govern a month (then every row is read and a canonical copy is made).
 * Prints one line of JSON: milliseconds, the process's peak of memory in bytes, and what was counted.
 */
const [file = '', day = '', priorFile = '-', newStateFile = '', mode = ''] = process.argv.slice(2);

const begin = performance.now();
const registry = yardstickRegistry();
const name = parseSnapshotName(`snapshots/${yardstickSource.sourceId}/${day}.csv${file.endsWith('.gz') ? '.gz' : ''}`);
const derived = await deriveDay(createReadStream(file, { highWaterMark: 1 << 20 }), {
  name,
  registry,
  prior: await priorState(),
  replaced: null,
  mayGovern: mode === 'governing',
  isAfterEnd: false,
  receivedAt: `${day}T17:00:00.000Z`,
  timeZone: TIME_ZONE,
});
const months = yardstickMonths(day, asOfInstant(yardstickSource, day));
const tallies = tallyState(derived.state, {
  monthsOf: (unitId) => months.get(unitId) ?? [],
  lastSeen: derived.lastSeen,
  zone: new ZoneOffsets(TIME_ZONE),
  stateDigest: derived.stateFile.digest,
  unitsWithZeros: registry.countedUnits,
});
// All that is to come of it stands in files: changed and rejected rows, and the new state.
const milliseconds = performance.now() - begin;
await keep(derived.stateFile.file);

const { counts, quarantine } = derived;
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ milliseconds, peakBytes, ...counts, quarantine, tallies: tallies.length }));

async function priorState(): Promise<State> {
  if (priorFile !== '-') return (await readState(createReadStream(priorFile, { highWaterMark: 1 << 20 }))).state;
  return emptyState({ sourceId: yardstickSource.sourceId, day, inputsDigest: '' });
}

async function keep(scratch: ScratchFile): Promise<void> {
  await pipeline(scratch.stream(), createWriteStream(newStateFile));
}
