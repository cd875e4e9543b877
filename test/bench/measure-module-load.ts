import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { bundleFunctions, bundleSettings, functionNames } from '../../infra/bundle.ts';
import { functionEnvironment } from '../infra/function-environment.ts';
import type { Figure } from './figure.ts';
import { runFresh } from './fresh-process.ts';
import { median } from './median.ts';

const ROUNDS = 21;

const environment = { PATH: process.env.PATH, ...functionEnvironment };

/** One import of a bundle in a fresh process. */
const loadSchema = z.object({
  milliseconds: z.number().positive(),
  /** The process's memory once the bundle is loaded, that of Node itself included. */
  megabytes: z.number().positive(),
});
type Load = z.infer<typeof loadSchema>;

const PEER = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export const client = new DynamoDBClient({});`;

/**
 * How long each function's bundle takes to import, against one that only creates a DynamoDB client, made with the same
 * settings. Each load is paired with one of the peer's right before it; the ratio is the median of the pairs'.
 */
export async function measure(): Promise<Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), 'dung-hen-bench-'));
  try {
    const bundles = await bundleFunctions(directory);
    const peer = await bundlePeer(directory);
    load(peer); // into the page cache
    return functionNames.map((name) => figureOf(name, pairs(peer, join(bundles[name], 'index.mjs'))));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function bundlePeer(directory: string): Promise<string> {
  const outdir = join(directory, 'peer');
  const stdin = { contents: PEER, resolveDir: bundleSettings.absWorkingDir, loader: 'ts' as const };
  await build({ ...bundleSettings, stdin, outdir });
  return join(outdir, 'stdin.mjs');
}

interface Pair {
  readonly peer: Load;
  readonly ours: Load;
}

function pairs(peer: string, ours: string): Pair[] {
  load(ours);
  return Array.from({ length: ROUNDS }, () => ({ peer: load(peer), ours: load(ours) }));
}

function figureOf(name: string, measured: readonly Pair[]): Figure {
  const of = (value: (pair: Pair) => number) => median(measured.map(value)).toFixed(1);
  return {
    name: `load of ${name} vs a DynamoDB client alone`,
    value: median(measured.map(({ peer, ours }) => ours.milliseconds / peer.milliseconds)),
    unit: 'x',
    must: { atMost: 1.6 },
    aim: { atMost: 1.2 },
    detail:
      `${of(({ ours }) => ours.milliseconds)} ms against ${of(({ peer: { milliseconds } }) => milliseconds)}, ` +
      `${of(({ ours }) => ours.megabytes)} MB against ${of(({ peer: { megabytes } }) => megabytes)}`,
  };
}

function load(module: string): Load {
  const script = `const begin = performance.now();
    await import(${JSON.stringify(module)});
    const milliseconds = performance.now() - begin;
    console.log(JSON.stringify({ milliseconds, megabytes: process.memoryUsage.rss() / 1e6 }));
    process.exit();`;
  const { output } = runFresh(process.execPath, ['--input-type=module', '--eval', script], environment);
  return loadSchema.parse(JSON.parse(output));
}
