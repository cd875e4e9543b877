import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { bundleSettings } from '../../infra/bundle.ts';
import type { Figure } from './figure.ts';
import { runFresh } from './fresh-process.ts';
import { median } from './median.ts';
import type { MeasureOptions } from './options.ts';
import { snapshotDays } from './yardstick/source.ts';
import { writeSnapshot } from './yardstick/write-snapshot.ts';

const ROUNDS = 5;
const MEBI = 1 << 20;
const BOUND_ROWS = 1_000_000;
/** So many rows, and the compiler has done its work. */
const WARMING_ROWS = 2_000_000;
const MUST_BASE_MB = 150;
const MUST_BYTES_A_ROW = 60;
const AIM_BASE_MB = 100;
const AIM_BYTES_A_ROW = 40;
/** What V8 may use of a Lambda of 1,769 MB: states and files lie beside its heap. */
const HEAP_MB = 256;

const oursSchema = z.object({
  milliseconds: z.number(),
  peakBytes: z.number(),
  rowsRead: z.number(),
  quarantine: z.null(),
});
const peerSchema = z.object({ milliseconds: z.number(), rowsRead: z.number().optional() });

/** The files of one size, and the folder for what comes of them. */
interface Yardstick {
  readonly rows: number;
  readonly folder: string;
  readonly program: string;
  readonly first: string;
  readonly second: string;
}

/**
 * How fast a day's file is taken in, against DuckDB doing the same with a parquet file as its state, in pairs of fresh
 * processes on one core; how long and how much memory files of 100,000 rows up to five times `rows` take.
 */
