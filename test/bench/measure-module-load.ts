import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import * as z from 'zod';
import { bundleFunctions, bundleSettings, functionNames } from '../../infra/bundle.ts';
import { functionEnvironment } from '../infra/function-environment.ts';
import type { Figure } from './figure.ts';
import { runFresh } from './fresh-process.ts';
import { median } from './median.ts';

const ROUNDS = 31;

const environment = { PATH: process.env.PATH, ...functionEnvironment };

/** One import of a bundle in a fresh process. */
const loadSchema = z.object({
  /** Of the processor, which other programs on the machine do not lengthen as they do the clock's. */
  cpuMilliseconds: z.number().positive(),
  wallMilliseconds: z.number().positive(),
  /** The process's memory once the bundle is loaded, that of Node itself included. */
  megabytes: z.number().positive(),
});
type Load = z.infer<typeof loadSchema>;

/** A function's load, and right before it one of each peer. */
interface Round {
  readonly ours: Load;
  /** A bundle that only creates a DynamoDB client, made with our own settings. */
  readonly client: Load;
  /** The same in one file, as esbuild makes it when it is told no more than the platform. */
  readonly plainClient: Load;
}

const CLIENT = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export const client = new DynamoDBClient({});`;

/**
 * How long each function's bundle takes to import, against one that only creates a DynamoDB client. The ratio is the
 * median of the rounds'.
 */
export async function measure(): Promise<Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), 'dung-hen-bench-'));
  try {
    const bundles = await bundleFunctions(directory);
    const client = await bundleClient(join(directory, 'client'), bundleSettings);
    const plainClient = await bundleClient(join(directory, 'plain-client'), plainSettings);
    return functionNames.map((name) => {
      const ours = join(bundles[name], 'index.mjs');
      const playRound = () => ({ client: load(client), plainClient: load(plainClient), ours: load(ours) });
      playRound(); // brings the files into the page cache
      return figureOf(name, Array.from({ length: ROUNDS }, playRound));
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const plainSettings = {
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  outExtension: { '.js': '.mjs' },
  banner: bundleSettings.banner,
} satisfies BuildOptions;

async function bundleClient(outdir: string, settings: BuildOptions): Promise<string> {
  const stdin = { contents: CLIENT, resolveDir: bundleSettings.absWorkingDir, loader: 'ts' as const };
  await build({ ...settings, stdin, outdir });
  return join(outdir, 'stdin.mjs');
}

function figureOf(name: string, rounds: readonly Round[]): Figure {
  const of = (value: (round: Round) => number) => median(rounds.map(value));
  const against = (peer: 'client' | 'plainClient') =>
    of((round) => round.ours.cpuMilliseconds / round[peer].cpuMilliseconds);
  const each = (field: keyof Load) =>
    `${of(({ ours }) => ours[field]).toFixed(0)} against ${of(({ client }) => client[field]).toFixed(0)}`;
  return {
    name: `load of ${name} vs a DynamoDB client alone`,
    value: against('client'),
    unit: 'x',
    must: { atMost: 1.6 },
    aim: { atMost: 1.2 },
    detail:
      `${against('plainClient').toFixed(2)}x that client in one file; ` +
      `${each('cpuMilliseconds')} ms of the processor, ${each('wallMilliseconds')} of the clock, ${each('megabytes')} MB`,
  };
}

function load(module: string): Load {
  const script = `const begin = performance.now();
    const cpuBefore = process.cpuUsage();
    await import(${JSON.stringify(module)});
    const { user, system } = process.cpuUsage(cpuBefore);
    const wallMilliseconds = performance.now() - begin;
    const megabytes = process.memoryUsage.rss() / 1e6;
    console.log(JSON.stringify({ wallMilliseconds, cpuMilliseconds: (user + system) / 1000, megabytes }));
    process.exit();`;
  const { output } = runFresh(process.execPath, ['--input-type=module', '--eval', script], environment);
  return loadSchema.parse(JSON.parse(output));
}