export async function measure({ rows }: MeasureOptions): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dung-hen-bench-'));
  try {
    const program = await bundleProgram(folder);
    const yardstick = makeYardstick({ rows, folder: join(folder, 'main'), program });
    const figures = [...againstDuckDb(yardstick), governingDay(yardstick)];
    return [...figures, ...scaling(folder, program, [rows / 10, rows, rows * 5].map(Math.round))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Bundled as a function is: what is timed must not carry a compiler along. */
async function bundleProgram(folder: string): Promise<string> {
  const entry = join(import.meta.dirname, 'ingest-process.ts');
  await build({ ...bundleSettings, entryPoints: [entry], outdir: join(folder, 'program') });
  return join(folder, 'program', 'ingest-process.mjs');
}

function makeYardstick({ rows, folder, program }: Pick<Yardstick, 'rows' | 'folder' | 'program'>): Yardstick {
  mkdirSync(folder);
  const first = join(folder, 'first.csv');
  const second = join(folder, 'second.csv');
  writeSnapshot({ path: first, rows, snapshot: 1 });
  writeSnapshot({ path: second, rows, snapshot: 2 });
  return { rows, folder, program, first, second };
}

/** The second day's file with its rows in another order. */
function makeShuffled({ folder, rows }: Yardstick): string {
  const path = join(folder, 'shuffled.csv');
  writeSnapshot({ path, rows, snapshot: 2, isShuffled: true });
  return path;
}

function againstDuckDb(yardstick: Yardstick): Figure[] {
  const { folder, rows, first, second } = yardstick;
  const shuffled = makeShuffled(yardstick);
  const gzipped = gzip(second);
  const state = takeIn(yardstick, first, 1, '-').state;
  const parquet = join(folder, 'state.parquet');
  const emptyParquet = join(folder, 'empty.parquet');
  duckDb(['state', first, parquet, folder]);
  duckDb(['state', '-', emptyParquet, folder]);
  const second2 = (file: string) => ({
    ours: () => takeIn(yardstick, file, 2, state),
    peer: () => duckDb(['day', file, parquet, folder]),
  });
  const withDigest = {
    ours: () => takeIn(yardstick, second, 2, state, 'digested'),
    peer: () => duckDb(['day', second, parquet, folder]),
  };
  const firstLoad = {
    ours: () => takeIn(yardstick, first, 1, '-'),
    peer: () => duckDb(['day', first, emptyParquet, folder]),
  };
  return [
    ratio('ordered vs DuckDB (parquet state)', second2(second), boundsOf(rows, 4, 7)),
    ratio('shuffled vs DuckDB (parquet state)', second2(shuffled), boundsOf(rows, 2, 4)),
    ratio("ordered, with the file's SHA-256, vs DuckDB (parquet state)", withDigest, {}),
    ratio('ordered, gzip vs DuckDB (parquet state)', second2(gzipped), {}),
    ratio('first load vs DuckDB (empty parquet state)', firstLoad, {}),
  ];
}

/** The bounds are meant for a million rows: below, what is timed is how a process starts. */
function boundsOf(rows: number, must: number, aim: number): Pick<Figure, 'must' | 'aim'> {
  return rows < BOUND_ROWS ? {} : { must: { atLeast: must }, aim: { atLeast: aim } };
}

function gzip(file: string): string {
  execFileSync('gzip', ['-k', '-6', file]);
  return `${file}.gz`;
}

interface Taken extends z.infer<typeof oursSchema> {
  /** The file of the new state. */
  readonly state: string;
}

function takeIn(
  { folder, program }: Pick<Yardstick, 'folder' | 'program'>,
  file: string,
  snapshot: 1 | 2,
  prior: string,
  ...mode: string[]
): Taken {
  const state = join(folder, `state-${snapshot}.bin`);
  const args = [`--max-old-space-size=${HEAP_MB}`, program, file, snapshotDays[snapshot], prior, state, ...mode];
  return { ...oursSchema.parse(JSON.parse(runFresh(process.execPath, args).output)), state };
}

function duckDb(args: readonly string[]): z.infer<typeof peerSchema> {
  const program = join(import.meta.dirname, 'duckdb-process.ts');
  return peerSchema.parse(JSON.parse(runFresh(process.execPath, [program, ...args]).output));
}

interface Pair {
  readonly ours: () => Taken;
  readonly peer: () => z.infer<typeof peerSchema>;
}

function ratio(name: string, { ours, peer }: Pair, bounds: Pick<Figure, 'must' | 'aim'>): Figure {
  ours();
  const pairs = Array.from({ length: ROUNDS }, () => ({ peer: peer(), ours: ours() }));
  if (pairs.some((pair) => pair.ours.rowsRead !== pair.peer.rowsRead))
    throw new Error(`${name}: other rows were read.`);
  const oursMs = median(pairs.map((pair) => pair.ours.milliseconds));
  const peerMs = median(pairs.map((pair) => pair.peer.milliseconds));
  return {
    name,
    value: median(pairs.map((pair) => pair.peer.milliseconds / pair.ours.milliseconds)),
    unit: 'x',
    ...bounds,
    detail: `${(oursMs / 1000).toFixed(2)} s against ${(peerMs / 1000).toFixed(2)} s, ${pairs[0]?.ours.rowsRead} rows`,
  };
}

function governingDay(yardstick: Yardstick): Figure {
  const state = takeIn(yardstick, yardstick.first, 1, '-').state;
  const runs = Array.from({ length: 3 }, () => takeIn(yardstick, yardstick.second, 2, state, 'governing'));
  return {
    name: 'ordered, on a day that can govern a month (every row read, canonical copy)',
    value: median(runs.map(({ milliseconds }) => milliseconds)) / 1000,
    unit: 's',
  };
}

/** Time a row in yesterday's order, and memory in each, for files of several sizes. */
function scaling(folder: string, program: string, sizes: readonly number[]): Figure[] {
  const measured = sizes.map((rows) => {
    const yardstick = makeYardstick({ rows, folder: join(folder, `rows-${rows}`), program });
    const firstRun = takeIn(yardstick, yardstick.first, 1, '-');
    const day = (...mode: string[]) => takeIn(yardstick, yardstick.second, 2, firstRun.state, ...mode);
    const times = String(Math.max(2, Math.ceil(WARMING_ROWS / rows)));
    const cold = Array.from({ length: 3 }, () => day());
    const warm = Array.from({ length: 3 }, () => day('warm', times));
    const shuffledRun = takeIn(yardstick, makeShuffled(yardstick), 2, firstRun.state);
    rmSync(yardstick.folder, { recursive: true });
    const nanoseconds = (runs: readonly Taken[]) => (median(runs.map(({ milliseconds }) => milliseconds)) * 1e6) / rows;
    const peaks = { ordered: peakMb(cold), shuffled: peakMb([shuffledRun]), 'first load': peakMb([firstRun]) };
    return { rows, times: { cold: nanoseconds(cold), warm: nanoseconds(warm) }, peaks };
  });
  const warm = measured.map(({ times }) => times.warm);
  const inWords = ({ times, rows }: (typeof measured)[number]) =>
    `${rows.toLocaleString('en')} rows ${Math.round(times.warm)} ns (${Math.round(times.cold)} in a fresh process)`;
  const flat: Figure = {
    name: 'time a row, slowest size against fastest, in a process that has done it before',
    value: Math.max(...warm) / Math.min(...warm),
    unit: 'x',
    ...((sizes[1] ?? 0) >= BOUND_ROWS && { must: { atMost: 1.5 } }),
    detail: measured.map(inWords).join(', '),
  };
  const memory = (['ordered', 'shuffled', 'first load'] as const).flatMap((what) =>
    measured.map(({ rows, peaks }) =>
      memoryFigure(`peak memory, ${what}, ${rows.toLocaleString('en')} rows`, rows, peaks[what]),
    ),
  );
  return [flat, ...memory];
}

function peakMb(runs: readonly Taken[]): number {
  return Math.max(...runs.map(({ peakBytes }) => peakBytes)) / MEBI;
}

function memoryFigure(name: string, rows: number, value: number): Figure {
  return {
    name,
    value,
    unit: 'MB',
    must: { atMost: Math.round(MUST_BASE_MB + (rows * MUST_BYTES_A_ROW) / MEBI) },
    aim: { atMost: Math.round(AIM_BASE_MB + (rows * AIM_BYTES_A_ROW) / MEBI) },
    detail: `resident, with --max-old-space-size=${HEAP_MB}`,
  };
}
